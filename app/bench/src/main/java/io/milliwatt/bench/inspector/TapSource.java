package io.milliwatt.bench.inspector;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.tap.Hop;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.TapReportJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What taps saw of a call: what each hop did to its packets, and the packets, a capture for each
/// tap ([TapCapture]).
public final class TapSource implements ReportSource {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final TapReport taps;
    private final ReportSource otherwise;

    /// @param otherwise what is taken when there are no packets of theirs
    public TapSource(TapReport taps, ReportSource otherwise) {
        this.taps = taps;
        this.otherwise = otherwise;
    }

    @Override
    public String name() {
        return "the packets at every hop";
    }

    @Override
    public List<ReportFile> files() throws BenchException, IOException {
        var files = new ArrayList<ReportFile>();
        files.add(
                ReportFile.text(
                        "taps/taps.json",
                        JSON.writeValueAsString(TapReportJson.of(withoutFile()))));
        files.add(ReportFile.text("taps/hops.txt", hops()));
        ReportSource packets =
                taps.file()
                        .<ReportSource>map(file -> new TapCapture(file, otherwise))
                        .orElse(otherwise);
        files.addAll(packets.files());
        return files;
    }

    @Override
    public Optional<TapReport> taps() {
        return Optional.of(taps);
    }

    /// Without the name of a file that who reads the report does not have.
    private TapReport withoutFile() {
        return new TapReport(
                taps.taps(), taps.hops(), taps.clocks(), taps.notes(), Optional.empty());
    }

    private String hops() {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%-12s %-10s  %-20s %9s %6s %9s %9s  %s%n",
                        "way",
                        "SSRC",
                        "point",
                        "packets",
                        "lost",
                        "mean ms",
                        "max ms",
                        "source -> destination"));
        for (Hop each : taps.hops()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-12s 0x%08x  %-20s %9d %6d %9s %9s  %s -> %s%n",
                            each.way().key(),
                            each.ssrc(),
                            each.point(),
                            each.packets(),
                            each.lost(),
                            millis(each.meanDelayMillis()),
                            millis(each.maxDelayMillis()),
                            each.source(),
                            each.destination()));
        }
        taps.taps()
                .forEach(each ->
                        text.append(
                                String.format(
                                        Locale.ROOT,
                                        "tap %-8s %d packets, %d dropped, %s%s%n",
                                        each.place().key(),
                                        each.packets(),
                                        each.kernelDropped() + each.ownDropped(),
                                        each.description(),
                                        each.problem().map(it -> "; stopped: " + it).orElse(""))));
        taps.clocks().forEach(each -> text.append("clocks ").append(each.words()).append('\n'));
        taps.notes().forEach(each -> text.append("note ").append(each).append('\n'));
        return text.toString();
    }

    private static String millis(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
