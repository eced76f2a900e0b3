package io.milliwatt.desktop;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How much of its time the application thread copies what was drawn, pixel by pixel, into the
/// memory that stands for a screen. Only the platform without a display does that, so it is told
/// apart: by looking fifty times a second where the thread is.
final class FrameCopySampler implements AutoCloseable {
    private static final long PERIOD_MILLIS = 20;
    private static final String COPIES = "uploadPixels";
    private static final List<String> IDLE = List.of("park", "wait", "wait0");

    private final Thread watched;
    private final Thread sampler;
    private volatile int copying;
    private volatile int working;

    /// Begins to look.
    FrameCopySampler(Thread watched) {
        this.watched = watched;
        sampler = Thread.ofPlatform().daemon().name("sampler").start(this::look);
    }

    private void look() {
        try {
            while (true) {
                StackTraceElement[] stack = watched.getStackTrace();
                if (Stream.of(stack).anyMatch(it -> it.getMethodName().equals(COPIES))) {
                    copying = copying + 1;
                } else if (stack.length > 0 && !IDLE.contains(stack[0].getMethodName())) {
                    working = working + 1;
                }
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Copying, as a share of all that it did, 0..1.
    double share() {
        return copying == 0 ? 0 : (double) copying / (copying + working);
    }

    @Override
    public void close() {
        sampler.interrupt();
    }
}
