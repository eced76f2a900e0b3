package io.milliwatt.presentation;

import io.milliwatt.bench.network.HostAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;

/// Numbers as the window writes them: thousands with a comma, one digit after the point where it
/// tells something, always with the unit.
public final class Format {

    private Format() {}

    /// `2,104`.
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// `0.4 ms`, `24 ms`; an en dash when negative (not measured).
    public static String millis(double millis) {
        if (Double.isNaN(millis) || millis < 0) {
            return "–";
        }
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }

    /// `+0.21 ms`, `+14 ms`, `−3.0 ms`: a delay that came in; a dash for what is not a number.
    public static String added(double millis) {
        if (Double.isNaN(millis)) {
            return "–";
        }
        double size = Math.abs(millis);
        String pattern = size < 1 ? "%.2f ms" : size < 10 ? "%.1f ms" : "%.0f ms";
        return (millis < 0 ? "−" : "+") + String.format(Locale.ROOT, pattern, size);
    }

    /// `3 ms`, `0.61 s`, `12 s`: how long something took.
    public static String took(Duration took) {
        long millis = Math.max(0, took.toMillis());
        if (millis < 100) {
            return millis + " ms";
        }
        return String.format(Locale.ROOT, millis < 10_000 ? "%.2f s" : "%.0f s", millis / 1_000.0);
    }

    /// `0:42`, `1:02:03`: a duration that is watched.
    public static String clock(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long hours = seconds / 3_600;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /// `82 MB`.
    public static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }

    /// `1.8 %`.
    public static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /// `0x5A1C09E2`.
    public static String ssrc(long ssrc) {
        return String.format(Locale.ROOT, "0x%08X", ssrc & 0xFFFF_FFFFL);
    }

    /// `192.168.1.20`, `fd00::2`: without zone, IPv6 in the short form of RFC 5952.
    public static String address(InetAddress address) {
        return HostAddress.text(address);
    }

    /// The first sentence of `words`, for where there is room for one only.
    public static String firstSentence(String words) {
        String line = words.lines().findFirst().orElse("");
        int end = line.indexOf(". ");
        return end < 0 ? line : line.substring(0, end);
    }

    /// The same words with a capital at the begin.
    public static String sentence(String words) {
        return words.isEmpty()
                ? words
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// `40000–40019`.
    public static String range(String range) {
        return range.replace('-', '–');
    }
}
