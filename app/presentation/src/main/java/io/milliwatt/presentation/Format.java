package io.milliwatt.presentation;

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

    /// `40000–40019`.
    public static String range(String range) {
        return range.replace('-', '–');
    }
}
