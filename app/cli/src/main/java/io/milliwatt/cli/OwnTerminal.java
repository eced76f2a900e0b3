package io.milliwatt.cli;

import io.milliwatt.bench.terminal.TerminalSize;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The terminal this command was started in, made raw: each key goes on as it is, Ctrl+C too.
///
/// A child process keeps what the terminal was and puts it back when its standard input ends. That
/// is when this is closed, and when this process dies in whatever way, kill -9 included. It tells
/// the size at first and whenever it changes.
final class OwnTerminal implements AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    /// bash, because only its `read` has a time limit: it does not look at signals while it waits.
    private static final String KEEPER =
            """
            exec 3<>/dev/tty || exit 1
            saved=$(stty -g <&3) || exit 1
            trap 'stty "$saved" <&3' EXIT
            trap 'stty size <&3' WINCH
            trap '' INT QUIT TSTP
            stty raw -echo <&3
            stty size <&3
            while :; do
                read -r -t 0.2 _
                status=$?
                [ $status -eq 0 ] || [ $status -gt 128 ] || break
            done
            """;

    private final Process keeper;

    private OwnTerminal(Process keeper) {
        this.keeper = keeper;
    }

    /// Whether the standard input of this process is a terminal.
    static boolean isThere() {
        try {
            return new ProcessBuilder("test", "-t", "0")
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Makes it raw.
    ///
    /// @param resized is told the size, at once and when it changes
    /// @throws IOException it cannot be used
    static OwnTerminal open(Consumer<TerminalSize> resized) throws IOException {
        Process keeper =
                new ProcessBuilder("bash", "-c", KEEPER)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader sizes = keeper.inputReader(StandardCharsets.US_ASCII);
        Optional<TerminalSize> first = size(sizes.readLine());
        if (first.isEmpty()) {
            throw new IOException("stty does not work on it");
        }
        resized.accept(first.get());
        Thread.ofVirtual()
                .name("terminal-size")
                .start(() -> sizes.lines().forEach(line -> size(line).ifPresent(resized)));
        return new OwnTerminal(keeper);
    }

    /// Reads `24 80`; a terminal that does not know its size says `0 0`.
    static Optional<TerminalSize> size(@org.jspecify.annotations.Nullable String line) {
        if (line == null) {
            return Optional.empty();
        }
        String[] numbers = line.strip().split(" ", -1);
        try {
            return Optional.of(
                    new TerminalSize(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0])));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
            return Optional.of(TerminalSize.DEFAULT);
        }
    }

    /// Makes it what it was.
    @Override
    public void close() {
        try {
            keeper.outputWriter().close();
            keeper.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException _) {
            // it has ended
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
