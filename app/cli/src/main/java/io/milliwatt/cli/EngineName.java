package io.milliwatt.cli;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.problem.BenchException;
import picocli.CommandLine.Parameters;

/// The engine that a command is about, named behind the command's own name.
final class EngineName {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = LaunchRequest.DEFAULT_NAME,
            description = "Name of the engine (default: ${DEFAULT-VALUE})")
    private String name = LaunchRequest.DEFAULT_NAME;

    String text() {
        return name;
    }

    @Override
    public String toString() {
        return name; // in messages
    }

    /// The engine, ended or not.
    EngineInfo find(Services services) throws BenchException {
        return RunningEngines.find(services, name);
    }
}
