package io.milliwatt.presentation.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.presentation.bridge.UiScheduler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualThreadRunnerTest {
    private final LinkedBlockingQueue<TaskState<String>> states = new LinkedBlockingQueue<>();
    private final VirtualThreadRunner runner =
            new VirtualThreadRunner(
                    new UiScheduler() {
                        @Override
                        public void post(Runnable action) {
                            action.run();
                        }

                        @Override
                        public void postAfter(Duration delay, Runnable action) {
                            action.run();
                        }
                    });

    private TaskState<String> next() throws InterruptedException {
        TaskState<String> state = states.poll(10, TimeUnit.SECONDS);
        return Objects.requireNonNull(state, "no state within 10 s");
    }

    @Test
    void tellsRunningAndThenTheValue() throws InterruptedException {
        runner.run("work", _ -> "value", states::add);
        assertInstanceOf(TaskState.Running.class, next());
        assertEquals(new TaskState.Done<>("value"), next());
    }

    @Test
    void tellsAnExpectedFailureAsItIs() throws InterruptedException {
        var problem = new BenchException(ProblemCode.PORT_TAKEN, "5060 is taken", "Use 5062");
        runner.run(
                "work",
                _ -> {
                    throw problem;
                },
                states::add);
        next();
        assertEquals(new TaskState.Failed<>(problem), next());
    }

    @Test
    void tellsABugAsAProblemThatCanBeShown() throws InterruptedException {
        runner.run(
                "count sheep",
                _ -> {
                    throw new IllegalStateException("no sheep");
                },
                states::add);
        next();
        TaskState.Failed<?> failed = assertInstanceOf(TaskState.Failed.class, next());
        assertEquals(ProblemCode.INTERNAL, failed.problem().code());
        assertTrue(failed.problem().getMessage().contains("count sheep"));
    }

    @Test
    void cancelledWorkSeesIt() throws InterruptedException {
        var begun = new CountDownLatch(1);
        RunningTask task =
                runner.run(
                        "work",
                        cancelled -> {
                            begun.countDown();
                            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                            while (!cancelled.getAsBoolean() && System.nanoTime() < deadline) {
                                Thread.onSpinWait();
                            }
                            throw new BenchException(ProblemCode.CANCELLED, "cancelled", "");
                        },
                        states::add);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        task.cancel();
        next();
        assertInstanceOf(TaskState.Cancelled.class, next());
    }

    @Test
    void repeatsUntilCancelledThoughATickFails() throws InterruptedException {
        var ticks = new CountDownLatch(3);
        RunningTask task =
                runner.repeat(
                        "tick",
                        Duration.ofMillis(1),
                        () -> {
                            ticks.countDown();
                            throw new IllegalStateException("a bug in a tick");
                        });
        assertTrue(ticks.await(10, TimeUnit.SECONDS));
        task.cancel();
    }
}
