package io.milliwatt.engine.counter;

import java.util.concurrent.atomic.AtomicLongArray;

/// The values of the counters. Increments are cheap enough for the packet path: nearly all come
/// from one thread.
public final class Counters {
    private final AtomicLongArray values = new AtomicLongArray(EngineCounter.values().length);

    public void increment(EngineCounter counter) {
        values.getAndIncrement(counter.ordinal());
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
