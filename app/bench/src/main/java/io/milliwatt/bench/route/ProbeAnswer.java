package io.milliwatt.bench.route;

/// What a phone's place heard from an engine.
///
/// @param from the address it asked from
/// @param sipAnswer final response to OPTIONS, `200 OK`; empty when none came
/// @param rtpBack RTP packets that came back from a call to `echo`
/// @param error what the network said instead, such as `Network is unreachable`; empty when nothing
public record ProbeAnswer(String from, String sipAnswer, int rtpBack, String error) {
    /// Whether both signalling and media passed.
    public boolean isOpen() {
        return !sipAnswer.isEmpty() && rtpBack > 0;
    }
}
