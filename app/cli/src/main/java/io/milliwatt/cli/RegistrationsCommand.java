package io.milliwatt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.milliwatt.bench.engine.EngineControl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `milliwatt engine registrations`.
@Command(
        mixinStandardHelpOptions = true,
        name = "registrations",
        description = "Show who is registered, and from where")
final class RegistrationsCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Mixin private final EngineName name = new EngineName();

    @Option(names = "--json", description = "Print an array as JSON")
    private boolean json;

    RegistrationsCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode registrations = new EngineControl(name.find(services)).registrations();
        if (json) {
            console.json(registrations);
        } else if (registrations.isEmpty()) {
            console.line("Nobody is registered. Who may: ./milliwatt engine start --users FILE");
        }
        for (JsonNode each : json ? new JsonNode[0] : RunningEngines.rows(registrations)) {
            console.line(
                    "%-16s  %-4s  %-24s  %-44s  until %s",
                    each.path("user").asText(),
                    each.path("transport").asText(),
                    each.path("source").asText(),
                    each.path("contact").asText(),
                    each.path("expiresAt").asText());
        }
        return ExitStatus.OK;
    }
}
