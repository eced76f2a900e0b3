package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.sdp.Capabilities.Feature;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// [SessionNegotiation] for callers that have one plain audio stream and know its port beforehand.
public final class OfferAnswer {
    /// Plain media has no keys to draw.
    private static final RandomGenerator NO_KEYS =
            () -> {
                throw new IllegalStateException("plain media has no keys");
            };

    private OfferAnswer() {}

    /// An offer of one audio stream.
    public static SessionDescription offer(AudioOffer ours) {
        return offer(ours, Optional.empty());
    }

    /// A later offer in the same session: every place of the list of media stays (RFC 3264, section
    /// 8), the audio is described anew, and the version grows when that changes anything.
    public static SessionDescription reoffer(SessionDescription previous, AudioOffer ours) {
        return offer(ours, Optional.of(previous));
    }

    private static SessionDescription offer(
            AudioOffer ours, Optional<SessionDescription> previous) {
        Capabilities capabilities = capabilities(ours);
        int place = SessionNegotiation.offerPlaces(capabilities, previous).firstKey();
        return SessionNegotiation.offer(
                capabilities, Map.of(place, ours.rtp()), ours.origin(), previous, NO_KEYS);
    }

    /// Answers an offer as it came from the network.
    public static Negotiation answer(String offer, AudioOffer ours) {
        return answer(SessionNegotiation.plan(offer, capabilities(ours)), ours);
    }

    /// Answers an offer: the first usable audio with the first codec of the offerer's list that we
    /// have; every other media is refused in its place.
    public static Negotiation answer(SessionDescription offer, AudioOffer ours) {
        return answer(SessionNegotiation.plan(offer, capabilities(ours)), ours);
    }

    private static Negotiation answer(Plan plan, AudioOffer ours) {
        return switch (plan) {
            case Plan.Accepted accepted -> {
                Map<Integer, MediaAddress> local = new HashMap<>();
                accepted.transports().forEach(place -> local.put(place, ours.rtp()));
                NegotiatedSession session =
                        accepted.answer(local, ours.origin(), Optional.empty(), NO_KEYS);
                yield new Negotiation.Agreed(session.local(), audio(session));
            }
            case Plan.Failed(OfferAnswerFailure failure) -> new Negotiation.Failed(failure);
        };
    }

    /// Reads the answer to an offer of ours as it came from the network.
    ///
    /// @param ours what `offer` was made from
    public static Negotiation apply(SessionDescription offer, String answer, AudioOffer ours) {
        return switch (SessionNegotiation.apply(offer, answer)) {
            case AnswerOutcome.Agreed(NegotiatedSession session) ->
                    new Negotiation.Agreed(session.remote(), audio(session));
            case AnswerOutcome.Failed(OfferAnswerFailure failure) ->
                    new Negotiation.Failed(failure);
        };
    }

    private static Capabilities capabilities(AudioOffer ours) {
        Capabilities all =
                Capabilities.ofAudio()
                        .withAudio(ours.codecs())
                        .withPtimeMillis(ours.ptimeMillis())
                        .withDirection(ours.direction())
                        .withFamilyOf(ours.rtp().address())
                        .without(Feature.COMFORT_NOISE)
                        .without(Feature.BUNDLE);
        Capabilities mux = ours.rtcpMux() ? all : all.without(Feature.RTCP_MUX);
        return ours.telephoneEvents() ? mux : mux.without(Feature.TELEPHONE_EVENTS);
    }

    private static NegotiatedAudio audio(NegotiatedSession session) {
        NegotiatedMedia media = session.audio().orElseThrow();
        NegotiatedFormat format = media.sendFormat();
        AudioCodec codec = (AudioCodec) format.audio().orElseThrow();
        return new NegotiatedAudio(
                media.remote().rtp(),
                media.remote().rtcp(),
                media.remote().rtcpMux(),
                codec,
                format.payloadType(),
                media.telephoneEvent().stream().mapToInt(NegotiatedFormat::payloadType).findFirst(),
                media.ptimeMillis(),
                media.localDirection(),
                format.remoteFmtp());
    }
}
