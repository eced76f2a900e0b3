package io.milliwatt.protocol.audio;

/// The counters of a [DecodedStream].
final class StreamCounts {
    private static final long NANOS_PER_MILLI = 1_000_000;

    long lost;
    long late;
    long recovered;
    long duplicates;
    long dropped;
    long malformed;
    long scaled;
    long concealedNanos;
    long pulledNanos;

    DecodedStreamStatistics statistics(int targetMillis, int delayMillis, int bufferedMillis) {
        return new DecodedStreamStatistics(
                new DecodedStreamStatistics.Packets(
                        lost, late, recovered, duplicates, dropped, malformed),
                concealedNanos / NANOS_PER_MILLI,
                pulledNanos / NANOS_PER_MILLI,
                scaled,
                targetMillis,
                delayMillis,
                bufferedMillis);
    }
}
