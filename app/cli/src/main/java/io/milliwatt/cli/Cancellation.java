package io.milliwatt.cli;

import java.util.function.BooleanSupplier;

/// Turns true when the user presses Ctrl+C (or the process is told to end), and keeps the process
/// alive until the command has cleaned up.
final class Cancellation implements BooleanSupplier, AutoCloseable {
    private static final long CLEAN_UP_MILLIS = 20_000;

    private final Thread hook = new Thread(this::cancel, "cancellation");
    private final Object monitor = new Object();
    private boolean cancelled;
    private boolean finished;

    Cancellation() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void cancel() {
        synchronized (monitor) {
            cancelled = true;
            monitor.notifyAll();
            long end = System.currentTimeMillis() + CLEAN_UP_MILLIS;
            try {
                while (!finished && System.currentTimeMillis() < end) {
                    monitor.wait(Math.max(1, end - System.currentTimeMillis()));
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean getAsBoolean() {
        synchronized (monitor) {
            return cancelled;
        }
    }

    /// Waits so long, or until cancelled.
    void pause(long millis) throws InterruptedException {
        synchronized (monitor) {
            if (!cancelled) {
                monitor.wait(millis);
            }
        }
    }

    /// The command has cleaned up: the process may end.
    @Override
    public void close() {
        synchronized (monitor) {
            finished = true;
            monitor.notifyAll();
            if (!cancelled) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }
}
