package io.milliwatt.presentation.engine;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineUsage;
import io.milliwatt.presentation.Problem;
import java.time.Duration;
import java.util.Optional;

/// How the engine is.
public sealed interface EngineState {
    /// There is none.
    ///
    /// @param note how that came about, in words; empty when there is nothing to say
    record Stopped(String note) implements EngineState {}

    /// It is being launched.
    ///
    /// @param cancelling it was asked to stop doing so
    record Launching(LaunchProgress progress, boolean cancelling) implements EngineState {}

    /// It runs.
    ///
    /// @param usage what it uses; empty until first asked
    /// @param uptime since its launch began
    record Running(EngineInfo info, Optional<EngineUsage> usage, Duration uptime)
            implements EngineState {}

    /// It is being stopped.
    record Stopping(EngineInfo info) implements EngineState {}

    /// It could not be launched, or ended by itself.
    record Failed(Problem problem) implements EngineState {}
}
