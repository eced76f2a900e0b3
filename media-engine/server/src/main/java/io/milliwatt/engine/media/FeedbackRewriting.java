package io.milliwatt.engine.media;

import io.milliwatt.protocol.rtcp.PayloadFeedback;
import io.milliwatt.protocol.rtcp.PayloadFeedback.FullIntraRequest;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.rtcp.TransportFeedback;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/// Feedback about a stream that we pass on is meant for its source: RFC 4585, section 6.1, with the
/// SSRCs of the side it goes to.
public final class FeedbackRewriting {
    private FeedbackRewriting() {}

    /// @param sourceOf from an SSRC of ours to that of the source it stands for, or -1
    /// @param sender the SSRC it is sent under
    /// @return empty when it is about nothing that we pass on
    public static Optional<RtcpPacket> rewrite(
            RtcpPacket feedback, LongUnaryOperator sourceOf, long sender) {
        return switch (feedback) {
            case TransportFeedback about -> {
                long source = sourceOf.applyAsLong(about.mediaSsrc());
                yield source < 0
                        ? Optional.empty()
                        : Optional.of(new TransportFeedback(sender, source, about.message()));
            }
            case PayloadFeedback(long _, long _, FullIntraRequest(var requests)) ->
                    intra(requests, sourceOf, sender);
            case PayloadFeedback about -> {
                long source = sourceOf.applyAsLong(about.mediaSsrc());
                yield source < 0
                        ? Optional.empty()
                        : Optional.of(new PayloadFeedback(sender, source, about.message()));
            }
            default -> Optional.empty();
        };
    }

    /// FIR names its sources in its own list, RFC 5104, section 4.3.1.1; the media SSRC is 0.
    private static Optional<RtcpPacket> intra(
            List<FullIntraRequest.Request> requests, LongUnaryOperator sourceOf, long sender) {
        List<FullIntraRequest.Request> rewritten =
                requests.stream()
                        .filter(request -> sourceOf.applyAsLong(request.ssrc()) >= 0)
                        .map(request ->
                                new FullIntraRequest.Request(
                                        sourceOf.applyAsLong(request.ssrc()),
                                        request.sequenceNumber()))
                        .toList();
        return rewritten.isEmpty()
                ? Optional.empty()
                : Optional.of(new PayloadFeedback(sender, 0, new FullIntraRequest(rewritten)));
    }
}
