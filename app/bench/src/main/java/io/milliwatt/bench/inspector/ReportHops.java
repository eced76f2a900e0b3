package io.milliwatt.bench.inspector;

import io.milliwatt.bench.tap.Hop;
import io.milliwatt.bench.tap.HopStep;
import io.milliwatt.bench.tap.TapReport;
import java.util.List;
import java.util.Locale;

/// The part of a report's page that shows what each hop did to each stream: packets, losses, added
/// delay, and the addresses as seen there.
final class ReportHops {
    private final StringBuilder html = new StringBuilder();

    private ReportHops() {}

    /// The part; empty when there is but one tap, or no RTP was seen.
    static String of(TapReport taps) {
        if (taps.taps().size() < 2 || taps.hops().isEmpty()) {
            return "";
        }
        var part = new ReportHops();
        part.table(HopStep.of(taps.hops()));
        part.remarks(taps);
        return part.html.toString();
    }

    private void table(List<HopStep> steps) {
        html.append("<h2>Hop by hop</h2>\n<table><tr><th>point</th><th class=\"n\">packets</th>")
                .append("<th class=\"n\">lost on the way here</th>")
                .append("<th class=\"n\">added delay, mean ms</th><th class=\"n\">max ms</th>")
                .append("<th>source there</th><th>destination there</th></tr>\n");
        for (HopStep step : steps) {
            if (step.first()) {
                String way =
                        String.format(
                                Locale.ROOT,
                                "%s, SSRC 0x%08x",
                                step.hop().way().key().replace('-', ' '),
                                step.hop().ssrc());
                html.append("<tr class=\"stream\"><th colspan=\"7\">")
                        .append(ReportPage.escaped(way))
                        .append("</th></tr>\n");
            }
            row(step);
        }
        html.append("</table>\n");
    }

    private void row(HopStep step) {
        Hop hop = step.hop();
        boolean isLossy = !step.first() && hop.lost() > 0;
        html.append("<tr><td>").append(ReportPage.escaped(hop.point())).append("</td>");
        number("" + hop.packets(), "");
        number(step.first() ? "–" : "" + hop.lost(), isLossy ? " error" : "");
        number(millis(hop.meanDelayMillis()), "");
        number(millis(hop.maxDelayMillis()), "");
        address(hop.source(), step.sourceBefore());
        address(hop.destination(), step.destinationBefore());
        html.append("</tr>\n");
    }

    private void number(String text, String style) {
        html.append("<td class=\"n").append(style).append("\">").append(text).append("</td>");
    }

    /// @param before what it was at the point before; empty when it is the same
    private void address(String now, String before) {
        html.append(before.isEmpty() ? "<td>" : "<td class=\"rewritten\">")
                .append("<code>")
                .append(ReportPage.escaped(now.isEmpty() ? "?" : now))
                .append("</code>");
        if (!before.isEmpty()) {
            html.append("<small>was ").append(ReportPage.escaped(before)).append("</small>");
        }
        html.append("</td>");
    }

    /// What must be known to read the figures.
    private void remarks(TapReport taps) {
        html.append("<ul>");
        for (TapReport.TapState tap : taps.taps()) {
            long dropped = tap.kernelDropped() + tap.ownDropped();
            item(
                    String.format(
                            Locale.ROOT,
                            "Tap %s: %d packets, %s, %s%s",
                            tap.place().key(),
                            tap.packets(),
                            tap.description(),
                            dropped == 0 ? "none dropped" : dropped + " dropped",
                            tap.problem().map(why -> "; stopped: " + why).orElse("")));
        }
        taps.clocks().forEach(clocks -> item("Clocks: " + clocks.words()));
        taps.notes().forEach(this::item);
        html.append("</ul>\n");
    }

    private void item(String words) {
        html.append("<li>").append(ReportPage.escaped(words)).append("</li>");
    }

    private static String millis(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }
}
