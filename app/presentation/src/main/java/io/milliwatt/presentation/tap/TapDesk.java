package io.milliwatt.presentation.tap;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.Taps;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Puts taps in place. Takes about half a second for each, a minute where the toolbox image is to
/// be built first: on the task runner only.
public interface TapDesk {
    /// Starts taps that write to a file of this window, which is gone after it.
    ///
    /// @param plan what to tap beside the phone; its file is chosen here
    /// @param phone whose calls are captured
    /// @param progress is told what is being done, in words
    /// @param cancelled then `CANCELLED`, and nothing is left
    Taps open(TapPlan plan, Calls phone, Consumer<String> progress, BooleanSupplier cancelled)
            throws BenchException;

    /// The size of a capture so far, octets; 0 when it cannot be told.
    long octets(Path capture);
}
