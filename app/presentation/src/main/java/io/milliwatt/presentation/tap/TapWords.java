package io.milliwatt.presentation.tap;

import io.milliwatt.bench.tap.ClockComparison;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.presentation.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is to be known beside the figures, in words.
public final class TapWords {
    private TapWords() {}

    /// `phone, host, engine · none dropped`, `phone · 12 dropped`.
    public static String taps(TapReport report) {
        if (report.taps().isEmpty()) {
            return "";
        }
        String places =
                report.taps().stream()
                        .map(it -> it.place().key())
                        .collect(Collectors.joining(", "));
        return places + " · " + dropped(report);
    }

    /// `none dropped`, `12 dropped`.
    public static String dropped(TapReport report) {
        return report.dropped() == 0 ? "none dropped" : Format.count(report.dropped()) + " dropped";
    }

    /// A line for each tap: what it saw, and what it could not keep up with.
    public static List<String> each(TapReport report) {
        List<String> lines = new ArrayList<>();
        for (TapReport.TapState tap : report.taps()) {
            long dropped = tap.kernelDropped() + tap.ownDropped();
            lines.add(
                    Format.sentence(tap.place().key())
                            + ": "
                            + Format.count(tap.packets())
                            + " packets, "
                            + tap.description()
                            + (dropped == 0
                                    ? ""
                                    : "; "
                                            + Format.count(tap.kernelDropped())
                                            + " dropped by the kernel, "
                                            + Format.count(tap.ownDropped())
                                            + " by us")
                            + tap.problem().map(why -> "; stopped: " + why).orElse(""));
        }
        return lines;
    }

    /// How the clocks of the taps stand to each other: `Clocks apart: phone and host 0.003 ±0.008
    /// ms`.
    public static String clocks(TapReport report) {
        return report.clocks().isEmpty()
                ? ""
                : report.clocks().stream()
                        .map(TapWords::apart)
                        .collect(Collectors.joining(" · ", "Clocks apart: ", ""));
    }

    private static String apart(ClockComparison clocks) {
        String pair = clocks.from().key() + " and " + clocks.to().key() + " ";
        return pair
                + (Double.isNaN(clocks.offsetMillis())
                        ? "not measured"
                        : String.format(
                                Locale.ROOT,
                                "%.3f ±%.3f ms",
                                clocks.offsetMillis(),
                                clocks.uncertaintyMillis()));
    }

    /// What is wrong with the figures: packets that were dropped, a tap that stopped, a clock that
    /// was set.
    public static List<String> warnings(TapReport report) {
        List<String> words = new ArrayList<>();
        if (report.dropped() > 0) {
            words.add(
                    Format.count(report.dropped())
                            + " packets were dropped by a tap, not on the way: losses here may be"
                            + " less than they look");
        }
        report.notes().forEach(note -> words.add(Format.sentence(note)));
        return words;
    }
}
