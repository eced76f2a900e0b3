package io.milliwatt.cli;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.terminal.TerminalSession;
import io.milliwatt.bench.terminal.TerminalSize;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `milliwatt engine shell`.
@Command(
        mixinStandardHelpOptions = true,
        name = "shell",
        description =
                "Open a shell in the engine's container, or run a command there: engine shell engine -- ss -lun")
final class EngineShellCommand implements Callable<Integer> {
    private static final byte END_OF_TRANSMISSION = 4; // Ctrl+D
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long LAST_WORDS_MILLIS = 5_000;

    private final Services services;
    private final Console console;

    @Mixin private final EngineName name = new EngineName();

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Program and arguments, behind --; without: a shell")
    private List<String> command = new ArrayList<>();

    EngineShellCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        EngineInfo engine = name.find(services);
        boolean terminal = OwnTerminal.isThere();
        try (TerminalSession session =
                        services.openTerminal(engine, TerminalSize.DEFAULT, command);
                var _ = new EndWithProcess(session)) {
            if (!terminal) {
                return pass(session, true);
            }
            try (var _ = OwnTerminal.open(size -> resize(session, size))) {
                return pass(session, false);
            } catch (IOException e) {
                console.note("milliwatt: this terminal cannot be used: " + e.getMessage());
                return ExitStatus.FAILED;
            }
        }
    }

    /// A terminal that is closed, or a signal, ends this process, and must end the shell with it.
    private static final class EndWithProcess implements AutoCloseable {
        private final Thread hook;

        EndWithProcess(TerminalSession session) {
            hook = new Thread(session::close, "terminal-end");
            Runtime.getRuntime().addShutdownHook(hook);
        }

        @Override
        public void close() {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // the process ends already, and the hook does its work
            }
        }
    }

    private void resize(TerminalSession session, TerminalSize size) {
        try {
            session.resize(size);
        } catch (BenchException _) {
            // the programs in it go on with the size they know
        }
    }

    /// @param endsInput whether the end of our standard input is to end the shell
    private int pass(TerminalSession session, boolean endsInput)
            throws BenchException, InterruptedException {
        Thread.ofPlatform().daemon().name("terminal-input").start(() -> type(session, endsInput));
        Thread printing =
                Thread.ofPlatform().name("terminal-output").start(() -> print(session.output()));
        OptionalInt status = OptionalInt.empty();
        while (status.isEmpty()) {
            status = session.await(POLL);
        }
        printing.join(LAST_WORDS_MILLIS);
        return status.getAsInt();
    }

    private void type(TerminalSession session, boolean endsInput) {
        try (InputStream in = services.keyboard()) {
            OutputStream out = session.input();
            in.transferTo(out);
            if (endsInput) {
                out.write(END_OF_TRANSMISSION);
            }
        } catch (IOException _) {
            // the shell has ended
        }
    }

    private static void print(InputStream output) {
        var buffer = new byte[8_192];
        try {
            var out = new FileOutputStream(FileDescriptor.out);
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException _) {
            // nobody looks any more
        }
    }
}
