package io.milliwatt.presentation.task;

import io.milliwatt.bench.problem.BenchException;

/// How far a piece of work is.
public sealed interface TaskState<T> {
    /// It goes on.
    record Running<T>() implements TaskState<T> {}

    /// It ended with a value.
    record Done<T>(T value) implements TaskState<T> {}

    /// It ended with a problem that can be shown.
    record Failed<T>(BenchException problem) implements TaskState<T> {}

    /// It was stopped before its end, as asked.
    record Cancelled<T>() implements TaskState<T> {}
}
