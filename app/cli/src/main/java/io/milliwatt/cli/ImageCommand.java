package io.milliwatt.cli;

import io.milliwatt.bench.problem.BenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `milliwatt image ...`.
@Command(mixinStandardHelpOptions = true, name = "image", description = "Build the engine image")
final class ImageCommand implements Runnable {
    private final Services services;
    private final Console console;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the specification
    ImageCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the image: build");
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "build",
            description =
                    "Build the engine image from the Java runtime, Debian's glibc and our jars; no registry is asked")
    int build(
            @Option(names = "--force", description = "Build it even if it is up to date")
                    boolean force)
            throws BenchException {
        try (var cancelled = new Cancellation()) {
            console.line(services.buildEngineImage(force, console.launchProgress(), cancelled));
        }
        return ExitStatus.OK;
    }
}
