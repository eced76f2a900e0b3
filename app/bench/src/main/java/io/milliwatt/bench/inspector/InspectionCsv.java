package io.milliwatt.bench.inspector;

import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.Side;
import io.milliwatt.inspector.rtp.StreamReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Tables of an inspection as CSV, RFC 4180: a header line, lines ended by CR LF. Cells that a
/// spreadsheet would take for a formula begin with an apostrophe.
public final class InspectionCsv {
    /// What a table is about.
    public enum Table {
        CALLS,
        STREAMS,
        MESSAGES
    }

    private InspectionCsv() {}

    /// The whole table.
    public static String of(Inspection inspection, Table table) {
        var lines = new ArrayList<List<Object>>();
        switch (table) {
            case CALLS -> calls(inspection, lines);
            case STREAMS -> streams(inspection, lines);
            case MESSAGES -> messages(inspection, lines);
        }
        return lines.stream()
                .map(line ->
                        line.stream()
                                .map(InspectionCsv::cell)
                                .collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    private static void calls(Inspection inspection, List<List<Object>> lines) {
        lines.add(
                List.of(
                        "start",
                        "callId",
                        "method",
                        "from",
                        "to",
                        "state",
                        "postDialDelayMillis",
                        "ringMillis",
                        "setupMillis",
                        "durationMillis",
                        "endedBy",
                        "endReason",
                        "messages",
                        "streams"));
        var all = new ArrayList<Call>(inspection.calls());
        all.addAll(inspection.others());
        for (Call call : all) {
            lines.add(
                    List.of(
                            InspectionJson.time(call.times().startNanos()),
                            call.callId(),
                            call.identity().method(),
                            call.parties().from().uri(),
                            call.parties().to().uri(),
                            call.state().word(),
                            number(call.times().postDialDelayMillis()),
                            number(call.times().ringMillis()),
                            number(call.times().setUpMillis()),
                            number(call.times().durationMillis()),
                            call.release().by().map(Side::word).orElse(""),
                            call.release().words(),
                            call.messages().size(),
                            call.streams().size()));
        }
    }

    private static void streams(Inspection inspection, List<List<Object>> lines) {
        lines.add(
                List.of(
                        "start",
                        "durationMillis",
                        "ssrc",
                        "source",
                        "destination",
                        "payloadType",
                        "codec",
                        "packets",
                        "expected",
                        "lost",
                        "lostPercent",
                        "outOfOrder",
                        "duplicates",
                        "meanDeltaMillis",
                        "maxDeltaMillis",
                        "minJitterMillis",
                        "meanJitterMillis",
                        "maxJitterMillis",
                        "clockDriftPpm",
                        "tap",
                        "callId"));
        for (Call call : inspection.calls()) {
            call.streams().forEach(stream -> lines.add(stream(stream, call.callId())));
        }
        inspection.streams().forEach(stream -> lines.add(stream(stream, "")));
    }

    private static List<Object> stream(CallStream stream, String callId) {
        StreamReport report = stream.report();
        return List.of(
                InspectionJson.time(report.timing().span().firstNanos()),
                number(report.timing().span().durationMillis()),
                report.key().ssrcText(),
                report.key().source(),
                report.key().destination(),
                report.mainPayload().payloadType(),
                report.mainPayload().codec(),
                report.sequence().packets(),
                report.sequence().expected(),
                report.sequence().lost(),
                number(report.sequence().lostPercent()),
                report.sequence().outOfOrder(),
                report.sequence().duplicates(),
                number(report.timing().deltaMillis().mean()),
                number(report.timing().deltaMillis().max()),
                number(report.timing().jitterMillis().min()),
                number(report.timing().jitterMillis().mean()),
                number(report.timing().jitterMillis().max()),
                number(report.timing().clock().driftPpm()),
                report.key().tap(),
                callId);
    }

    private static void messages(Inspection inspection, List<List<Object>> lines) {
        lines.add(
                List.of(
                        "time",
                        "frame",
                        "tap",
                        "transport",
                        "source",
                        "destination",
                        "startLine",
                        "callId",
                        "retransmission",
                        "problems"));
        var all = new ArrayList<Call>(inspection.calls());
        all.addAll(inspection.others());
        for (Call call : all) {
            for (CallMessage message : call.messages()) {
                lines.add(
                        List.of(
                                InspectionJson.time(message.timeNanos()),
                                message.place().frame(),
                                message.place().tap(),
                                message.place().transport(),
                                message.place().source(),
                                message.place().destination(),
                                message.head().startLine(),
                                call.callId(),
                                message.links().isRetransmission(),
                                String.join("; ", message.problems())));
            }
        }
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String cell(Object value) {
        String text = value.toString();
        boolean isText = value instanceof String && !text.matches("-?[0-9.]+");
        if (isText && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("[^,\"\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
