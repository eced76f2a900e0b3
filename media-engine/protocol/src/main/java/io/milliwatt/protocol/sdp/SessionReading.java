package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.srtp.SrtpParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what was agreed on from the two descriptions of an exchange, whoever answered.
final class SessionReading {
    private final SessionDescription local;
    private final SessionDescription remote;
    private final boolean remoteAnswered;
    private final BundleGroup bundle;

    private SessionReading(
            SessionDescription local, SessionDescription remote, boolean remoteAnswered) {
        this.local = local;
        this.remote = remote;
        this.remoteAnswered = remoteAnswered;
        SessionDescription answer = remoteAnswered ? remote : local;
        bundle = BundleGroup.in(answer).where(place -> answer.media().get(place).port() != 0);
    }

    /// @param remoteAnswered whether `remote` is the answer
    static NegotiatedSession session(
            SessionDescription local, SessionDescription remote, boolean remoteAnswered) {
        SessionReading reading = new SessionReading(local, remote, remoteAnswered);
        List<NegotiatedMedia> media = new ArrayList<>();
        for (int place = 0; place < local.media().size(); place++) {
            reading.media(place).ifPresent(media::add);
        }
        return new NegotiatedSession(local, remote, media);
    }

    /// What the peer does, an address of 0.0.0.0 taken as "receives nothing" (RFC 3264, section
    /// 8.4).
    static Direction remoteDirection(SessionDescription remote, MediaDescription theirs) {
        Direction written = remote.directionOf(theirs);
        boolean mute =
                remote.connectionOf(theirs).map(ConnectionAddress::isUnspecified).orElse(false);
        return mute ? Direction.of(written.sends(), false) : written;
    }

    private Optional<NegotiatedMedia> media(int place) {
        MediaDescription answered = (remoteAnswered ? remote : local).media().get(place);
        MediaDescription ours = local.media().get(place);
        MediaDescription theirs = remote.media().get(place);
        int transport = bundle.transportOf(place);
        List<NegotiatedFormat> formats = formats(ours, theirs);
        Optional<RemoteEnd> end = remoteEnd(transport);
        if (answered.port() == 0
                || end.isEmpty()
                || formats.stream().noneMatch(NegotiatedFormat::isMedia)) {
            return Optional.empty();
        }
        return Optional.of(
                new NegotiatedMedia(
                        new MediaPlace(place, transport, MediaKind.of(ours), theirs.mid()),
                        end.get(),
                        formats,
                        sendPtimeMillis(ours, theirs),
                        local.directionOf(ours).and(remoteDirection(remote, theirs).mirrored()),
                        srtp(transport),
                        new MediaFeatures(
                                HeaderExtensions.common(ours, theirs),
                                Feedback.common(ours, theirs),
                                sources(theirs))));
    }

    private Optional<RemoteEnd> remoteEnd(int transport) {
        MediaDescription ours = local.media().get(transport);
        MediaDescription theirs = remote.media().get(transport);
        boolean mux = ours.rtcpMux() && theirs.rtcpMux();
        return remote.connectionOf(theirs)
                .map(connection -> new MediaAddress(connection.address(), theirs.port()))
                .map(rtp ->
                        new RemoteEnd(
                                rtp,
                                mux ? rtp : theirs.rtcpAddress(rtp),
                                mux,
                                ours.reducedSizeRtcp() && theirs.reducedSizeRtcp()));
    }

    /// The peer's formats that we named too, in its order. A number both use for the same encoding
    /// is that pair; else the first of ours with the encoding.
    private static List<NegotiatedFormat> formats(MediaDescription ours, MediaDescription theirs) {
        List<NegotiatedFormat> formats = new ArrayList<>();
        List<RtpMap> named = ours.rtpMaps();
        for (RtpMap their : theirs.rtpMaps()) {
            List<RtpMap> same = named.stream().filter(their::sameEncodingAs).toList();
            Optional<RtpMap> our =
                    same.stream()
                            .filter(map -> map.payloadType() == their.payloadType())
                            .findFirst()
                            .or(() -> same.stream().findFirst());
            boolean repeated =
                    formats.stream().anyMatch(one -> one.payloadType() == their.payloadType());
            if (our.isPresent() && !repeated) {
                formats.add(
                        new NegotiatedFormat(
                                their.payloadType(),
                                our.get().payloadType(),
                                their.encoding(),
                                their.clockRateHz(),
                                their.channels(),
                                theirs.fmtp(their.payloadType())));
            }
        }
        return formats;
    }

    /// The peer's wish when it is 10 to 60 ms in steps of 10, at most its `a=maxptime`; else ours.
    private static int sendPtimeMillis(MediaDescription ours, MediaDescription theirs) {
        int own = ours.ptimeMillis().orElse(20);
        int wish = theirs.ptimeMillis().orElse(own);
        int sensible = wish >= 10 && wish <= 60 && wish % 10 == 0 ? wish : own;
        int most = theirs.maxPtimeMillis().orElse(sensible);
        return most >= sensible ? sensible : Math.max(10, most / 10 * 10);
    }

    /// RFC 4568, section 5.1.3: the answer has one line, under the tag of an offered one.
    private Optional<SrtpParameters> srtp(int transport) {
        List<CryptoAttribute> ours = CryptoAttribute.in(local.media().get(transport));
        List<CryptoAttribute> theirs = CryptoAttribute.in(remote.media().get(transport));
        List<CryptoAttribute> answered = remoteAnswered ? theirs : ours;
        List<CryptoAttribute> offered = remoteAnswered ? ours : theirs;
        if (answered.isEmpty()) {
            return Optional.empty();
        }
        CryptoAttribute answer = answered.getFirst();
        return offered.stream()
                .filter(offer ->
                        offer.tag() == answer.tag() && offer.key().suite() == answer.key().suite())
                .findFirst()
                .map(offer ->
                        remoteAnswered
                                ? new SrtpParameters(offer.key(), answer.key())
                                : new SrtpParameters(answer.key(), offer.key()));
    }

    /// `a=ssrc:<ssrc> cname:<name>`, RFC 5576, section 4.1.
    private static Map<Long, String> sources(MediaDescription theirs) {
        Map<Long, String> sources = new LinkedHashMap<>();
        for (SdpAttribute attribute : theirs.attributes()) {
            if (!attribute.name().equals("ssrc")) {
                continue;
            }
            String[] words = attribute.value().orElse("").trim().split(" +", 2);
            long ssrc = Digits.unsigned32(words[0]);
            if (ssrc >= 0) {
                String cname =
                        words.length == 2 && words[1].startsWith("cname:")
                                ? words[1].substring("cname:".length())
                                : "";
                sources.merge(ssrc, cname, (before, now) -> before.isEmpty() ? now : before);
            }
        }
        return sources;
    }
}
