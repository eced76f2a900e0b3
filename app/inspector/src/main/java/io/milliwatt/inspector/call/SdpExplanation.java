package io.milliwatt.inspector.call;

import java.util.List;

/// A session description, each line in plain words and judged.
public record SdpExplanation(List<Line> lines) {
    public SdpExplanation {
        lines = List.copyOf(lines);
    }

    /// How good a line is.
    public enum Judgement {
        OK,
        SUSPICIOUS,
        WRONG
    }

    /// One line.
    ///
    /// @param number from 1
    /// @param text as it stands there, keys masked
    /// @param meaning what it says, in plain words
    /// @param reason why it is not good; empty for a good one
    public record Line(
            int number, String text, String meaning, Judgement judgement, String reason) {}

    /// Explains a description.
    ///
    /// @param text with or without keys: they are masked
    public static SdpExplanation of(String text, Topology topology) {
        return new SdpExplaining(text, topology).explain();
    }

    /// The worst of its lines.
    public Judgement judgement() {
        return lines.stream().map(Line::judgement).max(Judgement::compareTo).orElse(Judgement.OK);
    }
}
