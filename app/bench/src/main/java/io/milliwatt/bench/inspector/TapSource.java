package io.milliwatt.bench.inspector;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.tap.Hop;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.TapReportJson;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureInterface;
import io.milliwatt.inspector.capture.CaptureSummary;
import io.milliwatt.inspector.capture.PcapNgWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What taps saw of a call: its packets at each hop, and what each hop did to them.
///
/// Taps at host and engine see what is on the wire, also passwords and keys of media in SIP. A
/// message with such is left out of the capture of a report; its text, masked, is in `sip.txt`.
public final class TapSource implements ReportSource {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// A zip in memory: larger captures are sent by themselves.
    private static final long MOST_OCTETS = 256L << 20;

    /// Stands where a secret was.
    private static final String MASK = "***";

    private final TapReport taps;
    private final CaptureSummary summary;
    private final Inspection inspection;

    /// @param summary of the taps' file
    /// @param inspection what is in it
    public TapSource(TapReport taps, CaptureSummary summary, Inspection inspection) {
        this.taps = taps;
        this.summary = summary;
        this.inspection = inspection;
    }

    @Override
    public String name() {
        return "the packets at every hop";
    }

    @Override
    public List<ReportFile> files() throws BenchException, IOException {
        var files = new ArrayList<ReportFile>();
        files.add(
                ReportFile.text("taps/taps.json", JSON.writeValueAsString(TapReportJson.of(taps))));
        files.add(ReportFile.text("taps/hops.txt", hops()));
        if (taps.file().isPresent()) {
            files.add(new ReportFile("taps/all-taps.pcapng", packets(taps.file().get())));
        }
        return files;
    }

    private byte[] packets(Path capture) throws BenchException, IOException {
        if (Files.size(capture) > MOST_OCTETS) {
            throw new BenchException(
                    ProblemCode.BAD_CAPTURE,
                    "the capture has more than "
                            + (MOST_OCTETS >> 20)
                            + " MB, too much for a report",
                    "Save it as pcapng on the page Calls");
        }
        Set<Long> secret = secretFrames();
        var out = new ByteArrayOutputStream();
        String comment =
                secret.isEmpty()
                        ? "all taps of the call"
                        : "all taps of the call, without "
                                + secret.size()
                                + " messages with keys or passwords";
        try (var writer = new PcapNgWriter(out, "Milliwatt", comment)) {
            CaptureFile.at(capture).copy(writer, frame -> !secret.contains(frame), () -> false);
        }
        return out.toByteArray();
    }

    private Set<Long> secretFrames() throws BenchException {
        var frames = new HashSet<Long>();
        var calls = new ArrayList<Call>(inspection.calls());
        calls.addAll(inspection.others());
        for (Call call : calls) {
            for (CallMessage message : call.messages()) {
                if (message.text().contains(MASK) && !maskedAlready(message.place().tap())) {
                    if (!message.place().transport().equals("UDP")) {
                        throw new BenchException(
                                ProblemCode.BAD_CAPTURE,
                                "keys or passwords went over " + message.place().transport(),
                                "Save the capture as pcapng on the page Calls, for yourself");
                    }
                    frames.add(message.place().frame());
                }
            }
        }
        return frames;
    }

    /// What our phone shows has no secrets.
    private boolean maskedAlready(int tap) {
        return summary.interfaces().stream()
                .filter(each -> each.index() == tap)
                .map(CaptureInterface::description)
                .anyMatch(TapReport.INSIDE_PHONE::equals);
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
