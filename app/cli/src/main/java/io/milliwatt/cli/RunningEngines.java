package io.milliwatt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.stream.StreamSupport;

/// Engines by name, for commands about one that must run.
final class RunningEngines {
    private RunningEngines() {}

    /// The engine of that name, ended or not.
    static EngineInfo find(Services services, String name) throws BenchException {
        return services.engines()
                .find(name)
                .orElseThrow(() ->
                        new BenchException(
                                ProblemCode.NO_SUCH_ENGINE,
                                "No engine named \"" + name + "\" runs",
                                "./milliwatt engine list shows those that do; ./milliwatt engine start --name "
                                        + name
                                        + " starts it"));
    }

    /// The elements of a JSON array.
    static JsonNode[] rows(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toArray(JsonNode[]::new);
    }
}
