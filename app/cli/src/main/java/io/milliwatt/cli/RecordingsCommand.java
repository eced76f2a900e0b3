package io.milliwatt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.milliwatt.bench.engine.EngineControl;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `milliwatt engine recordings`.
@Command(
        mixinStandardHelpOptions = true,
        name = "recordings",
        description = "List what the test number record recorded, or save one")
final class RecordingsCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "RECORDING",
            description = "One of them (with --save, default: the newest)")
    private @Nullable String recording;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = LaunchRequest.DEFAULT_NAME,
            description = "Name of the engine (default: ${DEFAULT-VALUE})")
    private String name = LaunchRequest.DEFAULT_NAME;

    @Option(names = "--save", paramLabel = "FILE", description = "Write it to this WAV file")
    private @Nullable Path save;

    @Option(names = "--json", description = "Print an array of recordings as JSON")
    private boolean json;

    RecordingsCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var engine = new EngineControl(RunningEngines.find(services, name));
        if (save != null) {
            save(engine, save);
            return ExitStatus.OK;
        }
        JsonNode all = engine.recordings();
        if (json) {
            console.json(all);
        } else if (all.isEmpty()) {
            console.line("There is no recording. Make one: ./milliwatt call record");
        }
        for (JsonNode each : json ? new JsonNode[0] : RunningEngines.rows(all)) {
            if (recording == null || each.path("name").asText().equals(recording)) {
                console.line(
                        "%-28s  %6.1f s  %9d bytes  %-9s  %s",
                        each.path("name").asText(),
                        each.path("durationMillis").asLong() / 1e3,
                        each.path("bytes").asLong(),
                        each.path("state").asText(),
                        each.path("reason").asText());
            }
        }
        return ExitStatus.OK;
    }

    private void save(EngineControl engine, Path file) throws BenchException {
        String wanted = recording == null ? newest(engine) : recording;
        byte[] wav = engine.recording(wanted);
        try {
            Files.write(file, wav);
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.BAD_AUDIO_FILE,
                    file + " cannot be written: " + e.getMessage(),
                    "Give --save a file in a folder that exists and may be written");
        }
        console.line("Saved    %s to %s, %d bytes", wanted, file, wav.length);
    }

    private static String newest(EngineControl engine) throws BenchException {
        JsonNode all = engine.recordings();
        if (all.isEmpty()) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "There is no recording to save",
                    "Make one: ./milliwatt call record");
        }
        return all.get(all.size() - 1).path("name").asText();
    }
}
