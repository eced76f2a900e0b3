package io.milliwatt.presentation.task;

import java.time.Duration;
import java.util.function.Consumer;

/// Runs work off the user interface thread.
public interface TaskRunner {
    /// Starts `work` and tells `listener` its states on the user interface thread.
    ///
    /// @param name for the thread and the log: `launch engine`
    <T> RunningTask run(String name, Work<T> work, Consumer<? super TaskState<T>> listener);

    /// Runs `tick` again and again, first at once, then `period` after the end of the one before,
    /// until cancelled. What it finds it offers to a bridge.
    RunningTask repeat(String name, Duration period, Runnable tick);
}
