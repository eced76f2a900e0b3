package io.milliwatt.inspector.rtp;

import java.util.ArrayList;
import java.util.List;

/// Runs of sequence numbers that did not come, as they are while late packets may still fill them.
final class SequenceGaps {
    /// Gaps that can still be filled, and are told one by one.
    private static final int REMEMBERED = 256;

    private List<SequenceGap> gaps = List.of();
    private long earlierGaps;
    private long earlierLongest;
    private long earlierInBursts;

    /// Numbers from `first` on are missing.
    void add(long first, long count, long frame, long timeNanos) {
        if (gaps.isEmpty()) {
            gaps = new ArrayList<>();
        }
        if (gaps.size() == REMEMBERED) {
            List<SequenceGap> oldest = gaps.subList(0, REMEMBERED / 2);
            oldest.forEach(this::forget);
            oldest.clear();
        }
        gaps.add(new SequenceGap(first, count, frame, timeNanos));
    }

    private void forget(SequenceGap gap) {
        earlierGaps++;
        earlierLongest = Math.max(earlierLongest, gap.count());
        earlierInBursts += gap.count() > 1 ? gap.count() : 0;
    }

    /// A number came late.
    void fill(long number) {
        for (int i = gaps.size() - 1; i >= 0; i--) {
            SequenceGap gap = gaps.get(i);
            long before = number - gap.firstMissing();
            if (before >= 0 && before < gap.count()) {
                gaps.remove(i);
                long after = gap.count() - before - 1;
                if (after > 0) {
                    gaps.add(i, new SequenceGap(number + 1, after, gap.frame(), gap.timeNanos()));
                }
                if (before > 0) {
                    gaps.add(
                            i,
                            new SequenceGap(
                                    gap.firstMissing(), before, gap.frame(), gap.timeNanos()));
                }
                return;
            }
        }
    }

    LossReport report(long lost) {
        long count = earlierGaps + gaps.size();
        long longest = earlierLongest;
        long inBursts = earlierInBursts;
        for (SequenceGap gap : gaps) {
            longest = Math.max(longest, gap.count());
            inBursts += gap.count() > 1 ? gap.count() : 0;
        }
        return new LossReport(lost, count, longest, inBursts, gaps);
    }
}
