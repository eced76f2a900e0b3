package io.milliwatt.inspector.call;

import java.util.List;

/// From where to where an arrow of a ladder goes.
///
/// @param from index of the column where it begins
/// @param to index of the column with its head; equal to `from` for what stands at one
/// @param through columns it passes, in that order: places that gave the packet another address
/// @param note what was rewritten on the way, in words; empty for nothing
public record LadderWay(int from, int to, List<Integer> through, String note) {
    public LadderWay {
        through = List.copyOf(through);
    }

    static LadderWay of(int from, int to) {
        return new LadderWay(from, to, List.of(), "");
    }
}
