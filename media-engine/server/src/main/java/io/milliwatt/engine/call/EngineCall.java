package io.milliwatt.engine.call;

import io.milliwatt.engine.media.MediaPath;
import java.util.List;
import java.util.Optional;

/// One call, whatever front end it came by. Any thread.
public interface EngineCall {
    String callId();

    /// Empty until there is media.
    Optional<MediaPath> path();

    /// Ends the call from our side.
    ///
    /// @param why told to the far end and kept as the end reason
    void end(String why);

    /// What the control API prints.
    ///
    /// @param streams the call's streams now
    CallView view(List<StreamView> streams);
}
