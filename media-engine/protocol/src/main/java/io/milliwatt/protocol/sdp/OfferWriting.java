package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.sdp.Capabilities.Feature;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Writes offers, RFC 3264, sections 5 and 8: one audio and one video. In a later offer every place
/// stays; what is no longer wanted has port 0.
final class OfferWriting {
    /// What every peer has comes first, the tag of 32 bits last.
    private static final List<SrtpSuite> SUITES =
            List.of(
                    SrtpSuite.AES_CM_128_HMAC_SHA1_80,
                    SrtpSuite.AEAD_AES_128_GCM,
                    SrtpSuite.AEAD_AES_256_GCM,
                    SrtpSuite.AES_CM_128_HMAC_SHA1_32);

    private static final List<String> FEEDBACK = List.of("* nack", "* nack pli", "* ccm fir");

    private final Capabilities ours;
    private final Map<Integer, MediaAddress> local;
    private final Optional<SessionDescription> previous;
    private final LocalKeys keys;
    private final BundleGroup bundle;

    OfferWriting(
            Capabilities ours,
            Map<Integer, MediaAddress> local,
            Optional<SessionDescription> previous,
            RandomGenerator random) {
        this.ours = ours;
        this.local = local;
        this.previous = previous;
        keys = new LocalKeys(previous, random);
        bundle = previous.map(BundleGroup::in).orElse(new BundleGroup(List.of()));
    }

    /// The places an offer describes: those in use, then new ones at the end.
    static SortedMap<Integer, MediaKind> places(
            Capabilities ours, Optional<SessionDescription> previous) {
        List<MediaDescription> before = previous.map(SessionDescription::media).orElse(List.of());
        SortedMap<Integer, MediaKind> places = new TreeMap<>();
        for (MediaKind kind : List.of(MediaKind.AUDIO, MediaKind.VIDEO)) {
            boolean wanted =
                    kind == MediaKind.AUDIO ? !ours.audio().isEmpty() : !ours.video().isEmpty();
            if (!wanted) {
                continue;
            }
            int place = 0;
            while (place < before.size()
                    && (MediaKind.of(before.get(place)) != kind || before.get(place).port() == 0)) {
                place++;
            }
            while (places.containsKey(place)) {
                place++;
            }
            places.put(place, kind);
        }
        return places;
    }

    SessionDescription write(Origin origin) {
        List<MediaDescription> before = previous.map(SessionDescription::media).orElse(List.of());
        SortedMap<Integer, MediaKind> places = places(ours, previous);
        places.keySet().removeIf(place -> !local.containsKey(bundle.transportOf(place)));
        MediaAddress session =
                places.isEmpty()
                        ? new MediaAddress(origin.address(), 0)
                        : address(places.firstKey());
        List<MediaDescription> media = new ArrayList<>();
        int count = Math.max(before.size(), places.isEmpty() ? 0 : places.lastKey() + 1);
        for (int place = 0; place < count; place++) {
            MediaKind kind = places.get(place);
            if (kind != null) {
                media.add(media(place, kind, session));
            } else if (place < before.size()) {
                media.add(before.get(place).rejected());
            }
        }
        SessionDescription offer = MediaWriting.session(origin, session, media);
        List<String> bundled =
                bundle.where(places::containsKey).places().stream()
                        .map(place -> before.get(place).mid())
                        .toList();
        SessionDescription whole =
                bundled.isEmpty()
                        ? offer
                        : offer.withAttributes(List.of(BundleGroup.attribute(bundled)));
        return previous.map(whole::asSuccessorOf).orElse(whole);
    }

    private MediaAddress address(int place) {
        return local.getOrDefault(bundle.transportOf(place), new MediaAddress("0.0.0.0", 0));
    }

    private MediaDescription media(int place, MediaKind kind, MediaAddress session) {
        Optional<MediaDescription> before =
                previous.filter(description -> place < description.media().size())
                        .map(description -> description.media().get(place));
        MediaAddress address = address(place);
        PayloadNumbers numbers = new PayloadNumbers(before);
        MediaWriting writing =
                new MediaWriting(kind == MediaKind.AUDIO ? audio(numbers) : video(numbers))
                        .formatsLike(before);
        String protocol = protocol(before);
        boolean feedback = protocol.endsWith("F");
        if (kind == MediaKind.VIDEO && feedback) {
            FEEDBACK.forEach(value -> writing.add("rtcp-fb", value));
        }
        before.ifPresent(media ->
                media.attributes().stream()
                        .filter(attribute -> attribute.name().equals("extmap"))
                        .forEach(writing::add));
        if (kind == MediaKind.AUDIO) {
            writing.add("ptime", "" + ours.ptimeMillis());
        }
        if (ours.security() != Security.OFF && bundle.transportOf(place) == place) {
            crypto(place, before).forEach(one -> writing.add(one.toAttribute()));
        }
        before.map(MediaDescription::mid)
                .filter(mid -> !mid.isEmpty())
                .ifPresent(mid -> writing.add("mid", mid));
        return writing.flagIf(ours.has(Feature.RTCP_MUX), "rtcp-mux")
                .flagIf(feedback && ours.has(Feature.REDUCED_SIZE_RTCP), "rtcp-rsize")
                .add(ours.direction().toAttribute())
                .write(
                        kind.text(),
                        address.port(),
                        protocol,
                        MediaWriting.connection(session, address));
    }

    /// The protocol stays in a session, unless our wish for security has changed.
    private String protocol(Optional<MediaDescription> before) {
        boolean required = ours.security() == Security.REQUIRED;
        return before.filter(media -> media.port() != 0)
                .filter(media -> media.isSecureRtp() ? ours.security() != Security.OFF : !required)
                .map(MediaDescription::protocol)
                .orElse(required ? "RTP/SAVP" : "RTP/AVP");
    }

    /// What the session uses comes first, so that another offer does not change the codec.
    private List<RtpMap> audio(PayloadNumbers numbers) {
        List<RtpMap> formats = new ArrayList<>();
        ours.audio().stream()
                .sorted(Comparator.comparing(audio -> !numbers.isKnown(RtpMap.of(0, audio))))
                .forEach(audio ->
                        numbers.numbered(RtpMap.of(0, audio), audio.staticPayloadType())
                                .ifPresent(formats::add));
        List<Integer> clockRatesHz =
                ours.audio().stream().map(AudioEncoding::clockRateHz).distinct().sorted().toList();
        if (ours.has(Feature.COMFORT_NOISE) && clockRatesHz.contains(8000)) {
            numbers.numbered(
                            new RtpMap(0, RtpMap.COMFORT_NOISE, 8000, 1),
                            OptionalInt.of(RtpMap.STATIC_COMFORT_NOISE))
                    .ifPresent(formats::add);
        }
        if (ours.has(Feature.TELEPHONE_EVENTS)) {
            for (int clockRateHz : clockRatesHz) {
                numbers.numbered(
                                new RtpMap(0, RtpMap.TELEPHONE_EVENT, clockRateHz, 1),
                                OptionalInt.of(RtpMap.USUAL_TELEPHONE_EVENT))
                        .ifPresent(formats::add);
            }
        }
        return formats;
    }

    private List<RtpMap> video(PayloadNumbers numbers) {
        List<RtpMap> formats = new ArrayList<>();
        for (String encoding : ours.video()) {
            numbers.numbered(new RtpMap(0, encoding, 90_000, 1), OptionalInt.empty())
                    .ifPresent(formats::add);
        }
        return formats;
    }

    private List<CryptoAttribute> crypto(int place, Optional<MediaDescription> before) {
        List<SrtpSuite> used =
                before.map(CryptoAttribute::in).orElse(List.of()).stream()
                        .map(one -> one.key().suite())
                        .toList();
        List<CryptoAttribute> lines = new ArrayList<>();
        SUITES.stream()
                .sorted(Comparator.comparing(suite -> !used.contains(suite)))
                .forEach(suite ->
                        lines.add(new CryptoAttribute(lines.size() + 1, keys.at(place, suite))));
        return lines;
    }
}
