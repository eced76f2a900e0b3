package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// How long a launch may wait, and whether it shall go on: the caller's wish to cancel, the
/// interruption of the thread, the end of the engine, and a deadline in one.
///
/// @param cancelled the caller's wish
/// @param watch says when the engine has ended
/// @param deadlineNanos when it is over, in the time of [System#nanoTime()]
record Patience(BooleanSupplier cancelled, Watch watch, long deadlineNanos) {
    private static final long POLL_MILLIS = 20;

    /// Looks whether what is waited for can still come.
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        /// Before there is an engine that could end.
        Watch NOTHING = () -> {};

        /// @throws BenchException `ENGINE_DIED` when the engine has ended
        void check() throws BenchException;

        /// Ends the watching, not the engine.
        @Override
        default void close() {}
    }

    static Patience of(BooleanSupplier cancelled, Watch watch, long millis) {
        return new Patience(cancelled, watch, System.nanoTime() + millis * 1_000_000);
    }

    void check() throws BenchException {
        watch.check();
        if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new BenchException(
                    ProblemCode.CANCELLED,
                    "The launch was cancelled; what it had created is removed",
                    "Launch again");
        }
    }

    boolean isOver() {
        return System.nanoTime() - deadlineNanos >= 0;
    }

    long remainingMillis() {
        return Math.max(0, (deadlineNanos - System.nanoTime()) / 1_000_000);
    }

    /// Sleeps, at most until the deadline.
    void pause(long millis) throws BenchException {
        try {
            Thread.sleep(Math.min(millis, remainingMillis()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        check();
    }

    /// A step that cannot be interrupted, such as a request to the daemon, on a thread of its own:
    /// the caller need not wait for its end to turn to cleaning up.
    static final class Step<T> {
        private final FutureTask<T> task;

        private Step(Callable<T> work) {
            task = new FutureTask<>(work);
            Thread.ofVirtual().name("launch-step").start(task);
        }

        static <T> Step<T> begin(Callable<T> work) {
            return new Step<>(work);
        }

        /// Waits for the result, watching for cancellation.
        T await(Patience patience) throws BenchException {
            while (true) {
                try {
                    return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    patience.check();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    patience.check();
                } catch (ExecutionException e) {
                    throw unwrapped(e);
                }
            }
        }

        /// Waits until it has ended in one way or another, for cleaning up behind it.
        ///
        /// @return what it gave, empty when it failed
        Optional<T> awaitEnd() {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return Optional.ofNullable(task.get());
                    } catch (InterruptedException _) {
                        interrupted = true; // cleaning up comes first
                    } catch (ExecutionException _) {
                        return Optional.empty(); // told by await, or of no interest any more
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private static BenchException unwrapped(ExecutionException e) {
            return switch (e.getCause()) {
                case BenchException problem -> problem;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                case IOException io ->
                        new BenchException(
                                ProblemCode.INTERNAL,
                                String.valueOf(io.getMessage()),
                                "Please report this",
                                io);
                case null, default -> throw new IllegalStateException(e);
            };
        }
    }
}
