package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.milliwatt.bench.engine.EngineControl;
import io.milliwatt.bench.engine.LaunchRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `milliwatt engine impair`.
@Command(
        mixinStandardHelpOptions = true,
        name = "impair",
        description = "Make what the engine receives of a running call suffer")
final class ImpairCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Parameters(index = "0", paramLabel = "CALL-ID", description = "Call-ID of the call")
    private String callId = "";

    @Parameters(
            index = "1",
            paramLabel = "PROFILE",
            description = "Such as bad-wifi or loss-5,delay-200; none = no more")
    private String profile = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = LaunchRequest.DEFAULT_NAME,
            description = "Name of the engine (default: ${DEFAULT-VALUE})")
    private String name = LaunchRequest.DEFAULT_NAME;

    @Option(names = "--json", description = "Print what was set as JSON")
    private boolean json;

    ImpairCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        String set = profile.equals("none") ? "" : profile;
        new EngineControl(RunningEngines.find(services, name)).impair(callId, set);
        if (json) {
            console.json(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("callId", callId)
                            .put("profile", set));
        } else {
            console.line("Call     %s", callId);
            console.line("Suffers  %s", set.isEmpty() ? "no more" : set);
        }
        return ExitStatus.OK;
    }
}
