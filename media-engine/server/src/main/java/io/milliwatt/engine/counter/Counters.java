package io.milliwatt.engine.counter;

import java.util.concurrent.atomic.AtomicLongArray;

/// The values of the counters. Any thread may read them and increment them; a counter of packets
/// belongs to the media loop's thread, which counts without an atomic operation: that would have
/// the processor wait until all that it has begun to fetch is there, for every packet.
public final class Counters {
    private final AtomicLongArray values = new AtomicLongArray(EngineCounter.values().length);

    public void increment(EngineCounter counter) {
        values.getAndIncrement(counter.ordinal());
    }

    /// Counts one more on the one thread that changes this counter.
    public void count(EngineCounter counter) {
        int index = counter.ordinal();
        values.setOpaque(index, values.getPlain(index) + 1);
    }

    public void add(EngineCounter counter, long count) {
        values.getAndAdd(counter.ordinal(), count);
    }

    /// Takes over a count that is kept elsewhere; never goes back.
    public void raiseTo(EngineCounter counter, long count) {
        values.accumulateAndGet(counter.ordinal(), count, Math::max);
    }

    public long get(EngineCounter counter) {
        return values.get(counter.ordinal());
    }
}
