package io.milliwatt.transport;

/// The time of a loop: read once a wake-up, monotonic nanoseconds. Loop thread.
final class LoopClock {
    private long nowNanos = System.nanoTime();

    long nowNanos() {
        return nowNanos;
    }

    void read() {
        nowNanos = System.nanoTime();
    }
}
