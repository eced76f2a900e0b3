package io.milliwatt.desktop;

import io.milliwatt.presentation.bridge.UiScheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;

/// The JavaFX application thread for the bridges and the task runner. Nothing else calls
/// `Platform.runLater`.
public final class FxScheduler implements UiScheduler {
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("ui-timer").factory());

    @Override
    public void post(Runnable action) {
        Platform.runLater(action);
    }

    @Override
    public void postAfter(Duration delay, Runnable action) {
        timer.schedule(() -> Platform.runLater(action), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Does it there, and waits until it is done. For programs that work the window.
    ///
    /// @throws ExecutionException what the action threw
    /// @throws TimeoutException it was not done within the limit
    void perform(Runnable action, Duration limit)
            throws ExecutionException, InterruptedException, TimeoutException {
        var done = new CompletableFuture<Boolean>();
        post(() -> {
            try {
                action.run();
                done.complete(true);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
