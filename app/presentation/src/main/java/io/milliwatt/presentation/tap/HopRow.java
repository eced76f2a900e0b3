package io.milliwatt.presentation.tap;

import io.milliwatt.bench.tap.Hop;
import io.milliwatt.bench.tap.HopStep;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.Way;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.call.Health;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A stream at one point of its way, as a line of the table.
///
/// @param key what makes it the same line
/// @param first whether it is the first of its stream
/// @param sourceBefore the source at the point before, where it was another; empty when not
///   rewritten
/// @param destinationBefore the same of the destination
public record HopRow(
        Key key, Hop hop, boolean first, String sourceBefore, String destinationBefore) {
    private static final double BAD_LOSS = 0.05;

    /// What makes a line the same line.
    ///
    /// @param ssrc unsigned 32 bits
    public record Key(Way way, long ssrc, String point) {}

    /// The lines of what taps saw, in the order in which a packet passes the points.
    public static List<HopRow> of(TapReport report) {
        return of(report, Set.of());
    }

    /// The same, some streams before all others: other calls pass the taps too.
    ///
    /// @param foremost SSRCs of these streams, unsigned 32 bits
    public static List<HopRow> of(TapReport report, Set<Long> foremost) {
        List<Hop> hops = new ArrayList<>(report.hops());
        hops.sort(Comparator.comparing(hop -> !foremost.contains(hop.ssrc())));
        return HopStep.of(hops).stream()
                .map(step -> {
                    Hop hop = step.hop();
                    return new HopRow(
                            new Key(hop.way(), hop.ssrc(), hop.point()),
                            hop,
                            step.first(),
                            step.sourceBefore(),
                            step.destinationBefore());
                })
                .toList();
    }

    /// Whether addresses are others than at the point before.
    public boolean rewritten() {
        return !sourceBefore.isEmpty() || !destinationBefore.isEmpty();
    }

    /// `Left the phone`, `Entered the engine`.
    public String point() {
        return Format.sentence(hop.point());
    }

    /// `2,104`.
    public String packets() {
        return Format.count(hop.packets());
    }

    /// Since the point before; a dash at the first.
    public String lost() {
        return first ? "–" : Format.count(hop.lost());
    }

    /// Mean and greatest delay since the point before, `0.21 / 3.0`, milliseconds; a dash where it
    /// was not measured.
    public String delay() {
        return Double.isNaN(hop.meanDelayMillis())
                ? "–"
                : figure(hop.meanDelayMillis()) + " / " + figure(hop.maxDelayMillis());
    }

    private static String figure(double millis) {
        double size = Math.abs(millis);
        String pattern = size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f";
        return (millis <= -0.005 ? "−" : "") + String.format(Locale.ROOT, pattern, size);
    }

    /// `192.0.2.9:18000`; a question mark where no packet was seen.
    public String source() {
        return hop.source().isEmpty() ? "?" : hop.source();
    }

    public String destination() {
        return hop.destination().isEmpty() ? "?" : hop.destination();
    }

    /// What was rewritten since the point before, in a sentence; empty for nothing.
    public String rewriting() {
        List<String> words = new ArrayList<>();
        if (!sourceBefore.isEmpty()) {
            words.add("source " + sourceBefore + " became " + hop.source());
        }
        if (!destinationBefore.isEmpty()) {
            words.add("destination " + destinationBefore + " became " + hop.destination());
        }
        return words.isEmpty() ? "" : "Rewritten on the way here: " + String.join(", ", words);
    }

    /// Colour of its loss.
    public Health health() {
        if (first || hop.lost() == 0) {
            return Health.GOOD;
        }
        double share = (double) hop.lost() / Math.max(1, hop.packets() + hop.lost());
        return share >= BAD_LOSS ? Health.BAD : Health.WARN;
    }

    /// The lines as a table of text, to be pasted.
    public static String text(TapReport report) {
        var text =
                new StringBuilder(
                        "way\tSSRC\tpoint\tpackets\tlost\tmean ms\tmax ms\tsource\tdestination\n");
        for (Hop each : report.hops()) {
            text.append(each.way().key()).append('\t').append(Format.ssrc(each.ssrc()));
            text.append('\t').append(each.point()).append('\t').append(each.packets());
            text.append('\t')
                    .append(each.lost())
                    .append('\t')
                    .append(plain(each.meanDelayMillis()));
            text.append('\t').append(plain(each.maxDelayMillis())).append('\t');
            text.append(each.source()).append('\t').append(each.destination()).append('\n');
        }
        return text.toString();
    }

    private static String plain(double millis) {
        return Double.isNaN(millis) ? "" : String.format(Locale.ROOT, "%.3f", millis);
    }
}
