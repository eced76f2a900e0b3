package io.milliwatt.presentation.task;

/// A hold on work that goes on.
@FunctionalInterface
public interface RunningTask {
    /// Nothing runs.
    RunningTask NONE = () -> {};

    /// Asks the work to stop, once; does not wait. Harmless after its end.
    void cancel();
}
