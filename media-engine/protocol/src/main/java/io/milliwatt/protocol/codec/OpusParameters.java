package io.milliwatt.protocol.codec;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The format parameters of Opus in `a=fmtp`, RFC 7587, section 6.1: what the side that sends this
/// description wants to receive (and, in those that begin with `sprop-`, what it is likely to
/// send). None of them is negotiated; each side says its own.
///
/// @param maxPlaybackRateHz highest sample rate that is of use to the receiver
/// @param maxCaptureRateHz `sprop-maxcapturerate`: the rate the sender is likely to record with
/// @param maxAverageBitrate most bits a second the receiver wants on average, where it says so
/// @param minPtimeMillis shortest packet the receiver wants
/// @param flags what is `1`
public record OpusParameters(
        int maxPlaybackRateHz,
        int maxCaptureRateHz,
        OptionalInt maxAverageBitrate,
        int minPtimeMillis,
        Set<Flag> flags) {

    /// The parameters that are 0 or 1, 0 when left out.
    public enum Flag {
        STEREO("stereo"),
        SPROP_STEREO("sprop-stereo"),
        CBR("cbr"),
        USE_INBAND_FEC("useinbandfec"),
        USE_DTX("usedtx");

        private final String parameter;

        Flag(String parameter) {
            this.parameter = parameter;
        }
    }

    private static final int HIGHEST_RATE_HZ = 48_000;
    private static final int DEFAULT_MIN_PTIME_MILLIS = 3;
    private static final int LOWEST_BITRATE = 6_000;
    private static final int HIGHEST_BITRATE = 510_000;

    /// What an Opus without `a=fmtp` means.
    public static final OpusParameters DEFAULT =
            new OpusParameters(
                    HIGHEST_RATE_HZ,
                    HIGHEST_RATE_HZ,
                    OptionalInt.empty(),
                    DEFAULT_MIN_PTIME_MILLIS,
                    Set.of());

    /// The default, and forward error correction is wanted.
    public static final OpusParameters WITH_FEC = DEFAULT.with(Flag.USE_INBAND_FEC);

    public OpusParameters {
        flags = Set.copyOf(flags);
    }

    public OpusParameters with(Flag flag) {
        Set<Flag> more = EnumSet.of(flag);
        more.addAll(flags);
        return new OpusParameters(
                maxPlaybackRateHz, maxCaptureRateHz, maxAverageBitrate, minPtimeMillis, more);
    }

    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /// Reads what stands behind the payload type in `a=fmtp:111 minptime=10;useinbandfec=1`.
    /// Unknown parameters are passed over (RFC 7587, section 6.1); a bit rate out of range is
    /// brought into it (ibid.: "6000 to 510000").
    public static ParseResult<OpusParameters> parse(String text) {
        int playback = HIGHEST_RATE_HZ;
        int capture = HIGHEST_RATE_HZ;
        OptionalInt bitrate = OptionalInt.empty();
        int minPtime = DEFAULT_MIN_PTIME_MILLIS;
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        int offset = 0;
        for (String piece : text.split(";", -1)) {
            int equals = piece.indexOf('=');
            String name = (equals < 0 ? piece : piece.substring(0, equals)).strip();
            name = name.toLowerCase(Locale.ROOT);
            if (isKnown(name)) {
                int value = number(equals < 0 ? "" : piece.substring(equals + 1).strip());
                if (value < 0 || (value > 1 && flag(name).isPresent())) {
                    return ParseResult.malformed(
                            MalformedReason.BAD_VALUE,
                            offset,
                            "Opus parameter " + name + " has no such value: " + piece.strip());
                }
                switch (name) {
                    case "maxplaybackrate" -> playback = value;
                    case "sprop-maxcapturerate" -> capture = value;
                    case "maxaveragebitrate" ->
                            bitrate =
                                    OptionalInt.of(
                                            Math.clamp(value, LOWEST_BITRATE, HIGHEST_BITRATE));
                    case "minptime" -> minPtime = value;
                    default -> {
                        if (value == 1) {
                            flag(name).ifPresent(flags::add);
                        }
                    }
                }
            }
            offset += piece.length() + 1;
        }
        return ParseResult.parsed(new OpusParameters(playback, capture, bitrate, minPtime, flags));
    }

    private static boolean isKnown(String name) {
        return switch (name) {
            case "maxplaybackrate", "sprop-maxcapturerate", "maxaveragebitrate", "minptime" -> true;
            default -> flag(name).isPresent();
        };
    }

    private static Optional<Flag> flag(String name) {
        for (Flag flag : Flag.values()) {
            if (flag.parameter.equals(name)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    /// The value of one to seven digits, or -1.
    private static int number(String digits) {
        return digits.length() <= 7
                        && !digits.isEmpty()
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(digits)
                : -1;
    }

    /// As written in `a=fmtp` behind the payload type, without what is the default; empty when all
    /// is.
    public String toText() {
        List<String> parts = new ArrayList<>();
        if (minPtimeMillis != DEFAULT_MIN_PTIME_MILLIS) {
            parts.add("minptime=" + minPtimeMillis);
        }
        if (maxPlaybackRateHz != HIGHEST_RATE_HZ) {
            parts.add("maxplaybackrate=" + maxPlaybackRateHz);
        }
        if (maxCaptureRateHz != HIGHEST_RATE_HZ) {
            parts.add("sprop-maxcapturerate=" + maxCaptureRateHz);
        }
        maxAverageBitrate.ifPresent(bits -> parts.add("maxaveragebitrate=" + bits));
        for (Flag flag : Flag.values()) {
            if (has(flag)) {
                parts.add(flag.parameter + "=1");
            }
        }
        return String.join(";", parts);
    }
}
