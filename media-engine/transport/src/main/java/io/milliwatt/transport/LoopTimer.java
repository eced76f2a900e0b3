package io.milliwatt.transport;

/// A task that runs at a time and names its next time.
@FunctionalInterface
public interface LoopTimer {
    /// No next time: the timer ends.
    long STOP = Long.MAX_VALUE;

    /// @param nowNanos monotonic time; nanoseconds
    /// @return when to run again, monotonic nanoseconds; [#STOP] to end
    long run(long nowNanos);
}
