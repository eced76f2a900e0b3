package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The engines of this machine, whatever their runtime. Every method may block for seconds and is
/// to be called off the window's thread; all are safe to call from several threads.
public interface Engines {
    /// Launches an engine and waits until it is ready in layers: process, control API, SIP OPTIONS
    /// 200, RTP echo. What was created is removed again when it fails or `cancelled` turns true
    /// (then code `CANCELLED`).
    EngineInfo launch(LaunchRequest request, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException;

    /// All engines that run, in Docker and embedded, started by this or another process.
    List<EngineInfo> list() throws BenchException;

    /// The engine of that name.
    Optional<EngineInfo> find(String name) throws BenchException;

    /// Ends its calls with BYE, stops and removes it, with all that was created for it.
    void stop(String name) throws BenchException;

    /// The newest log lines.
    List<String> logs(String name, int lines) throws BenchException;

    /// Follows the log until `cancelled` turns true or the engine ends.
    void followLogs(String name, Consumer<String> line, BooleanSupplier cancelled)
            throws BenchException;

    /// CPU and memory now.
    EngineUsage usage(String name) throws BenchException;

    /// Why the engine is not running any more, in words with exit code and last log lines; empty
    /// while it runs.
    Optional<String> whyEnded(EngineInfo engine);

    /// Says that the caller works with engines and cleans up after itself: at the end of this
    /// process its engines are removed only when that is done, or did not happen in time.
    default Use use() {
        return () -> {};
    }

    /// Work with engines; closed when it is done.
    @FunctionalInterface
    interface Use extends AutoCloseable {
        @Override
        void close();
    }

    /// Docker's version for the status bar, such as `Docker 28.3`, or the problem why it cannot be
    /// reached.
    String dockerVersion() throws BenchException;
}
