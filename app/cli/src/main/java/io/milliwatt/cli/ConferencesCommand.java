package io.milliwatt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.milliwatt.bench.engine.EngineControl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `milliwatt engine conferences`.
@Command(
        mixinStandardHelpOptions = true,
        name = "conferences",
        description = "Show the conferences and who speaks")
final class ConferencesCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Mixin private final EngineName name = new EngineName();

    @Option(names = "--json", description = "Print an array as JSON")
    private boolean json;

    ConferencesCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode conferences = new EngineControl(name.find(services)).conferences();
        if (json) {
            console.json(conferences);
        } else if (conferences.isEmpty()) {
            console.line("Nobody is in a conference. Call one: ./milliwatt call conf-lobby");
        }
        for (JsonNode conference : json ? new JsonNode[0] : RunningEngines.rows(conferences)) {
            console.line(
                    "%s, %d Hz",
                    conference.path("name").asText(), conference.path("sampleRateHz").asInt());
            for (JsonNode party : conference.path("parties")) {
                console.line(
                        "  %-40s  %-6s  %-8s  %s",
                        party.path("callId").asText(),
                        party.path("codec").asText(),
                        party.path("speaking").asBoolean() ? "speaking" : "silent",
                        party.path("levelDbov").isNumber()
                                ? party.path("levelDbov").asText() + " dBov"
                                : "");
            }
        }
        return ExitStatus.OK;
    }
}
