package io.milliwatt.presentation.task;

import io.milliwatt.bench.problem.BenchException;
import java.util.function.BooleanSupplier;

/// Something that may take seconds.
@FunctionalInterface
public interface Work<T> {
    /// @param cancelled turns true when the result is no longer wanted; looked at where it can take
    ///   long
    T run(BooleanSupplier cancelled) throws BenchException, InterruptedException;
}
