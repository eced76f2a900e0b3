package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.MediaFormat;
import io.milliwatt.inspector.rtp.MediaHints;
import io.milliwatt.inspector.sip.AddressText;
import io.milliwatt.protocol.sdp.CryptoAttribute;
import io.milliwatt.protocol.sdp.MediaAddress;
import io.milliwatt.protocol.sdp.MediaDescription;
import io.milliwatt.protocol.sdp.RtpMap;
import io.milliwatt.protocol.sdp.SdpAttribute;
import io.milliwatt.protocol.sdp.SessionDescription;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where session descriptions want media: `c=`, `m=`, `a=rtcp` (RFC 3605), `a=rtcp-mux` (RFC 5761),
/// `a=candidate` (RFC 8839), media that share a transport (RFC 8843).
final class MediaFlows {
    private static final int MOST_CANDIDATES = 20;
    private static final int MOST_KEYS = 8;

    private MediaFlows() {}

    /// Tells who counts streams what a description says, as soon as it is seen.
    static void tell(MediaHints hints, SessionDescription description) {
        for (MediaDescription media : description.media()) {
            if (media.port() == 0) {
                continue;
            }
            var places = new ArrayList<Endpoint>(candidates(media));
            place(description, transportOf(description, media)).ifPresent(places::add);
            for (Endpoint place : places) {
                hints.expect(place);
                if (isEncrypted(media)) {
                    hints.expectEncrypted(place);
                }
                for (RtpMap map : media.rtpMaps()) {
                    hints.expect(
                            place,
                            map.payloadType(),
                            new MediaFormat(map.encoding(), map.clockRateHz(), map.channels()));
                }
            }
        }
    }

    private static boolean isEncrypted(MediaDescription media) {
        return media.protocol().toUpperCase(Locale.ROOT).contains("SAVP")
                || media.attribute("crypto").isPresent();
    }

    /// Tells the keys of a description, RFC 4568, section 9.1: what the describing side sends with.
    ///
    /// @param sdp as it came: what is shown has none
    static void tellKeys(MediaHints hints, String sdp) {
        if (!sdp.contains("crypto:")) {
            return;
        }
        Optional<SessionDescription> description = SessionDescription.parse(sdp).toOptional();
        if (description.isEmpty()) {
            return;
        }
        for (MediaDescription media : description.get().media()) {
            place(description.get(), transportOf(description.get(), media))
                    .ifPresent(place -> keys(media).forEach(key -> hints.expectKey(place, key)));
        }
    }

    private static List<SrtpMasterKey> keys(MediaDescription media) {
        var keys = new ArrayList<SrtpMasterKey>();
        for (SdpAttribute attribute : media.attributes()) {
            if (attribute.name().equals("crypto") && keys.size() < MOST_KEYS) {
                attribute
                        .value()
                        .flatMap(CryptoAttribute::parse)
                        .ifPresent(crypto -> keys.add(crypto.key()));
            }
        }
        return keys;
    }

    /// What all exchanges of a call promise; what was said before is not repeated.
    static List<MediaFlow> of(List<OfferAnswer> exchanges) {
        var flows = new ArrayList<MediaFlow>();
        for (int i = 0; i < exchanges.size(); i++) {
            OfferAnswer exchange = exchanges.get(i);
            if (exchange.outcome() == OfferAnswer.Outcome.REFUSED) {
                continue;
            }
            for (Side side : Side.values()) {
                var written = exchange.of(side).flatMap(SdpBody::description);
                if (written.isPresent()) {
                    add(flows, i, side, written.get());
                }
            }
        }
        return flows;
    }

    private static void add(
            List<MediaFlow> flows, int exchange, Side side, SessionDescription description) {
        for (int place = 0; place < description.media().size(); place++) {
            MediaDescription media = description.media().get(place);
            MediaDescription transport = transportOf(description, media);
            Optional<Endpoint> rtp = place(description, transport);
            if (media.port() == 0 || rtp.isEmpty()) {
                continue;
            }
            var flow =
                    new MediaFlow(
                            exchange,
                            place,
                            media.media().toLowerCase(Locale.ROOT),
                            side,
                            rtp.get(),
                            rtcp(transport, rtp.get()),
                            description.directionOf(media),
                            media.rtpMaps(),
                            isEncrypted(media),
                            candidates(media));
            boolean known =
                    flows.stream()
                            .anyMatch(one ->
                                    one.receiver() == side
                                            && one.rtp().equals(flow.rtp())
                                            && one.media() == flow.media()
                                            && one.direction() == flow.direction()
                                            && one.formats().equals(flow.formats()));
            if (!known) {
                flows.add(flow);
            }
        }
    }

    /// The media whose address is used: the first of a BUNDLE group.
    private static MediaDescription transportOf(
            SessionDescription description, MediaDescription media) {
        if (media.mid().isEmpty()) {
            return media;
        }
        for (SdpAttribute attribute : description.attributes()) {
            List<String> words = List.of(attribute.value().orElse("").trim().split(" +"));
            boolean bundled =
                    attribute.name().equals("group")
                            && words.getFirst().equals("BUNDLE")
                            && words.contains(media.mid());
            if (bundled) {
                return description.media().stream()
                        .filter(one -> one.port() != 0 && words.contains(one.mid()))
                        .findFirst()
                        .orElse(media);
            }
        }
        return media;
    }

    private static Optional<Endpoint> place(
            SessionDescription description, MediaDescription media) {
        return description
                .connectionOf(media)
                .filter(connection -> !connection.isUnspecified())
                .flatMap(connection -> AddressText.literal(connection.address()))
                .filter(_ -> media.port() > 0)
                .map(address -> new Endpoint(address, media.port()));
    }

    private static Endpoint rtcp(MediaDescription media, Endpoint rtp) {
        if (media.rtcpMux()) {
            return rtp;
        }
        MediaAddress address =
                media.rtcpAddress(new MediaAddress(rtp.address().getHostAddress(), rtp.port()));
        return new Endpoint(address.literal().orElse(rtp.address()), address.port());
    }

    /// UDP candidates of the first component.
    private static List<Endpoint> candidates(MediaDescription media) {
        var candidates = new ArrayList<Endpoint>();
        for (SdpAttribute attribute : media.attributes()) {
            if (!attribute.name().equals("candidate") || candidates.size() >= MOST_CANDIDATES) {
                continue;
            }
            String[] words = attribute.value().orElse("").trim().split(" +");
            boolean good =
                    words.length >= 6
                            && words[1].equals("1")
                            && words[2].equalsIgnoreCase("udp")
                            && words[5].matches("[0-9]{1,5}");
            int port = good ? Integer.parseInt(words[5]) : 0;
            if (port > 0 && port <= 0xffff) {
                AddressText.literal(words[4])
                        .ifPresent(address -> candidates.add(new Endpoint(address, port)));
            }
        }
        return candidates;
    }
}
