package io.milliwatt.bench.terminal;

import io.milliwatt.bench.problem.BenchException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/// A terminal that runs in a container.
public interface TerminalSession extends AutoCloseable {
    /// What the programs in it print; ends with the last of them. What is not read holds them up.
    InputStream output();

    /// What is typed. Each write is sent at once; Ctrl+C is the byte 3, and Enter 13.
    OutputStream input();

    /// Tells the programs in it that the terminal has another size (SIGWINCH).
    void resize(TerminalSize size) throws BenchException;

    /// Waits until the shell has ended.
    ///
    /// @return its exit status; empty when it still runs after this time
    OptionalInt await(Duration atMost) throws InterruptedException, BenchException;

    /// Ends everything in the terminal and removes what was made for it.
    @Override
    void close();
}
