package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.sdp.OfferAnswerFailure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Offer and answer for one audio stream, RFC 3264. Pure functions; what changes over a call is the
/// direction and the version.
public final class OfferAnswer {
    private static final String ALL_DIGITS = "0-15";

    private OfferAnswer() {}

    /// An offer of one audio stream.
    public static SessionDescription offer(AudioOffer ours) {
        List<RtpMap> maps = new ArrayList<>();
        int dynamic = 96;
        for (AudioCodec codec : ours.codecs()) {
            int payloadType = codec.staticPayloadType().orElse(dynamic);
            dynamic += payloadType == dynamic ? 1 : 0;
            maps.add(new RtpMap(payloadType, codec.name(), codec.clockRateHz(), 1));
        }
        ours.telephoneEventPayloadType()
                .ifPresent(number ->
                        maps.add(
                                new RtpMap(
                                        number,
                                        RtpMap.TELEPHONE_EVENT,
                                        ours.codecs().getFirst().clockRateHz(),
                                        1)));
        return describe(
                ours, List.of(media(ours, "RTP/AVP", maps, ours.direction(), ours.rtcpMux())));
    }

    /// A later offer in the same session: every place of the list of media stays (RFC 3264, section
    /// 8), the audio is described anew, and the version grows when that changes anything.
    public static SessionDescription reoffer(SessionDescription previous, AudioOffer ours) {
        SessionDescription fresh = offer(ours);
        List<MediaDescription> media = new ArrayList<>();
        boolean placed = false;
        for (MediaDescription old : previous.media()) {
            if (!placed && old.isAudio() && old.port() != 0) {
                media.add(fresh.media().getFirst());
                placed = true;
            } else {
                media.add(old.rejected());
            }
        }
        if (!placed) {
            media.add(fresh.media().getFirst());
        }
        return fresh.withMedia(media).asSuccessorOf(previous);
    }

    /// Answers an offer as it came from the network.
    public static Negotiation answer(String offer, AudioOffer ours) {
        return switch (SessionDescription.parse(offer)) {
            case ParseResult.Parsed<SessionDescription>(SessionDescription parsed) ->
                    answer(parsed, ours);
            case ParseResult.Malformed<SessionDescription>(
                            MalformedReason _,
                            int _,
                            String detail) ->
                    failed(Reason.MALFORMED, detail);
        };
    }

    /// Answers an offer: the first usable audio with the first codec of the offerer's list that we
    /// have; every other media is refused in its place.
    public static Negotiation answer(SessionDescription offer, AudioOffer ours) {
        Optional<MediaDescription> usable =
                offer.media().stream()
                        .filter(one -> one.isAudio() && one.port() != 0 && one.isPlainRtp())
                        .filter(one -> chosenCodec(one, ours).isPresent())
                        .findFirst();
        if (usable.isEmpty()) {
            return whyNoAudio(offer);
        }
        MediaDescription theirs = usable.get();
        Optional<Negotiation> unreachable = unreachable(offer, theirs, ours);
        if (unreachable.isPresent()) {
            return unreachable.get();
        }
        RtpMap map = chosenCodec(theirs, ours).orElseThrow();
        List<RtpMap> maps = new ArrayList<>(List.of(map));
        Optional<RtpMap> events = events(theirs, ours, map.clockRateHz());
        events.ifPresent(maps::add);
        Direction direction = remoteDirection(offer, theirs).mirrored().and(ours.direction());
        boolean mux = theirs.rtcpMux() && ours.rtcpMux();
        // the first of those that read the same is the one: the others are further audio, and
        // refused
        int place = offer.media().indexOf(theirs);
        List<MediaDescription> media = new ArrayList<>();
        for (MediaDescription one : offer.media()) {
            media.add(
                    media.size() == place
                            ? media(ours, one.protocol(), maps, direction, mux)
                            : one.rejected());
        }
        return new Negotiation.Agreed(
                describe(ours, media), agreed(offer, theirs, ours, map, direction, mux));
    }

    /// Reads the answer to an offer of ours as it came from the network.
    public static Negotiation apply(SessionDescription offer, String answer, AudioOffer ours) {
        return switch (SessionDescription.parse(answer)) {
            case ParseResult.Parsed<SessionDescription>(SessionDescription parsed) ->
                    apply(offer, parsed, ours);
            case ParseResult.Malformed<SessionDescription>(
                            MalformedReason _,
                            int _,
                            String detail) ->
                    failed(Reason.MALFORMED, detail);
        };
    }

    /// Reads the answer to `offer`, which was made from `ours` by [#offer(AudioOffer)] or
    /// [#reoffer(SessionDescription, AudioOffer)].
    public static Negotiation apply(
            SessionDescription offer, SessionDescription answer, AudioOffer ours) {
        if (answer.media().size() != offer.media().size()) {
            return failed(
                    Reason.ANSWER_MISMATCH,
                    "The answer must have "
                            + offer.media().size()
                            + " media, it has "
                            + answer.media().size());
        }
        int index = 0;
        while (!offer.media().get(index).isAudio() || offer.media().get(index).port() == 0) {
            index++;
        }
        MediaDescription offered = offer.media().get(index);
        MediaDescription theirs = answer.media().get(index);
        if (!theirs.isAudio() || !theirs.protocol().equalsIgnoreCase(offered.protocol())) {
            return failed(
                    Reason.ANSWER_MISMATCH,
                    "The answer has another media or transport than the offered audio");
        }
        if (theirs.port() == 0) {
            return failed(
                    Reason.REJECTED_BY_PEER, "The peer refused the offered audio with port 0");
        }
        Optional<RtpMap> map = chosenCodec(theirs, ours);
        if (map.isEmpty()) {
            return failed(Reason.NO_COMMON_CODEC, "The answer names none of the offered codecs");
        }
        Optional<Negotiation> unreachable = unreachable(answer, theirs, ours);
        if (unreachable.isPresent()) {
            return unreachable.get();
        }
        Direction direction = remoteDirection(answer, theirs).mirrored().and(ours.direction());
        boolean mux = theirs.rtcpMux() && offered.rtcpMux();
        return new Negotiation.Agreed(
                answer, agreed(answer, theirs, ours, map.get(), direction, mux));
    }

    private static NegotiatedAudio agreed(
            SessionDescription remote,
            MediaDescription theirs,
            AudioOffer ours,
            RtpMap map,
            Direction direction,
            boolean mux) {
        String address = remote.connectionOf(theirs).orElseThrow().address();
        MediaAddress rtp = new MediaAddress(address, theirs.port());
        Optional<RtpMap> events = events(theirs, ours, map.clockRateHz());
        return new NegotiatedAudio(
                rtp,
                mux ? rtp : theirs.rtcpAddress(rtp),
                mux,
                codecOf(map, ours).orElseThrow(),
                map.payloadType(),
                events.isPresent()
                        ? OptionalInt.of(events.get().payloadType())
                        : OptionalInt.empty(),
                sendPtimeMillis(theirs, ours),
                direction,
                theirs.fmtp(map.payloadType()));
    }

    /// The first of the peer's formats that is a codec of ours.
    private static Optional<RtpMap> chosenCodec(MediaDescription theirs, AudioOffer ours) {
        return theirs.rtpMaps().stream().filter(map -> codecOf(map, ours).isPresent()).findFirst();
    }

    private static Optional<AudioCodec> codecOf(RtpMap map, AudioOffer ours) {
        return ours.codecs().stream()
                .filter(codec -> map.names(codec.name(), codec.clockRateHz()))
                .findFirst();
    }

    private static Optional<RtpMap> events(
            MediaDescription theirs, AudioOffer ours, int clockRateHz) {
        if (ours.telephoneEventPayloadType().isEmpty()) {
            return Optional.empty();
        }
        return theirs.rtpMaps().stream()
                .filter(map -> map.names(RtpMap.TELEPHONE_EVENT, clockRateHz))
                .findFirst();
    }

    /// What the peer does, an address of 0.0.0.0 taken as "receives nothing" (RFC 3264, section
    /// 8.4).
    private static Direction remoteDirection(SessionDescription remote, MediaDescription theirs) {
        Direction written = remote.directionOf(theirs);
        boolean mute =
                remote.connectionOf(theirs).map(ConnectionAddress::isUnspecified).orElse(false);
        return mute ? Direction.of(written.sends(), false) : written;
    }

    /// The peer's wish when it is 10 to 60 ms in steps of 10, at most its `a=maxptime`; else ours.
    private static int sendPtimeMillis(MediaDescription theirs, AudioOffer ours) {
        int wish = theirs.ptimeMillis().orElse(ours.ptimeMillis());
        int sensible = wish >= 10 && wish <= 60 && wish % 10 == 0 ? wish : ours.ptimeMillis();
        int most = theirs.maxPtimeMillis().orElse(sensible);
        return most >= sensible ? sensible : Math.max(10, most / 10 * 10);
    }

    private static Optional<Negotiation> unreachable(
            SessionDescription remote, MediaDescription theirs, AudioOffer ours) {
        Optional<ConnectionAddress> address = remote.connectionOf(theirs);
        if (address.isEmpty()) {
            return Optional.of(failed(Reason.MALFORMED, "The audio has no c= line"));
        }
        boolean weAreIp6 = ours.rtp().address().indexOf(':') >= 0;
        if (!address.get().isInternet() || address.get().isIp6() != weAreIp6) {
            return Optional.of(
                    failed(
                            Reason.INCOMPATIBLE_ADDRESS,
                            "The peer's media address must be IN "
                                    + (weAreIp6 ? "IP6" : "IP4")
                                    + " like ours"));
        }
        if (address.get().isMulticast()) {
            return Optional.of(failed(Reason.MULTICAST, "Media to a multicast group is not sent"));
        }
        return Optional.empty();
    }

    private static Negotiation whyNoAudio(SessionDescription offer) {
        List<MediaDescription> audio =
                offer.media().stream().filter(one -> one.isAudio() && one.port() != 0).toList();
        if (audio.isEmpty()) {
            return failed(Reason.NO_AUDIO, "The offer has no audio that is switched on");
        }
        return audio.stream().anyMatch(MediaDescription::isPlainRtp)
                ? failed(Reason.NO_COMMON_CODEC, "The offer has no audio codec in common with us")
                : failed(
                        Reason.UNSUPPORTED_TRANSPORT,
                        "The offered audio has a transport other than RTP/AVP and RTP/AVPF");
    }

    private static Negotiation failed(Reason reason, String detail) {
        return new Negotiation.Failed(new OfferAnswerFailure(reason, detail));
    }

    private static SessionDescription describe(AudioOffer ours, List<MediaDescription> media) {
        return new SessionDescription(
                ours.origin(),
                "-",
                Optional.of(ConnectionAddress.of(ours.rtp().address())),
                List.of(),
                List.of(),
                media);
    }

    private static MediaDescription media(
            AudioOffer ours, String protocol, List<RtpMap> maps, Direction direction, boolean mux) {
        List<String> formats = maps.stream().map(map -> "" + map.payloadType()).toList();
        List<SdpAttribute> attributes = new ArrayList<>();
        for (RtpMap map : maps) {
            attributes.add(map.toAttribute());
            if (map.encoding().equalsIgnoreCase(RtpMap.TELEPHONE_EVENT)) {
                attributes.add(SdpAttribute.of("fmtp", map.payloadType() + " " + ALL_DIGITS));
            }
        }
        attributes.add(SdpAttribute.of("ptime", "" + ours.ptimeMillis()));
        if (mux) {
            attributes.add(SdpAttribute.flag("rtcp-mux"));
        }
        attributes.add(direction.toAttribute());
        return new MediaDescription(
                new MediaLine("audio", ours.rtp().port(), 1, protocol, formats),
                Optional.empty(),
                List.of(),
                attributes);
    }
}
