package io.milliwatt.bench.doctor;

import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.sdp.Direction;
import io.milliwatt.protocol.sdp.MediaAddress;
import io.milliwatt.protocol.sdp.MediaDescription;
import io.milliwatt.protocol.sdp.RtpMap;
import io.milliwatt.protocol.sdp.SdpAttribute;
import io.milliwatt.protocol.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a session description says about its audio.
///
/// @param address where the writer wants RTP, as it stands in the `c=` line
/// @param rtpPort port of the `m=` line; 0 = refused
/// @param rtcpPort where it wants RTCP; equal to the RTP port with rtcp-mux
/// @param direction what the writer does
/// @param codecs encoding names, in order, `telephone-event` among them
/// @param formats what more it says of the formats
public record SdpFacts(
        String address,
        int rtpPort,
        int rtcpPort,
        Direction direction,
        List<String> codecs,
        Formats formats) {
    private static final String EVENTS = "telephone-event";

    public SdpFacts {
        codecs = List.copyOf(codecs);
    }

    /// What more a description says of its audio.
    ///
    /// @param payloadTypes encoding name by payload type
    /// @param ptimeMillis packet time it asks for; 0 = it says none
    /// @param maxPtimeMillis the longest it takes; 0 = it says none
    /// @param candidates `a=candidate` lines (RFC 8839)
    public record Formats(
            Map<Integer, String> payloadTypes,
            int ptimeMillis,
            int maxPtimeMillis,
            List<Candidate> candidates) {
        static final Formats NONE = new Formats(Map.of(), 0, 0, List.of());

        public Formats {
            payloadTypes = Map.copyOf(payloadTypes);
            candidates = List.copyOf(candidates);
        }
    }

    /// An address that ICE may try. RFC 8839, section 5.1.
    ///
    /// @param transport `udp`, `tcp`
    /// @param address IP address, or a name such as `0123.local`
    /// @param port its port
    public record Candidate(String transport, String address, int port) {}

    /// One of which no more is known.
    public SdpFacts(
            String address, int rtpPort, int rtcpPort, Direction direction, List<String> codecs) {
        this(address, rtpPort, rtcpPort, direction, codecs, Formats.NONE);
    }

    /// Payload types of telephone events (RFC 4733), one for each clock rate; empty = it takes
    /// none.
    public Set<Integer> eventsTypes() {
        return formats.payloadTypes().entrySet().stream()
                .filter(it -> it.getValue().equalsIgnoreCase(EVENTS))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The codecs alone: without telephone events and comfort noise.
    public List<String> audioCodecs() {
        return codecs.stream()
                .filter(it -> !it.equalsIgnoreCase(EVENTS) && !it.equalsIgnoreCase("CN"))
                .toList();
    }

    /// Reads the first audio of a session description; empty when there is none, or no description.
    public static Optional<SdpFacts> of(String sdp) {
        if (sdp.isBlank()
                || !(SessionDescription.parse(sdp)
                        instanceof
                        ParseResult.Parsed<SessionDescription>(SessionDescription parsed))) {
            return Optional.empty();
        }
        return parsed.media().stream()
                .filter(MediaDescription::isAudio)
                .findFirst()
                .flatMap(audio ->
                        parsed.connectionOf(audio)
                                .map(connection -> of(parsed, audio, connection.address())));
    }

    private static SdpFacts of(SessionDescription parsed, MediaDescription audio, String address) {
        var rtp = new MediaAddress(address, audio.port());
        int rtcpPort =
                audio.rtcpMux() || audio.port() == 0 ? audio.port() : audio.rtcpAddress(rtp).port();
        var types = new HashMap<Integer, String>();
        for (RtpMap map : audio.rtpMaps()) {
            types.put(map.payloadType(), map.encoding());
        }
        return new SdpFacts(
                address,
                audio.port(),
                rtcpPort,
                parsed.directionOf(audio),
                audio.rtpMaps().stream().map(RtpMap::encoding).toList(),
                new Formats(
                        types,
                        audio.ptimeMillis().orElse(0),
                        audio.maxPtimeMillis().orElse(0),
                        candidates(audio)));
    }

    /// `candidate:FOUNDATION COMPONENT TRANSPORT PRIORITY ADDRESS PORT typ ...`
    private static List<Candidate> candidates(MediaDescription audio) {
        var found = new ArrayList<Candidate>();
        for (SdpAttribute each : audio.attributes()) {
            String[] words = each.value().orElse("").split(" ", -1);
            if (each.name().equals("candidate") && words.length >= 6 && isNumber(words[5])) {
                found.add(
                        new Candidate(
                                words[2].toLowerCase(Locale.ROOT),
                                words[4],
                                Integer.parseInt(words[5])));
            }
        }
        return found;
    }

    private static boolean isNumber(String word) {
        return word.matches("\\d{1,5}");
    }
}
