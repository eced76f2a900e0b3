package io.milliwatt.bench.realtime;

/// A thread that moves media, as the kernel schedules it.
///
/// @param id its number on the host
/// @param name `media-0`
/// @param policy number of the policy: 0 = `SCHED_OTHER`, 1 = `SCHED_FIFO`, 2 = `SCHED_RR`
/// @param priority real-time priority, 1..99; 0 without
public record RtThread(long id, String name, int policy, int priority) {
    private static final int FIFO = 1;

    /// Whether it runs before every thread that has no real time.
    public boolean isRealTime() {
        return policy == FIFO && priority > 0;
    }
}
