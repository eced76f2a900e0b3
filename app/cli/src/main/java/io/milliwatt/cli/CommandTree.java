package io.milliwatt.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// All commands, and what their failures end with.
final class CommandTree {
    @Command(
            name = "milliwatt",
            description = {
                "A desktop bench for people who run RTP media servers in containers.",
                "Without a command: the window."
            },
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            exitCodeOnInvalidInput = ExitStatus.USAGE,
            exitCodeListHeading = "%nExit status:%n",
            exitCodeList = {
                "0:did it, and media flowed",
                "1:a finding of severity error, or the run failed",
                "64:wrong usage",
                "78:wrong configuration"
            })
    static final class Root implements Runnable {
        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init") // picocli sets the specification
        Root() {}

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "say what to do");
        }
    }

    /// `milliwatt 0.1.0`.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Version.class.getPackage().getImplementationVersion();
            return new String[] {"milliwatt " + (version == null ? "(not packaged)" : version)};
        }
    }

    /// As one needs them: the life of an engine, what it does, what becomes of its calls.
    private static final Map<String, List<String>> ORDER =
            Map.of(
                    "engine",
                    List.of(
                            "start",
                            "list",
                            "status",
                            "logs",
                            "shell",
                            "capture",
                            "restart",
                            "stop",
                            "rename",
                            "rm",
                            "recordings",
                            "conferences",
                            "registrations",
                            "impair",
                            "realtime"),
                    "route",
                    List.of("show", "add", "probe", "remove"));

    private CommandTree() {}

    static CommandLine build(Services services, PrintWriter out, PrintWriter err) {
        var console = new Console(out, err);
        var line =
                new CommandLine(new Root())
                        .addSubcommand(new DemoCommand(services, console))
                        .addSubcommand(
                                new CommandLine(new EngineCommand(services, console))
                                        .addSubcommand(new EngineListCommand(services, console))
                                        .addSubcommand(new EngineStatusCommand(services, console))
                                        .addSubcommand(new EngineLogsCommand(services, console))
                                        .addSubcommand(new EngineShellCommand(services, console))
                                        .addSubcommand(new EngineCaptureCommand(services, console))
                                        .addSubcommand(new RecordingsCommand(services, console))
                                        .addSubcommand(new ConferencesCommand(services, console))
                                        .addSubcommand(new RealTimeCommand(services, console))
                                        .addSubcommand(new RegistrationsCommand(services, console))
                                        .addSubcommand(new ImpairCommand(services, console)))
                        .addSubcommand(new CallCommand(services, console))
                        .addSubcommand(new DoctorCommand(services, console))
                        .addSubcommand(new InspectCommand(console))
                        .addSubcommand(
                                new CommandLine(new NetworkCommand(services, console))
                                        .addSubcommand(new PlanCommand(services, console))
                                        .addSubcommand(new WatchCommand(services, console)))
                        .addSubcommand(new RouteCommand(services, console))
                        .addSubcommand(new ImageCommand(services, console))
                        .addSubcommand(new CleanCommand(services, console))
                        .registerConverter(Duration.class, new DurationReader())
                        .setOut(out)
                        .setErr(err)
                        .setUsageHelpAutoWidth(true);
        setUsageStatus(line);
        line.getSubcommands()
                .forEach((name, command) ->
                        ORDER.getOrDefault(name, List.of()).forEach(each -> toEnd(command, each)));
        line.setExecutionExceptionHandler(
                (failure, _, _) -> FailedCommand.tell(failure, console, err));
        return line;
    }

    /// Commands that are methods come in no order of their own.
    private static void toEnd(CommandLine parent, String name) {
        CommandSpec spec = parent.getCommandSpec();
        spec.addSubcommand(name, spec.removeSubcommand(name));
    }

    /// Usage errors end with 64 everywhere.
    private static void setUsageStatus(CommandLine line) {
        for (CommandLine sub : line.getSubcommands().values()) {
            sub.getCommandSpec().exitCodeOnInvalidInput(ExitStatus.USAGE);
            sub.getCommandSpec().versionProvider(new Version());
            setUsageStatus(sub);
        }
    }
}
