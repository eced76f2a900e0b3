package io.milliwatt.transport;

import org.jspecify.annotations.Nullable;

/// A timer of a loop, until it is over. Loop thread.
public final class ScheduledTimer implements Comparable<ScheduledTimer> {
    private @Nullable LoopTimer timer;
    private long dueNanos;
    private long order;

    ScheduledTimer(LoopTimer timer) {
        this.timer = timer;
    }

    /// @param turn the lower goes first when two are due at the same time
    void dueAt(long nanos, long turn) {
        dueNanos = nanos;
        order = turn;
    }

    /// Monotonic nanoseconds.
    long dueNanos() {
        return dueNanos;
    }

    /// @return when to run again, [LoopTimer#STOP] when it is over by now
    long run(long nowNanos) {
        LoopTimer running = timer;
        long again = running == null ? LoopTimer.STOP : running.run(nowNanos);
        return timer == null ? LoopTimer.STOP : again;
    }

    /// Whether it will not run any more.
    boolean isOver() {
        return timer == null;
    }

    /// It does not run any more, and what it would have run is not held any longer: a call that
    /// ended may go before the time for which its timers were set.
    public void cancel() {
        timer = null;
    }

    @Override
    public int compareTo(ScheduledTimer other) {
        int byTime = Long.signum(dueNanos - other.dueNanos);
        return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
