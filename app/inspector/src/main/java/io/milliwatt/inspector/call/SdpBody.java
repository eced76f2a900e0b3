package io.milliwatt.inspector.call;

import io.milliwatt.protocol.sdp.SessionDescription;
import java.util.List;
import java.util.Optional;

/// A session description of a message.
///
/// @param text as it came, keys masked
/// @param description what could be read of it, keys masked
/// @param problems what was left out to read it
public record SdpBody(
        String text, Optional<SessionDescription> description, List<String> problems) {
    public SdpBody {
        problems = List.copyOf(problems);
    }
}
