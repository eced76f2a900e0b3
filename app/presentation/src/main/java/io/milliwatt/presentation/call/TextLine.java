package io.milliwatt.presentation.call;

import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.MessageDiff;
import io.milliwatt.inspector.call.SdpExplanation;
import io.milliwatt.inspector.call.Topology;
import io.milliwatt.presentation.Format;
import java.util.ArrayList;
import java.util.List;

/// A line of a message or a description, with what is to be said of it.
///
/// @param text as on the wire
/// @param health colour; IDLE = nothing to say
/// @param note what it means or what is wrong; may be empty
public record TextLine(String text, Health health, String note) {
    /// A message; the lines of its description that decide where media goes, and those that are not
    /// good, are judged.
    static List<TextLine> of(CallMessage message, Topology topology) {
        List<TextLine> lines = new ArrayList<>();
        message.problems().forEach(problem -> lines.add(new TextLine("", Health.BAD, problem)));
        String[] parts = message.text().split("\r?\n\r?\n", 2);
        parts[0].lines().forEach(line -> lines.add(new TextLine(line, Health.IDLE, "")));
        if (parts.length < 2 || parts[1].isBlank()) {
            return lines;
        }
        lines.add(new TextLine("", Health.IDLE, ""));
        if (message.sdp().isEmpty()) {
            parts[1].lines().forEach(line -> lines.add(new TextLine(line, Health.IDLE, "")));
            return lines;
        }
        for (SdpExplanation.Line line :
                SdpExplanation.of(message.sdp().get().text(), topology).lines()) {
            boolean decides = line.text().startsWith("c=") || line.text().startsWith("m=");
            boolean good = line.judgement() == SdpExplanation.Judgement.OK;
            lines.add(
                    decides || !good
                            ? explained(line)
                            : new TextLine(line.text(), Health.IDLE, ""));
        }
        return lines;
    }

    /// A description, each line in plain words.
    static List<TextLine> of(String sdp, Topology topology) {
        return SdpExplanation.of(sdp, topology).lines().stream().map(TextLine::explained).toList();
    }

    private static TextLine explained(SdpExplanation.Line line) {
        boolean decides = line.text().startsWith("c=") || line.text().startsWith("m=");
        return switch (line.judgement()) {
            case OK ->
                    new TextLine(line.text(), decides ? Health.GOOD : Health.IDLE, line.meaning());
            case SUSPICIOUS ->
                    new TextLine(
                            line.text(),
                            Health.WARN,
                            line.meaning() + ". " + Format.sentence(line.reason()));
            case WRONG ->
                    new TextLine(
                            line.text(),
                            Health.BAD,
                            line.meaning() + ". " + Format.sentence(line.reason()));
        };
    }

    /// Two messages compared: `−` what only the first has, `+` what only the second has.
    static List<TextLine> of(List<MessageDiff.Row> rows) {
        List<TextLine> lines = new ArrayList<>();
        for (MessageDiff.Row row : rows) {
            switch (row.kind()) {
                case SAME -> lines.add(new TextLine("  " + row.left(), Health.IDLE, ""));
                case CHANGED -> {
                    lines.add(new TextLine("− " + row.left(), Health.BAD, ""));
                    lines.add(new TextLine("+ " + row.right(), Health.GOOD, ""));
                }
                case ONLY_LEFT -> lines.add(new TextLine("− " + row.left(), Health.BAD, ""));
                case ONLY_RIGHT -> lines.add(new TextLine("+ " + row.right(), Health.GOOD, ""));
            }
        }
        return lines;
    }
}
