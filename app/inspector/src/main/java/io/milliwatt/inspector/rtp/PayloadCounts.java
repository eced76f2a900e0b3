package io.milliwatt.inspector.rtp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Packets of a stream by payload type, and what each type means by what was told last; a stream
/// has few.
final class PayloadCounts {
    private final StreamKey key;
    private final MediaHints hints;
    private final List<Count> counts = new ArrayList<>(2);

    private static final class Count {
        final int payloadType;
        PayloadMeaning meaning = PayloadMeaning.UNKNOWN;
        long packets;

        Count(int payloadType) {
            this.payloadType = payloadType;
        }
    }

    PayloadCounts(StreamKey key, MediaHints hints) {
        this.key = key;
        this.hints = hints;
    }

    /// So many packets of a type came in a row.
    void count(int payloadType, long packets) {
        if (packets > 0) {
            find(payloadType).packets += packets;
        }
    }

    /// What a type means as far as anybody told.
    PayloadMeaning meaning(int payloadType) {
        Count count = find(payloadType);
        count.meaning =
                PayloadMeaning.of(
                        payloadType, hints.format(key.source(), key.destination(), payloadType));
        return count.meaning;
    }

    private Count find(int payloadType) {
        for (Count count : counts) {
            if (count.payloadType == payloadType) {
                return count;
            }
        }
        Count added = new Count(payloadType);
        counts.add(added);
        return added;
    }

    /// The most used first.
    ///
    /// @param uncounted packets of `type` that [#count] was not told yet
    List<PayloadUse> uses(int type, long uncounted) {
        return counts.stream()
                .map(count ->
                        new PayloadUse(
                                count.payloadType,
                                count.meaning.format().codec(),
                                count.meaning.format().clockRateHz(),
                                count.packets + (count.payloadType == type ? uncounted : 0)))
                .sorted(Comparator.comparingLong(PayloadUse::packets).reversed())
                .toList();
    }
}
