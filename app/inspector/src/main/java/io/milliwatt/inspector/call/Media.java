package io.milliwatt.inspector.call;

import java.util.List;

/// The media side of a call.
///
/// @param flows what the SDP promised, over the call's life
/// @param streams what was seen, at each tap
/// @param digits DTMF, both ways of sending, on one time line
public record Media(List<MediaFlow> flows, List<CallStream> streams, List<DtmfEvent> digits) {
    /// Nothing yet.
    public static final Media NONE = new Media(List.of(), List.of(), List.of());

    public Media {
        flows = List.copyOf(flows);
        streams = List.copyOf(streams);
        digits = List.copyOf(digits);
    }
}
