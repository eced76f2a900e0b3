package io.milliwatt.engine.media;

/// Hears what the media of a call tells about the call. Media loop's thread; must return at once.
public interface MediaListener {
    /// A digit was received as telephone-event, one of `0-9*#A-D`.
    void dtmf(char digit);

    /// Nothing, neither RTP nor RTCP, was received for the configured time.
    void silent(long silentNanos);
}
