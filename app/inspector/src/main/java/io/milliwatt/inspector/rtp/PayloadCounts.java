package io.milliwatt.inspector.rtp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Packets of a stream by payload type, and what each type means; a stream has few.
final class PayloadCounts {
    private final List<Count> counts = new ArrayList<>(2);
    private Count current = new Count(-1);

    private static final class Count {
        final int payloadType;
        PayloadMeaning meaning = PayloadMeaning.UNKNOWN;
        int askedAt = -1;
        long packets;

        Count(int payloadType) {
            this.payloadType = payloadType;
        }
    }

    /// Counts a packet and says what its type means, by what was told until now.
    PayloadMeaning count(int payloadType, StreamKey key, MediaHints hints) {
        if (current.payloadType != payloadType) {
            current = find(payloadType);
        }
        Count count = current;
        count.packets++;
        if (count.askedAt != hints.version()) {
            count.askedAt = hints.version();
            count.meaning =
                    PayloadMeaning.of(
                            payloadType,
                            hints.format(key.source(), key.destination(), payloadType));
        }
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
    List<PayloadUse> uses() {
        return counts.stream()
                .map(count ->
                        new PayloadUse(
                                count.payloadType,
                                count.meaning.format().codec(),
                                count.meaning.format().clockRateHz(),
                                count.packets))
                .sorted(Comparator.comparingLong(PayloadUse::packets).reversed())
                .toList();
    }
}
