package io.milliwatt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.engine.EngineControl;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineService;
import io.milliwatt.bench.engine.EngineUsage;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `milliwatt engine status`.
@Command(
        mixinStandardHelpOptions = true,
        name = "status",
        description = "Show one engine, what it uses, and the services in it")
final class EngineStatusCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Mixin private final EngineName name = new EngineName();

    @Option(names = "--json", description = "Print the engine as JSON")
    private boolean json;

    EngineStatusCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        EngineInfo engine = name.find(services);
        if (!engine.running()) {
            throw new BenchException(
                    ProblemCode.ENGINE_DIED,
                    "The engine \""
                            + name
                            + "\" does not run any more. "
                            + services.engines().whyEnded(engine).orElse(""),
                    "./milliwatt engine restart " + name + ", or ./milliwatt engine rm " + name);
        }
        EngineUsage usage = services.engines().usage(name.text());
        List<EngineService> parts = partsOf(engine);
        JsonNode threads = threadsOf(engine);
        if (json) {
            ObjectNode object = EngineJson.of(engine, usage);
            ArrayNode array = object.putArray("services");
            parts.forEach(part ->
                    array.addObject()
                            .put("name", part.name())
                            .put("where", part.where())
                            .put("up", part.up())
                            .put("state", part.state()));
            object.set("mediaThreads", threads);
            console.json(object);
        } else {
            print(engine, usage, parts);
            for (JsonNode thread : threads) {
                console.line(
                        "Thread   %s, %s%s",
                        thread.path("name").asText(),
                        thread.path("policy").asText(),
                        thread.path("priority").asInt() == 0
                                ? ""
                                : " " + thread.path("priority").asInt());
            }
        }
        return ExitStatus.OK;
    }

    /// None where it does not answer.
    private static JsonNode threadsOf(EngineInfo engine) {
        try {
            JsonNode threads = new EngineControl(engine).mediaThreads();
            return threads.isArray() ? threads : JsonNodeFactory.instance.arrayNode();
        } catch (BenchException _) {
            return JsonNodeFactory.instance.arrayNode();
        }
    }

    /// One that does not answer is shown as what it is.
    private static List<EngineService> partsOf(EngineInfo engine) {
        try {
            return new EngineControl(engine).services();
        } catch (BenchException e) {
            return List.of(
                    new EngineService(
                            "Control API", engine.control().getAuthority(), e.getMessage()));
        }
    }

    private void print(EngineInfo engine, EngineUsage usage, List<EngineService> parts) {
        console.line(
                "Engine   %s, %s, %s, running",
                engine.name(), engine.runtime().key(), engine.mode());
        console.line("Image    %s", engine.image());
        console.line("Dial     %s", engine.dial("echo"));
        console.line("SDP      %s", HostAddress.text(engine.advertisedAddress()));
        console.line("RTP      %s", engine.rtpPorts());
        console.line(
                "Uses     %.1f %% of a core, %.0f MB%s",
                usage.cpuPercent(),
                usage.memoryBytes() / 1e6,
                usage.traffic().known() ? ", network " + EngineListCommand.traffic(usage) : "");
        if (engine.runtime() == RuntimeKind.DOCKER) {
            console.line("Limits   %s", engine.placement().limits().words());
        }
        for (EngineService part : parts) {
            console.line("Service  %-12s  %-24s  %s", part.name(), part.where(), part.state());
        }
    }
}
