package io.milliwatt.phone.audio;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A sound device whose clock the test moves: a transfer waits for [#tick] or [#unplug].
final class FakeLine implements DeviceLine {
    private final LineFormat format;
    private final Direction direction;
    private final Semaphore ticks = new Semaphore(0);
    private final Semaphore waiting = new Semaphore(0);
    private volatile boolean unplugged;
    private volatile boolean closeHangs;

    /// What the device does with a block: fills it or hears it.
    @FunctionalInterface
    interface Direction {
        void block(byte[] bytes, int count);
    }

    FakeLine(int sampleRateHz, int channels, Direction direction) {
        format = new LineFormat(sampleRateHz, channels);
        this.direction = direction;
    }

    @Override
    public LineFormat format() {
        return format;
    }

    @Override
    public int transfer(byte[] bytes, int count) {
        waiting.release();
        ticks.acquireUninterruptibly();
        if (unplugged) {
            return 0;
        }
        direction.block(bytes, count);
        return count;
    }

    /// Lets one block through and returns when the device's thread waits for the next.
    void tick() {
        awaitIdle();
        waiting.drainPermits();
        ticks.release();
        awaitIdle();
    }

    /// Returns when the device's thread waits for a tick.
    void awaitIdle() {
        await(waiting);
        waiting.release();
    }

    void unplug() {
        unplugged = true;
        ticks.release();
    }

    void letCloseHang() {
        closeHangs = true;
    }

    @Override
    public void close() {
        if (closeHangs) {
            new Semaphore(0).acquireUninterruptibly();
        }
        unplug();
    }

    private static void await(Semaphore semaphore) {
        try {
            if (!semaphore.tryAcquire(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the device's thread does not come");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
