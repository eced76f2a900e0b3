package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// One way to run engines. [LocalEngines] chooses among them and does what all have in common.
sealed interface EngineRuntime permits DockerRuntime, EmbeddedRuntime {
    RuntimeKind kind();

    /// Removes engines whose launching process was killed. Called before each launch.
    void removeLeftovers() throws BenchException;

    /// Makes ready what is needed before an engine can be created, such as its image.
    void prepare(LaunchRequest request, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException;

    /// Chooses the host's address for the engine.
    InetAddress chooseAddress(LaunchRequest request, LaunchListener listener) throws BenchException;

    /// Looks at all that can be wrong before anything is created, such as ports.
    ///
    /// @param host the address chosen
    void check(LaunchRequest request, InetAddress host, LaunchListener listener)
            throws BenchException;

    /// Creates and starts an engine. When it fails or is cancelled, nothing of it is left.
    ///
    /// @param host the address chosen
    StartedEngine start(
            LaunchRequest request,
            InetAddress host,
            LaunchListener listener,
            BooleanSupplier cancelled)
            throws BenchException;

    /// Notes that the engine became ready.
    void ready(String name, double readyMillis) throws BenchException;

    /// All engines of this runtime, those that have ended but are not removed included.
    List<EngineInfo> all() throws BenchException;

    /// The engine of that name, ended or not.
    Optional<EngineInfo> find(String name) throws BenchException;

    /// Ends the engine when it runs, and removes all that was made for it. Nothing happens when
    /// there is none.
    void remove(String name) throws BenchException;

    /// Ends the engine when it runs, and keeps what is left of it.
    void end(EngineInfo engine) throws BenchException;

    /// Gives it another name, under which nothing runs. It goes on.
    void rename(EngineInfo engine, String to) throws BenchException;

    /// After a restart: makes the kernel forget the UDP flows to the engine's ports that began
    /// before it. That this fails is told, and fails nothing.
    default void forgetFlows(EngineInfo engine, LaunchListener listener) {}

    List<String> logs(EngineInfo engine, int lines) throws BenchException;

    void followLogs(EngineInfo engine, Consumer<String> line, BooleanSupplier cancelled)
            throws BenchException;

    EngineUsage usage(EngineInfo engine) throws BenchException;

    Optional<String> whyEnded(EngineInfo engine);
}
