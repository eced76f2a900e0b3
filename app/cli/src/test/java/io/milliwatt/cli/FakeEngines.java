package io.milliwatt.cli;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineSettings;
import io.milliwatt.bench.engine.EngineUsage;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LaunchListener;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.LaunchStep;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Engines that exist on paper.
class FakeEngines implements Engines {
    final Map<String, EngineInfo> running = new LinkedHashMap<>();
    final List<LaunchRequest> launched = new ArrayList<>();
    final List<String> ended = new ArrayList<>();
    final List<String> stopped = new ArrayList<>();
    final List<InetAddress> restartedAt = new ArrayList<>();
    final List<String> log = new ArrayList<>(List.of("ready", "100 % ready"));
    Optional<BenchException> launchProblem = Optional.empty();
    Optional<RuntimeException> bug = Optional.empty();
    Optional<BenchException> stopProblem = Optional.empty();
    URI control = URI.create("http://127.0.0.1:5080");

    static EngineInfo engine(String name, String address, int sipPort) {
        return engine(name, address, sipPort, true);
    }

    static EngineInfo engine(String name, String address, int sipPort, boolean running) {
        return engine(
                name,
                address,
                sipPort,
                running,
                URI.create("http://127.0.0.1:5080"),
                EngineSettings.DEFAULT);
    }

    static EngineInfo engine(
            String name,
            String address,
            int sipPort,
            boolean running,
            URI control,
            EngineSettings settings) {
        return new EngineInfo(
                name,
                RuntimeKind.EMBEDDED,
                Placement.of(NetworkMode.HOST),
                "built-in",
                InetAddress.ofLiteral(address),
                sipPort,
                new PortRange(40_000, 40_019),
                Optional.empty(),
                Optional.empty(),
                Optional.of(4_711L),
                control,
                "a token that is secret",
                Instant.EPOCH,
                610,
                running,
                settings,
                InetAddress.ofLiteral(address));
    }

    /// In Docker, reached at the container's address.
    static EngineInfo inContainer(String name, String address) {
        return inContainer(name, address, NetworkMode.CONTAINER);
    }

    static EngineInfo inContainer(String name, String address, NetworkMode mode) {
        return new EngineInfo(
                name,
                RuntimeKind.DOCKER,
                mode.key(),
                "milliwatt/engine",
                InetAddress.ofLiteral(address),
                5_060,
                new PortRange(40_000, 40_019),
                Optional.of("0123456789abcdef"),
                Optional.of(InetAddress.ofLiteral(address)),
                Optional.empty(),
                URI.create("http://127.0.0.1:5080"),
                "a token that is secret",
                Instant.EPOCH,
                610,
                true);
    }

    @Override
    public EngineInfo launch(
            LaunchRequest request, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        listener.progress(LaunchStep.CHECK_PORTS, "all free", 1);
        if (launchProblem.isPresent()) {
            throw launchProblem.get();
        }
        launched.add(request);
        EngineInfo engine =
                engine(
                        request.name(),
                        request.advertise().map(InetAddress::getHostAddress).orElse("192.0.2.20"),
                        request.sipPort(),
                        true,
                        control,
                        request.settings());
        running.put(engine.name(), engine);
        return engine;
    }

    @Override
    public List<EngineInfo> list() {
        if (bug.isPresent()) {
            throw bug.get();
        }
        return List.copyOf(running.values());
    }

    @Override
    public List<EngineInfo> all() {
        return list();
    }

    @Override
    public void end(String name) {
        ended.add(name);
    }

    @Override
    public EngineInfo restartAt(
            String name, InetAddress address, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        restartedAt.add(address);
        return restart(name, listener, cancelled);
    }

    @Override
    public EngineInfo restart(String name, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        EngineInfo engine = find(name).orElseThrow();
        stop(name);
        return launch(
                new LaunchRequest(
                                name,
                                Optional.of(engine.runtime()),
                                Optional.of(engine.reachedAt()),
                                engine.sipPort(),
                                engine.rtpPorts(),
                                false)
                        .withSettings(engine.settings()),
                listener,
                cancelled);
    }

    @Override
    public void rename(String name, String to) {
        EngineInfo engine = Optional.ofNullable(running.remove(name)).orElseThrow();
        running.put(to, engine(to, engine.advertisedAddress().getHostAddress(), engine.sipPort()));
    }

    @Override
    public Optional<EngineInfo> find(String name) {
        return Optional.ofNullable(running.get(name));
    }

    @Override
    public void stop(String name) throws BenchException {
        if (stopProblem.isPresent()) {
            throw stopProblem.get();
        }
        if (running.remove(name) == null) {
            throw new BenchException(ProblemCode.NO_SUCH_ENGINE, "No engine " + name, "Look");
        }
        stopped.add(name);
    }

    @Override
    public List<String> logs(String name, int lines) {
        return log.subList(Math.max(0, log.size() - lines), log.size());
    }

    /// Writes until it is told to end, at most a thousand lines.
    @Override
    public void followLogs(String name, Consumer<String> line, BooleanSupplier cancelled) {
        List.copyOf(log).forEach(line);
        for (int i = 0; i < 1_000 && !cancelled.getAsBoolean(); i++) {
            log.add("line " + i);
            line.accept("line " + i);
        }
    }

    @Override
    public EngineUsage usage(String name) {
        return new EngineUsage(1.25, 80_000_000, 0);
    }

    @Override
    public Optional<String> whyEnded(EngineInfo engine) {
        return engine.running() ? Optional.empty() : Optional.of("It was killed.");
    }

    @Override
    public String dockerVersion() {
        return "Docker 28.3";
    }
}
