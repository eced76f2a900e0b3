package io.milliwatt.presentation.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.realtime.RtState;
import java.util.Optional;

/// The kernel's real-time budget for containers. Takes about a second: on the task runner only.
public interface RealTimeDesk {
    /// Fails where containers of this host cannot have such a budget; the fix says what there is
    /// instead.
    void mustBePossible() throws BenchException;

    /// Who has what now; empty when no engine with real time runs.
    Optional<RtState> read() throws BenchException;
}
