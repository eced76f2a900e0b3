package io.milliwatt.phone;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads of a phone but for those of media and SIP: one that tells the listener, one clock,
/// virtual ones for what may block (name service, a TCP connect).
final class PhoneThreads implements Executor, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.milliwatt.phone");
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final ExecutorService listener =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("phone-events").factory());
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("phone-worker-", 0).factory());
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("phone-clock").factory());

    PhoneThreads() {
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void tell(Runnable event) {
        submit(
                listener,
                () -> {
                    try {
                        event.run();
                    } catch (RuntimeException e) {
                        LOG.log(System.Logger.Level.ERROR, "listener of the phone", e);
                    }
                });
    }

    @Override
    public void execute(Runnable task) {
        submit(workers, task);
    }

    private static void submit(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the phone is closed", e);
        }
    }

    Future<?> after(Duration delay, Runnable task) {
        return clock.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Runs again and again; the task must be quick.
    Future<?> every(Duration period, Runnable task) {
        return clock.scheduleAtFixedRate(
                task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Lets the listener hear what was said before.
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdown();
        listener.shutdown();
        try {
            boolean _ = listener.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
