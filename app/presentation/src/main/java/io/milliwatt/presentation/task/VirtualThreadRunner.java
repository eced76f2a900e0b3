package io.milliwatt.presentation.task;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.presentation.bridge.UiScheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A virtual thread for each work. They do not keep the process alive.
public final class VirtualThreadRunner implements TaskRunner {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualThreadRunner.class);

    private final UiScheduler ui;

    /// @param ui where the listeners are told
    public VirtualThreadRunner(UiScheduler ui) {
        this.ui = ui;
    }

    @Override
    public <T> RunningTask run(String name, Work<T> work, Consumer<? super TaskState<T>> listener) {
        var cancelled = new CountDownLatch(1);
        ui.post(() -> listener.accept(new TaskState.Running<>()));
        Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    TaskState<T> end = outcome(name, work, cancelled);
                    ui.post(() -> listener.accept(end));
                });
        return cancelled::countDown;
    }

    private static <T> TaskState<T> outcome(String name, Work<T> work, CountDownLatch cancelled) {
        try {
            return new TaskState.Done<>(work.run(() -> cancelled.getCount() == 0));
        } catch (BenchException e) {
            return e.code() == ProblemCode.CANCELLED
                    ? new TaskState.Cancelled<>()
                    : new TaskState.Failed<>(e);
        } catch (InterruptedException _) {
            return new TaskState.Cancelled<>();
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed", name, e);
            return new TaskState.Failed<>(
                    new BenchException(
                            ProblemCode.INTERNAL,
                            "Milliwatt could not " + name + ": " + e,
                            "The log has the details; please report them",
                            e));
        }
    }

    @Override
    public RunningTask repeat(String name, Duration period, Runnable tick) {
        var cancelled = new CountDownLatch(1);
        Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        boolean failing = false;
                        do {
                            failing = tickFails(name, tick, failing);
                        } while (!cancelled.await(period.toMillis(), TimeUnit.MILLISECONDS));
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
        return cancelled::countDown;
    }

    /// Of ticks that fail one after the other only the first is logged.
    private static boolean tickFails(String name, Runnable tick, boolean failedBefore) {
        try {
            tick.run();
            return false;
        } catch (RuntimeException e) {
            if (!failedBefore) {
                LOG.error("{} failed", name, e);
            }
            return true;
        }
    }
}
