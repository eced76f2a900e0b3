package io.milliwatt.bench.engine;

import io.milliwatt.bench.Distribution;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.state.ProcessIdentity;
import io.milliwatt.bench.state.StateDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Engines as child processes of this host: no container, the same engine. Each has a state file
/// and a log file, so that another process can find, stop and read it.
final class EmbeddedRuntime implements EngineRuntime {
    private static final String PREFIX = "embedded-";
    private static final int STOP_MILLIS = 5_000;
    private static final long FOLLOW_POLL_MILLIS = 100;

    private final StateDirectory states;
    private final DistributionSource distribution;
    private final LaunchChecks checks;
    private final ProcessUsage usage = new ProcessUsage();

    /// Exit statuses are known to the parent only; by process id.
    private final Map<Long, Process> children = new ConcurrentHashMap<>();

    /// Where the engine's files are; asked at a launch only, so that `list` works without them.
    @FunctionalInterface
    interface DistributionSource {
        Distribution get() throws BenchException;
    }

    EmbeddedRuntime(StateDirectory states, DistributionSource distribution, LaunchChecks checks) {
        this.states = states;
        this.distribution = distribution;
        this.checks = checks;
    }

    @Override
    public RuntimeKind kind() {
        return RuntimeKind.EMBEDDED;
    }

    @Override
    public void removeLeftovers() throws BenchException {
        for (EmbeddedState state : readAll()) {
            if (state.isLeftover()) {
                remove(state.name());
            }
        }
    }

    @Override
    public void prepare(LaunchRequest request, LaunchListener listener, BooleanSupplier cancelled) {
        listener.progress(LaunchStep.BUILD_IMAGE, "not needed without a container", 1);
    }

    @Override
    public InetAddress chooseAddress(LaunchRequest request, LaunchListener listener)
            throws BenchException {
        NetworkMode mode = request.placement().mode();
        if (mode.ownAddress()) {
            throw new BenchException(
                    ProblemCode.MODE_NOT_POSSIBLE,
                    "An embedded engine is a process of this host; it has no network of its own for mode "
                            + mode.key(),
                    "Give --runtime docker, or leave --mode away");
        }
        return checks.chooseAddress(request, listener);
    }

    @Override
    public void check(LaunchRequest request, InetAddress host, LaunchListener listener)
            throws BenchException {
        checks.checkPorts(request, host, listener);
    }

    @Override
    public StartedEngine start(
            LaunchRequest request,
            InetAddress address,
            LaunchListener listener,
            BooleanSupplier cancelled)
            throws BenchException {
        listener.progress(LaunchStep.CREATE, "child process", 0);
        String name = request.name();
        Distribution files = distribution.get();
        String token = Tokens.next();
        try {
            int controlPort = freeLoopbackPort();
            var state =
                    new EmbeddedState(
                            name,
                            "",
                            ProcessIdentity.current().word(),
                            request.ephemeral(),
                            address.getHostAddress(),
                            request.sipPort(),
                            request.rtpPorts().toString(),
                            controlPort,
                            token,
                            Instant.now().toString(),
                            0,
                            files.version(),
                            request.settings());
            if (!states.create(PREFIX + name, state)) {
                throw LocalEngines.nameTaken(name);
            }
            try {
                listener.progress(LaunchStep.START, files.mainClass(), 0);
                Process process =
                        EngineProcess.start(
                                files,
                                EmbeddedTraining.options(files),
                                EngineEnvironment.of(
                                        request,
                                        Listening.onHost(
                                                request.settings().advertiseFor(address),
                                                address,
                                                controlPort),
                                        token),
                                states.newLog(PREFIX + name));
                children.put(process.pid(), process);
                states.write(PREFIX + name, state.withProcess(identityOf(process)));
                return new StartedEngine(
                        address,
                        request.sipPort(),
                        state.control(),
                        token,
                        () -> checkAlive(name, process));
            } catch (IOException | RuntimeException e) {
                remove(name);
                throw e;
            }
        } catch (IOException e) {
            throw stateFailed(e);
        }
    }

    private static ProcessIdentity identityOf(Process process) {
        // a process that has ended already is found out by the watch, with its exit status
        return ProcessIdentity.of(process.pid())
                .orElseGet(() -> new ProcessIdentity("ended", "ended", process.pid(), 0));
    }

    private void checkAlive(String name, Process process) throws BenchException {
        if (!process.isAlive()) {
            throw new BenchException(
                    ProblemCode.ENGINE_DIED,
                    "The engine \""
                            + name
                            + "\" ended while it started: "
                            + ExitWords.of(process.exitValue())
                            + ". "
                            + LogTail.shown(logLines(name, LogTail.SHOWN_LINES)),
                    "Mend what its last lines say, then launch again");
        }
    }

    @Override
    public void ready(String name, double readyMillis) throws BenchException {
        try {
            Optional<EmbeddedState> state = states.read(PREFIX + name, EmbeddedState.class);
            if (state.isPresent()) {
                states.write(PREFIX + name, state.get().withReadyMillis(readyMillis));
            }
        } catch (IOException e) {
            throw stateFailed(e);
        }
    }

    @Override
    public List<EngineInfo> all() throws BenchException {
        return readAll().stream().flatMap(state -> state.info().stream()).toList();
    }

    @Override
    public Optional<EngineInfo> find(String name) throws BenchException {
        return read(name).flatMap(EmbeddedState::info);
    }

    @Override
    public void remove(String name) throws BenchException {
        Optional<EmbeddedState> state = read(name);
        try {
            endProcess(state);
            state.flatMap(EmbeddedState::identity).ifPresent(it -> children.remove(it.pid()));
            states.delete(PREFIX + name);
        } catch (IOException e) {
            throw stateFailed(e);
        }
    }

    @Override
    public void rename(EngineInfo engine, String to) throws BenchException {
        Optional<EmbeddedState> state = read(engine.name());
        try {
            if (state.isPresent()) {
                if (!states.create(PREFIX + to, state.get().withName(to))) {
                    throw LocalEngines.nameTaken(to);
                }
                Files.move(
                        states.log(PREFIX + engine.name()),
                        states.log(PREFIX + to),
                        StandardCopyOption.REPLACE_EXISTING);
                states.delete(PREFIX + engine.name());
            }
        } catch (IOException e) {
            throw stateFailed(e);
        }
    }

    @Override
    public void end(EngineInfo engine) throws BenchException {
        endProcess(read(engine.name()));
    }

    private static void endProcess(Optional<EmbeddedState> state) {
        state.flatMap(EmbeddedState::identity)
                .filter(ProcessIdentity::isAlive)
                .flatMap(identity -> ProcessHandle.of(identity.pid()))
                .ifPresent(EmbeddedRuntime::end);
    }

    /// SIGTERM, on which the engine ends its calls; SIGKILL when it does not end in time.
    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException e) {
            process.destroyForcibly();
            process.onExit().join();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for an exit does not fail", e);
        }
    }

    @Override
    public List<String> logs(EngineInfo engine, int lines) {
        return logLines(engine.name(), lines);
    }

    private List<String> logLines(String name, int lines) {
        try {
            return LogTail.of(states.log(PREFIX + name), lines);
        } catch (IOException e) {
            return List.of("the log cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void followLogs(EngineInfo engine, Consumer<String> line, BooleanSupplier cancelled)
            throws BenchException {
        Path log = states.log(PREFIX + engine.name());
        try (var reader = Files.newBufferedReader(log)) {
            while (!cancelled.getAsBoolean()) {
                boolean running = isRunning(engine);
                // lines of a log come whole: the engine writes each in one piece
                for (String next = reader.readLine(); next != null; next = reader.readLine()) {
                    line.accept(next);
                }
                if (!running) {
                    return;
                }
                Thread.sleep(FOLLOW_POLL_MILLIS);
            }
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.NO_SUCH_ENGINE,
                    "The log of \"" + engine.name() + "\" cannot be read: " + e.getMessage(),
                    "Look which engines run: ./milliwatt engine list",
                    e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isRunning(EngineInfo engine) {
        return engine.pid().flatMap(ProcessIdentity::of).isPresent();
    }

    @Override
    public EngineUsage usage(EngineInfo engine) throws BenchException {
        try {
            Optional<ProcessUsage.Reading> reading =
                    engine.pid().isPresent() ? usage.of(engine.pid().get()) : Optional.empty();
            if (reading.isPresent()) {
                return new EngineUsage(
                        reading.get().cpuPercent(),
                        reading.get().memoryBytes(),
                        RtpPortsInUse.of(engine));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw LocalEngines.noSuchEngine(engine.name());
    }

    @Override
    public Optional<String> whyEnded(EngineInfo engine) {
        if (engine.pid().isEmpty()) {
            return Optional.empty();
        }
        long pid = engine.pid().get();
        Process child = children.get(pid);
        if (child != null ? child.isAlive() : isRunning(engine)) {
            return Optional.empty();
        }
        String status =
                child == null
                        ? "its exit status is known only to the process that launched it"
                        : ExitWords.of(child.exitValue());
        return Optional.of(
                "The engine process "
                        + pid
                        + " has ended: "
                        + status
                        + ". "
                        + LogTail.shown(logLines(engine.name(), LogTail.SHOWN_LINES)));
    }

    private List<EmbeddedState> readAll() throws BenchException {
        try {
            var found = new ArrayList<EmbeddedState>();
            for (String name : states.names(PREFIX)) {
                states.read(name, EmbeddedState.class).ifPresent(found::add);
            }
            return found;
        } catch (IOException e) {
            throw stateFailed(e);
        }
    }

    private Optional<EmbeddedState> read(String name) throws BenchException {
        try {
            return states.read(PREFIX + name, EmbeddedState.class);
        } catch (IOException e) {
            throw stateFailed(e);
        }
    }

    private static int freeLoopbackPort() throws IOException {
        try (var socket =
                new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private BenchException stateFailed(IOException e) {
        return new BenchException(
                ProblemCode.INTERNAL,
                "The state files in " + states.root() + " cannot be used: " + e.getMessage(),
                "Look at the rights of that directory and the space on its disk",
                e);
    }
}
