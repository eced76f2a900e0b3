package io.milliwatt.engine.media;

import java.util.Map;

/// Hears what the media of a call tells about the call. Media loop's thread; must return at once.
public interface MediaListener {
    /// A digit was received as telephone-event, one of `0-9*#A-D`.
    void dtmf(char digit);

    /// Nothing, neither RTP nor RTCP, was received for the configured time.
    void silent(long silentNanos);

    /// A packet was not encrypted with the key that was agreed on.
    ///
    /// @param total how many there were
    void refused(long total);

    /// The call application ends the call.
    void hangUp(String why);

    /// Something happened that whoever listens to the engine's events may want to know.
    ///
    /// @param data written as JSON, with the Call-ID
    void event(String name, Map<String, Object> data);
}
