package io.milliwatt.inspector.rtp;

import java.util.List;

/// Sequence numbers that never came, and how they lie together.
///
/// @param lost how many of them; duplicates do not make up for them
/// @param gaps runs of adjacent ones
/// @param longestGap numbers in the longest run
/// @param inBursts of the lost, those in runs of two or more: what concealment does not hide
/// @param last the last of the runs, in their order; not all when there are many
public record LossReport(
        long lost, long gaps, long longestGap, long inBursts, List<SequenceGap> last) {
    public LossReport {
        last = List.copyOf(last);
    }
}
