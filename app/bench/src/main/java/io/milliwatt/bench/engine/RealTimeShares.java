package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.realtime.RealTime;

/// What real time means for launches and ends of engines; nothing where an engine asks for none.
///
/// @param realTime the budget of the daemon's containers
record RealTimeShares(RealTime realTime) {
    /// Refuses what cannot have it.
    void check(EngineSettings settings, RuntimeKind runtime) throws BenchException {
        if (!settings.realtime()) {
            return;
        }
        if (runtime == RuntimeKind.EMBEDDED) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "An embedded engine has no control group of its own, so no real-time budget",
                    "Give --runtime docker, or leave --rt away");
        }
        realTime.mustBePossible();
    }

    /// Shares anew, after an engine with these settings came or went.
    void changed(EngineSettings settings) throws BenchException {
        if (settings.realtime()) {
            realTime.share();
        }
    }

    /// Shares anew after a launch that failed, whose problem is the one to tell.
    void changedAfter(Exception failure, EngineSettings settings) {
        try {
            changed(settings);
        } catch (BenchException e) {
            failure.addSuppressed(e);
        }
    }
}
