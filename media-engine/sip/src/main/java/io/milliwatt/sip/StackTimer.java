package io.milliwatt.sip;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The clock of one endpoint: one thread that waits, virtual threads that act, because acting may
/// block in a connect.
final class StackTimer implements Executor, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.milliwatt.sip");

    private final ScheduledThreadPoolExecutor clock;
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sip-worker-", 0).factory());

    StackTimer(String name) {
        clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("sip-timer-" + name).factory());
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    Future<?> after(Duration delay, Runnable task) {
        return clock.schedule(() -> workers.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Once it is closed, nothing: whoever is late has no call left to act on.
    @Override
    public void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException _) {
            LOG.log(System.Logger.Level.DEBUG, "task after the end of the endpoint");
        }
    }

    /// Lets running tasks end by themselves; they are short.
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdownNow();
    }
}
