package io.milliwatt.phone;

import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.sdp.AudioOffer;
import io.milliwatt.protocol.sdp.Direction;
import io.milliwatt.protocol.sdp.Negotiation;
import io.milliwatt.protocol.sdp.OfferAnswer;
import io.milliwatt.protocol.sdp.Origin;
import io.milliwatt.protocol.sdp.SessionDescription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Offer and answer of one call, RFC 3264: what was said last, by us and by them. Guarded by its
/// call.
final class CallNegotiation {
    private final AudioOffer ours;
    private Optional<SessionDescription> local = Optional.empty();
    private Optional<SessionDescription> pending = Optional.empty();
    private Direction wanted = Direction.SENDRECV;
    private String offerSdp = "";
    private String answerSdp = "";

    CallNegotiation(String address, int rtpPort, List<AudioCodec> codecs) {
        ours =
                AudioOffer.of(
                                address,
                                rtpPort,
                                Origin.of(
                                        ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE),
                                        address))
                        .withCodecs(codecs);
    }

    /// Our RTP address, `IP:port`.
    String rtpAddress() {
        return ours.rtp().toString();
    }

    /// Which way media is to flow, seen from us, from the next offer or answer on.
    void want(Direction direction) {
        wanted = direction;
    }

    /// An offer to send.
    String offer() {
        AudioOffer now = ours.withDirection(wanted);
        SessionDescription offer =
                local.map(before -> OfferAnswer.reoffer(before, now))
                        .orElseGet(() -> OfferAnswer.offer(now));
        pending = Optional.of(offer);
        offerSdp = offer.toText();
        return offerSdp;
    }

    /// Reads the answer to our newest offer.
    Negotiation answered(String sdp) {
        answerSdp = sdp;
        SessionDescription offer = pending.or(() -> local).orElseThrow();
        Negotiation result = OfferAnswer.apply(offer, sdp, ours.withDirection(wanted));
        if (result instanceof Negotiation.Agreed) {
            local = Optional.of(offer);
        }
        return result;
    }

    /// Answers an offer; if agreed, [#answerSdp()] is to be sent.
    Negotiation answer(String offer) {
        offerSdp = offer;
        Negotiation result = OfferAnswer.answer(offer, ours.withDirection(wanted));
        if (result instanceof Negotiation.Agreed(SessionDescription answer, var _)) {
            SessionDescription next = local.map(answer::asSuccessorOf).orElse(answer);
            local = Optional.of(next);
            answerSdp = next.toText();
        }
        return result;
    }

    /// The newest offer, ours or theirs; empty before.
    String offerSdp() {
        return offerSdp;
    }

    /// The newest answer; empty before.
    String answerSdp() {
        return answerSdp;
    }
}
