package io.milliwatt.phone.audio;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The thread between a sound device and its ring, which alone waits for the device, and what both
/// directions share: noticing that the device is gone, and closing it without waiting long.
final class DeviceThread {
    /// Frames the call goes without the device before it is called stuck: 2 s.
    private static final int STUCK_FRAMES = 2 * AudioFrame.PER_SECOND;

    private static final Duration CLOSE_LIMIT = Duration.ofMillis(150);

    private final DeviceLine line;
    private final String what;
    private volatile boolean closing;
    private volatile boolean gone;
    private volatile int framesWithout;

    /// Moves one block between device and ring.
    @FunctionalInterface
    interface Work {
        /// Returns false when the device moved less than the block.
        boolean step();
    }

    DeviceThread(DeviceLine line, String what) {
        this.line = line;
        this.what = what;
    }

    void start(Work work) {
        Thread.ofPlatform().daemon().name("audio-" + what).start(() -> run(work));
    }

    private void run(Work work) {
        try {
            while (!closing && work.step()) {
                // the device sets the pace
            }
        } finally {
            gone = !closing; // a driver that throws is gone too
        }
    }

    /// Said by the call's thread with each frame: whether the device had one, or took one.
    void deviceServed(boolean served) {
        framesWithout = served ? 0 : Math.min(framesWithout + 1, STUCK_FRAMES);
    }

    Optional<String> problem() {
        @Nullable String happened =
                gone ? "is gone" : framesWithout >= STUCK_FRAMES ? "has stopped" : null;
        return Optional.ofNullable(happened)
                .map(words ->
                        "The "
                                + what
                                + " "
                                + words
                                + ": the call goes on without it; hang up and choose"
                                + " another device or virtual audio");
    }

    /// Returns when the device is given back, or after 150 ms when that takes longer.
    void close() {
        if (closing) {
            return;
        }
        closing = true;
        Thread closer = Thread.ofPlatform().daemon().name("audio-close").start(line::close);
        try {
            closer.join(CLOSE_LIMIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
