package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.codec.AudioEncoding;
import java.util.Map;
import java.util.Optional;

/// What a payload type number means: `a=rtpmap:<pt> <encoding>/<clock rate>[/<channels>]`, RFC
/// 8866, section 6.6, or the static assignment of RFC 3551, table 4.
public record RtpMap(int payloadType, String encoding, int clockRateHz, int channels) {
    public static final String TELEPHONE_EVENT = "telephone-event";
    public static final String COMFORT_NOISE = "CN";

    /// The number of `CN/8000` in RFC 3551, table 4.
    static final int STATIC_COMFORT_NOISE = 13;

    /// The dynamic number most peers use for events at 8 kHz.
    static final int USUAL_TELEPHONE_EVENT = 101;

    /// Retransmissions of another payload type, RFC 4588.
    public static final String RTX = "rtx";

    private static final Map<Integer, RtpMap> STATIC =
            Map.of(
                    0, new RtpMap(0, "PCMU", 8000, 1),
                    3, new RtpMap(3, "GSM", 8000, 1),
                    4, new RtpMap(4, "G723", 8000, 1),
                    8, new RtpMap(8, "PCMA", 8000, 1),
                    9, new RtpMap(9, "G722", 8000, 1),
                    13, new RtpMap(13, "CN", 8000, 1),
                    15, new RtpMap(15, "G728", 8000, 1),
                    18, new RtpMap(18, "G729", 8000, 1));

    public RtpMap {
        SdpLine.requireField(encoding, "encoding name");
        if (payloadType < 0 || payloadType > 127 || clockRateHz <= 0 || channels <= 0) {
            throw new IllegalArgumentException(
                    "rtpmap out of range: " + payloadType + " " + clockRateHz + "/" + channels);
        }
    }

    /// The meaning of a payload type that needs no `a=rtpmap`.
    public static Optional<RtpMap> ofStatic(int payloadType) {
        return Optional.ofNullable(STATIC.get(payloadType));
    }

    /// Reads the value of an `a=rtpmap` attribute; empty when it is not one.
    public static Optional<RtpMap> parse(String value) {
        String[] halves = value.trim().split(" +", -1);
        if (halves.length != 2) {
            return Optional.empty();
        }
        String[] parts = halves[1].split("/", -1);
        int payloadType = Digits.parse(halves[0]);
        int clockRateHz = parts.length < 2 ? -1 : Digits.parse(parts[1]);
        int channels = parts.length < 3 ? 1 : Digits.parse(parts[2]);
        boolean good =
                parts.length <= 3
                        && !parts[0].isEmpty()
                        && SdpLine.firstForbidden(parts[0]) < 0
                        && payloadType >= 0
                        && payloadType <= 127
                        && clockRateHz > 0
                        && channels > 0;
        return good
                ? Optional.of(new RtpMap(payloadType, parts[0], clockRateHz, channels))
                : Optional.empty();
    }

    /// How `a=rtpmap` names an encoding of ours.
    static RtpMap of(int payloadType, AudioEncoding audio) {
        return new RtpMap(payloadType, audio.name(), audio.clockRateHz(), audio.channels());
    }

    RtpMap withPayloadType(int number) {
        return new RtpMap(number, encoding, clockRateHz, channels);
    }

    /// Whether the two mean the same, whatever the numbers.
    boolean sameEncodingAs(RtpMap other) {
        return encoding.equalsIgnoreCase(other.encoding)
                && clockRateHz == other.clockRateHz
                && channels == other.channels;
    }

    boolean isEncoding(String name) {
        return encoding.equalsIgnoreCase(name);
    }

    /// The same encoding, whatever the number; names are compared without regard to case.
    public boolean names(String name, int hertz) {
        return encoding.equalsIgnoreCase(name) && clockRateHz == hertz && channels == 1;
    }

    public SdpAttribute toAttribute() {
        String tail = channels == 1 ? "" : "/" + channels;
        return SdpAttribute.of("rtpmap", payloadType + " " + encoding + "/" + clockRateHz + tail);
    }
}
