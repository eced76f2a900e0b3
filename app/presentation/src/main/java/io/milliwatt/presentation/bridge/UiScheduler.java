package io.milliwatt.presentation.bridge;

import java.time.Duration;

/// The thread of the user interface, as seen from outside it.
public interface UiScheduler {
    /// Runs `action` there soon, after all that was posted before it. Never runs it before
    /// returning.
    void post(Runnable action);

    /// Runs `action` there after `delay` at the earliest.
    void postAfter(Duration delay, Runnable action);
}
