package io.milliwatt.protocol.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One media description: the `m=` line and what follows it, RFC 8866, section 5.14.
///
/// @param connection the first `c=` line of this media
/// @param lines every other line but attributes, in order: `i=`, `b=`, `k=`, further `c=`, unknown
///   ones
public record MediaDescription(
        MediaLine line,
        Optional<ConnectionAddress> connection,
        List<SdpLine> lines,
        List<SdpAttribute> attributes) {

    public MediaDescription {
        lines = SdpWriter.ordered(lines);
        attributes = List.copyOf(attributes);
    }

    /// The same place in the list of media, refused: port 0 and nothing else, RFC 3264, section 6.
    public MediaDescription rejected() {
        return new MediaDescription(
                new MediaLine(line.media(), 0, 1, line.protocol(), line.formats()),
                Optional.empty(),
                List.of(),
                List.of());
    }

    public String media() {
        return line.media();
    }

    /// 0 = this media is refused or switched off.
    public int port() {
        return line.port();
    }

    public String protocol() {
        return line.protocol();
    }

    public List<String> formats() {
        return line.formats();
    }

    public boolean isAudio() {
        return line.media().equalsIgnoreCase("audio");
    }

    /// Whether the transport is plain RTP: RTP/AVP of RFC 3551 or RTP/AVPF of RFC 4585.
    public boolean isPlainRtp() {
        return line.protocol().equalsIgnoreCase("RTP/AVP")
                || line.protocol().equalsIgnoreCase("RTP/AVPF");
    }

    /// Whether the transport is secure RTP keyed in SDP: RTP/SAVP of RFC 3711 or RTP/SAVPF of RFC
    /// 5124.
    public boolean isSecureRtp() {
        return line.protocol().equalsIgnoreCase("RTP/SAVP")
                || line.protocol().equalsIgnoreCase("RTP/SAVPF");
    }

    /// The name of this media in groups, RFC 5888, section 4; empty when it has none.
    public String mid() {
        return attribute("mid").flatMap(SdpAttribute::value).orElse("").trim();
    }

    /// Whether RTCP need not be compound, RFC 5506, section 5.
    public boolean reducedSizeRtcp() {
        return attribute("rtcp-rsize").isPresent();
    }

    public Optional<SdpAttribute> attribute(String name) {
        return attributes.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
    }

    /// The meanings of the formats, in the order of the `m=` line; formats without a known meaning
    /// are left out.
    public List<RtpMap> rtpMaps() {
        return formats().stream()
                .map(Digits::parse)
                .filter(payloadType -> payloadType >= 0 && payloadType <= 127)
                .map(this::rtpMap)
                .flatMap(Optional::stream)
                .toList();
    }

    /// The meaning of one payload type: by `a=rtpmap`, else by the static assignments.
    public Optional<RtpMap> rtpMap(int payloadType) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals("rtpmap"))
                .map(attribute -> attribute.value().flatMap(RtpMap::parse))
                .flatMap(Optional::stream)
                .filter(map -> map.payloadType() == payloadType)
                .findFirst()
                .or(() -> RtpMap.ofStatic(payloadType));
    }

    /// The parameters of `a=fmtp` for one payload type.
    public Optional<String> fmtp(int payloadType) {
        String prefix = payloadType + " ";
        return attributes.stream()
                .filter(attribute -> attribute.name().equals("fmtp"))
                .map(attribute -> attribute.value().orElse("").trim())
                .filter(value -> value.startsWith(prefix))
                .map(value -> value.substring(prefix.length()).trim())
                .findFirst();
    }

    /// Milliseconds of media in a packet the writer would like to receive.
    public OptionalInt ptimeMillis() {
        return positive("ptime");
    }

    public OptionalInt maxPtimeMillis() {
        return positive("maxptime");
    }

    private OptionalInt positive(String name) {
        int number = attribute(name).map(SdpAttribute::intValue).orElse(-1);
        return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    public Optional<Direction> direction() {
        return Direction.in(attributes);
    }

    /// Whether RTCP may come on the RTP port, RFC 5761, section 5.1.1.
    public boolean rtcpMux() {
        return attribute("rtcp-mux").isPresent();
    }

    /// Where RTCP goes for RTP at `rtp`: `a=rtcp` of RFC 3605, else the next port.
    public MediaAddress rtcpAddress(MediaAddress rtp) {
        String[] fields =
                attribute("rtcp").flatMap(SdpAttribute::value).orElse("").trim().split(" +", -1);
        int port = Digits.parse(fields[0]);
        if (port <= 0 || port > 0xffff) {
            return rtp.withPort(Math.min(rtp.port() + 1, 0xffff));
        }
        return fields.length == 4 && !fields[3].isEmpty()
                ? new MediaAddress(fields[3], port)
                : rtp.withPort(port);
    }
}
