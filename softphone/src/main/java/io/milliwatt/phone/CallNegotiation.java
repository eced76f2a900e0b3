package io.milliwatt.phone;

import io.milliwatt.protocol.sdp.AnswerOutcome;
import io.milliwatt.protocol.sdp.Capabilities;
import io.milliwatt.protocol.sdp.Direction;
import io.milliwatt.protocol.sdp.MediaAddress;
import io.milliwatt.protocol.sdp.NegotiatedSession;
import io.milliwatt.protocol.sdp.OfferAnswerFailure;
import io.milliwatt.protocol.sdp.Origin;
import io.milliwatt.protocol.sdp.Plan;
import io.milliwatt.protocol.sdp.SessionDescription;
import io.milliwatt.protocol.sdp.SessionNegotiation;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Offer and answer of one call, RFC 3264: what was said last, by us and by them. One audio stream.
/// Guarded by its call.
final class CallNegotiation {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Capabilities ours;
    private final MediaAddress rtp;
    private final Origin origin;
    private Optional<SessionDescription> local = Optional.empty();
    private Optional<SessionDescription> pending = Optional.empty();
    private Direction wanted = Direction.SENDRECV;
    private String offerSdp = "";
    private String answerSdp = "";

    CallNegotiation(String address, int rtpPort, CallOptions options) {
        rtp = new MediaAddress(address, rtpPort);
        origin = Origin.of(RANDOM.nextInt(1, Integer.MAX_VALUE), address);
        ours =
                Capabilities.ofAudio()
                        .withAudio(options.codecs())
                        .withSecurity(options.security())
                        .withFamilyOf(address);
    }

    /// Our RTP address, `IP:port`.
    String rtpAddress() {
        return rtp.toString();
    }

    /// Which way media is to flow, seen from us, from the next offer or answer on.
    void want(Direction direction) {
        wanted = direction;
    }

    /// An offer to send.
    String offer() {
        Capabilities now = ours.withDirection(wanted);
        SessionDescription offer =
                SessionNegotiation.offer(
                        now,
                        at(SessionNegotiation.offerPlaces(now, local).keySet()),
                        origin,
                        local,
                        RANDOM);
        pending = Optional.of(offer);
        offerSdp = offer.toText();
        return offerSdp;
    }

    private Map<Integer, MediaAddress> at(Set<Integer> places) {
        Map<Integer, MediaAddress> addresses = new HashMap<>();
        places.forEach(place -> addresses.put(place, rtp));
        return addresses;
    }

    /// Reads the answer to our newest offer.
    AnswerOutcome answered(String sdp) {
        answerSdp = sdp;
        SessionDescription offer = pending.or(() -> local).orElseThrow();
        AnswerOutcome result = SessionNegotiation.apply(offer, sdp);
        if (result instanceof AnswerOutcome.Agreed) {
            local = Optional.of(offer);
        }
        return result;
    }

    /// Answers an offer; if agreed, [#answerSdp()] is to be sent.
    AnswerOutcome answer(String offer) {
        offerSdp = offer;
        return switch (SessionNegotiation.plan(offer, ours.withDirection(wanted))) {
            case Plan.Accepted plan -> {
                NegotiatedSession session =
                        plan.answer(at(plan.transports()), origin, local, RANDOM);
                local = Optional.of(session.local());
                answerSdp = session.local().toText();
                yield new AnswerOutcome.Agreed(session);
            }
            case Plan.Failed(OfferAnswerFailure failure) -> new AnswerOutcome.Failed(failure);
        };
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
