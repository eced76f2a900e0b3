package io.milliwatt.bench.inspector;

import io.milliwatt.bench.inspector.ReportSource.ReportFile;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.inspector.call.SdpExplanation;
import io.milliwatt.inspector.call.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The page of a report: one HTML file that needs nothing else, light or dark as the reader likes
/// it.
final class ReportPage {
    private static final int LONGEST_TEXT = 200_000;

    private static final String STYLE =
            """
            :root{color-scheme:light dark;--text:#1f2328;--back:#fff;--soft:#f6f8fa;--line:#d0d7de;
            --bad:#cf222e;--warn:#9a6700;--good:#1a7f37}
            @media(prefers-color-scheme:dark){:root{--text:#e6edf3;--back:#0d1117;--soft:#161b22;
            --line:#30363d;--bad:#f85149;--warn:#d29922;--good:#3fb950}}
            body{font:15px/1.5 system-ui,sans-serif;color:var(--text);background:var(--back);
            max-width:70rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid var(--line)}
            table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
            td,th{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line);
            vertical-align:top}td.n,th.n{text-align:right}
            pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:.6rem;
            overflow-x:auto;font-size:.85rem}code{font-size:.9em}
            .error,.wrong{color:var(--bad)}.warning,.suspicious{color:var(--warn)}.ok{color:var(--good)}
            tr.stream th{padding-top:.9rem}td.rewritten{color:var(--warn)}
            td small{display:block;opacity:.8}
            details{margin:.4rem 0}summary{cursor:pointer}\
            """;

    private final StringBuilder html = new StringBuilder();

    private ReportPage() {}

    /// @param taps what taps saw; shown hop by hop when there are several
    static String of(
            CallRecord record,
            Optional<TapReport> taps,
            List<ReportFile> files,
            List<String> missing,
            Instant now) {
        var page = new ReportPage();
        page.head(record, now);
        page.findings(record.findings());
        page.html.append(taps.map(ReportHops::of).orElse(""));
        page.streams(record.streams());
        page.messages(record.messages());
        page.sdp("Offer", record.offerSdp());
        page.sdp("Answer", record.answerSdp());
        page.files(files);
        page.missing(missing);
        page.html.append("</body></html>\n");
        return page.html.toString();
    }

    /// Text that is no markup.
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void head(CallRecord record, Instant now) {
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<meta http-equiv=\"Content-Security-Policy\" ")
                .append("content=\"default-src 'none'; style-src 'unsafe-inline'\">")
                .append("<title>Milliwatt: ")
                .append(escaped(record.target()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Call to ")
                .append(escaped(record.target()))
                .append("</h1>\n<table>");
        row("Verdict", record.verdict().key());
        row(
                "State",
                record.state() + (record.endReason().isEmpty() ? "" : ": " + record.endReason()));
        row("Set-up", number(record.setUpMillis(), "%.0f ms"));
        row("Duration", number(record.durationMillis() / 1e3, "%.1f s"));
        row("Call-ID", record.callId());
        if (!record.engine().name().isEmpty()) {
            row(
                    "Engine",
                    record.engine().name()
                            + ", "
                            + record.engine().runtime()
                            + ", "
                            + record.engine().mode()
                            + ", advertises "
                            + record.engine().advertisedAddress()
                            + ", RTP "
                            + record.engine().rtpPorts());
        }
        row("Encryption", record.security().isEmpty() ? "no media" : record.security());
        row("Written", now.toString());
        html.append("</table>\n");
    }

    private void row(String name, String value) {
        html.append("<tr><th>")
                .append(escaped(name))
                .append("</th><td>")
                .append(escaped(value))
                .append("</td></tr>\n");
    }

    private static String number(double value, String format) {
        return value < 0 || !Double.isFinite(value)
                ? "not measured"
                : String.format(Locale.ROOT, format, value);
    }

    private void findings(List<Finding> findings) {
        html.append("<h2>Findings</h2>\n");
        if (findings.isEmpty()) {
            html.append("<p class=\"ok\">None: nothing is wrong with this call.</p>\n");
        }
        for (Finding finding : findings) {
            html.append("<p><b class=\"")
                    .append(finding.severity().key())
                    .append("\">")
                    .append(escaped(finding.severity().key() + " " + finding.rule()))
                    .append("</b> ")
                    .append(escaped(finding.message()));
            if (!finding.fix().isBlank()) {
                html.append("<br>Fix: ").append(escaped(finding.fix()));
            }
            html.append("</p>\n");
        }
    }

    private void streams(List<StreamRecord> streams) {
        html.append("<h2>Streams at each tap</h2>\n<table><tr><th>tap</th><th>SSRC</th>")
                .append("<th>codec</th><th>from</th><th>to</th><th class=\"n\">packets</th>")
                .append("<th class=\"n\">lost</th><th class=\"n\">out of order</th>")
                .append("<th class=\"n\">jitter ms</th><th class=\"n\">max Δ ms</th></tr>\n");
        for (StreamRecord stream : streams) {
            html.append("<tr>");
            for (String cell :
                    List.of(
                            stream.tap().key(),
                            String.format(Locale.ROOT, "0x%08x", stream.ssrc()),
                            stream.codec(),
                            stream.source(),
                            stream.destination())) {
                html.append("<td>").append(escaped(cell)).append("</td>");
            }
            for (String cell :
                    List.of(
                            "" + stream.packets(),
                            "" + stream.lost(),
                            "" + stream.outOfOrder(),
                            number(stream.jitterMillis(), "%.2f"),
                            number(stream.maxDeltaMillis(), "%.1f"))) {
                html.append("<td class=\"n\">").append(cell).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private void messages(List<MessageRecord> messages) {
        html.append("<h2>Messages</h2>\n");
        double before = 0;
        for (MessageRecord message : messages) {
            html.append("<details><summary><code>")
                    .append(
                            String.format(
                                    Locale.ROOT,
                                    "%9.3f s  %+9.3f  %s → %s",
                                    message.atMillis() / 1e3,
                                    (message.atMillis() - before) / 1e3,
                                    escaped(message.source()),
                                    escaped(message.destination())))
                    .append("</code> ")
                    .append(escaped(message.startLine()))
                    .append("</summary><pre>")
                    .append(escaped(message.text()))
                    .append("</pre></details>\n");
            before = message.atMillis();
        }
    }

    private void sdp(String title, String sdp) {
        if (sdp.isBlank()) {
            return;
        }
        html.append("<h2>")
                .append(title)
                .append(", line by line</h2>\n<table><tr><th>line</th><th>means</th></tr>\n");
        for (SdpExplanation.Line line : SdpExplanation.of(sdp, Topology.UNKNOWN).lines()) {
            html.append("<tr><td><code>")
                    .append(escaped(line.text()))
                    .append("</code></td><td class=\"")
                    .append(line.judgement().name().toLowerCase(Locale.ROOT))
                    .append("\">")
                    .append(escaped(line.meaning()))
                    .append(line.reason().isEmpty() ? "" : ": " + escaped(line.reason()))
                    .append("</td></tr>\n");
        }
        html.append("</table>\n");
    }

    private void files(List<ReportFile> files) {
        html.append("<h2>Files</h2>\n");
        for (ReportFile file : files) {
            if (!file.isText()) {
                html.append("<p><code>")
                        .append(escaped(file.path()))
                        .append(
                                "</code>, a capture: open it with Wireshark, or the whole report with")
                        .append(" <code>milliwatt inspect</code></p>\n");
                continue;
            }
            String text = new String(file.content(), StandardCharsets.UTF_8);
            boolean cut = text.length() > LONGEST_TEXT;
            html.append("<details><summary>")
                    .append(escaped(file.path()))
                    .append("</summary><pre>")
                    .append(escaped(cut ? text.substring(0, LONGEST_TEXT) + "\n…" : text))
                    .append("</pre></details>\n");
        }
    }

    private void missing(List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        html.append("<h2>What is missing</h2>\n<ul>");
        missing.forEach(what -> html.append("<li>").append(escaped(what)).append("</li>"));
        html.append("</ul>\n");
    }
}
