package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.images.ImageState;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `milliwatt image ...`.
@Command(mixinStandardHelpOptions = true, name = "image", description = "List and build our images")
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
        throw new ParameterException(
                spec.commandLine(), "say what to do with the images: list or build");
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "build",
            description =
                    "Build an image from this Java, our jars and Debian's packages; no registry is asked")
    int build(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "IMAGE",
                            defaultValue = "engine",
                            description = "engine or toolbox (default: ${DEFAULT-VALUE})")
                    String image,
            @Option(names = "--force", description = "Build it even if it is up to date")
                    boolean force)
            throws BenchException {
        try (var cancelled = new Cancellation()) {
            console.line(
                    switch (image) {
                        case "engine" ->
                                services.buildEngineImage(
                                        force, console.launchProgress(), cancelled);
                        case "toolbox" ->
                                services.buildToolboxImage(
                                        force, console.launchProgress(), cancelled);
                        default ->
                                throw new ParameterException(
                                        spec.commandLine(),
                                        "there is no image \"" + image + "\": engine or toolbox");
                    });
        }
        return ExitStatus.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "list",
            description = "List our images, and whether they are made of what is installed now")
    int list(
            @Option(names = "--json", description = "Print an array of images as JSON")
                    boolean json)
            throws BenchException {
        List<ImageState> images = services.images();
        if (json) {
            var array = JsonNodeFactory.instance.arrayNode();
            for (ImageState each : images) {
                array.addObject()
                        .put("reference", each.reference())
                        .put("status", each.status().name().toLowerCase(Locale.ROOT))
                        .put("id", each.id().orElse(null))
                        .put("sizeBytes", each.sizeBytes());
            }
            console.json(array);
        } else {
            for (ImageState each : images) {
                console.line(
                        "%-28s  %8.1f MB  %s",
                        each.reference(),
                        each.sizeBytes() / 1e6,
                        switch (each.status()) {
                            case CURRENT -> "up to date";
                            case OUTDATED -> "of other files; built again when it is needed";
                            case MISSING -> "built when it is needed";
                        });
            }
        }
        return ExitStatus.OK;
    }
}
