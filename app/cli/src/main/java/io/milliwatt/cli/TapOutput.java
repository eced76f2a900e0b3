package io.milliwatt.cli;

import io.milliwatt.bench.tap.ClockComparison;
import io.milliwatt.bench.tap.Hop;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.inspector.rtp.StreamReport;
import java.util.List;
import java.util.Locale;

/// Prints what taps saw.
final class TapOutput {
    private final Console console;

    TapOutput(Console console) {
        this.console = console;
    }

    void report(TapReport report) {
        for (TapReport.TapState each : report.taps()) {
            console.line(
                    "Tap      %-6s  %d packets, %s%s%s",
                    each.place().key(),
                    each.packets(),
                    each.description(),
                    dropped(each),
                    each.problem().map(it -> "; stopped: " + it).orElse(""));
        }
        hops(report.hops());
        for (ClockComparison each : report.clocks()) {
            console.line("Clocks   %s", each.words());
        }
        report.notes().forEach(each -> console.line("Note     %s", each));
        report.file().ifPresent(each -> console.line("File     %s", each));
    }

    private static String dropped(TapReport.TapState tap) {
        long dropped = tap.kernelDropped() + tap.ownDropped();
        return dropped == 0
                ? ", none dropped"
                : String.format(
                        Locale.ROOT,
                        ", %d DROPPED (%d by the kernel, %d by us)",
                        dropped,
                        tap.kernelDropped(),
                        tap.ownDropped());
    }

    private void hops(List<Hop> hops) {
        String stream = "";
        for (Hop each : hops) {
            String title =
                    String.format(Locale.ROOT, "%s, SSRC 0x%08x", each.way().key(), each.ssrc());
            if (!title.equals(stream)) {
                stream = title;
                console.line("");
                console.line(
                        "         %-32s  %8s  %5s  %8s  %8s  %s",
                        title, "packets", "lost", "mean ms", "max ms", "from -> to");
            }
            console.line(
                    "         %-32s  %8d  %5s  %8s  %8s  %s -> %s",
                    each.point(),
                    each.packets(),
                    Double.isNaN(each.meanDelayMillis()) && each.lost() == 0
                            ? "-"
                            : Long.toString(each.lost()),
                    millis(each.meanDelayMillis()),
                    millis(each.maxDelayMillis()),
                    each.source().isEmpty() ? "?" : each.source(),
                    each.destination().isEmpty() ? "?" : each.destination());
        }
        if (!hops.isEmpty()) {
            console.line("");
        }
    }

    private static String millis(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    /// The streams of the taps.
    void streams(List<StreamReport> streams) {
        if (streams.isEmpty()) {
            console.line("No RTP was seen");
            return;
        }
        console.line(
                "         %-10s  %-6s  %8s  %6s  %9s  %8s  %s",
                "SSRC", "codec", "packets", "lost", "jitter ms", "max Δ ms", "from -> to");
        for (StreamReport each : streams) {
            console.line(
                    "         %-10s  %-6s  %8d  %6d  %9.2f  %8.1f  %s -> %s",
                    each.key().ssrcText(),
                    each.mainPayload().codec(),
                    each.sequence().packets(),
                    each.sequence().lost(),
                    each.timing().jitterMillis().mean(),
                    each.timing().maxDelta().millis(),
                    each.key().source(),
                    each.key().destination());
        }
    }
}
