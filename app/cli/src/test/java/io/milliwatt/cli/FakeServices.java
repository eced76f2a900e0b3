package io.milliwatt.cli;

import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.LanChoice;
import io.milliwatt.bench.call.LiveCall;
import io.milliwatt.bench.call.TlsChoice;
import io.milliwatt.bench.checkup.CheckupReport;
import io.milliwatt.bench.checkup.CheckupRequest;
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
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.realtime.RtState;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.EngineRecord;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.Taps;
import io.milliwatt.bench.terminal.TerminalSession;
import io.milliwatt.bench.terminal.TerminalSize;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Engines that exist on paper, and calls that are over at once.
final class FakeServices implements Services, Engines {
    final Map<String, EngineInfo> running = new LinkedHashMap<>();
    final List<LaunchRequest> launched = new ArrayList<>();
    final List<String> typed = new ArrayList<>();
    final List<String> ended = new ArrayList<>();
    final List<String> stopped = new ArrayList<>();
    final List<CallRequest> dialled = new ArrayList<>();
    final FakeRoutes route = new FakeRoutes();
    Optional<RtState> realTime = Optional.empty();
    final FakeNetwork network = new FakeNetwork();
    final List<InetAddress> restartedAt = new ArrayList<>();
    final List<LanChoice> lan = new ArrayList<>();
    final List<TlsChoice> tls = new ArrayList<>();
    final List<TapPlan> tapped = new ArrayList<>();
    final List<String> log = new ArrayList<>(List.of("ready", "100 % ready"));
    Optional<BenchException> launchProblem = Optional.empty();
    Optional<RuntimeException> bug = Optional.empty();
    Optional<BenchException> stopProblem = Optional.empty();
    Verdict verdict = Verdict.AUDIO;
    final List<CheckupRequest> examined = new ArrayList<>();
    CheckupReport report = DoctorCommandTest.report(List.of());
    URI control = URI.create("http://127.0.0.1:5080");
    List<Finding> findings = List.of();
    Cleaned cleaned = new Cleaned(List.of(), List.of());
    List<HostAddress> addresses =
            List.of(
                    new HostAddress(
                            InetAddress.ofLiteral("192.0.2.20"),
                            "eth0",
                            1,
                            "LAN",
                            "default route",
                            true));

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
        return new EngineInfo(
                name,
                RuntimeKind.DOCKER,
                "container",
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
    public Engines engines() {
        return this;
    }

    @Override
    public Calls openCalls() {
        return new Calls() {
            @Override
            public LiveCall dial(CallRequest request) {
                dialled.add(request);
                return new EndedCall(record(request));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Calls openCalls(TlsChoice choice) {
        tls.add(choice);
        return openCalls();
    }

    @Override
    public Calls openLanCalls(LanChoice choice, ImageProgress progress, BooleanSupplier cancelled) {
        lan.add(choice);
        return openCalls();
    }

    private CallRecord record(CallRequest request) {
        return new CallRecord(
                verdict,
                new EngineRecord("", "none", "", "192.0.2.20", 5_060, "", -1),
                "id",
                request.target(),
                "ended",
                "hung up",
                12,
                5_000,
                "",
                "",
                "none",
                List.of(),
                List.of(),
                new AudioResult(verdict == Verdict.AUDIO, 60, 37),
                findings);
    }

    /// A shell that prints what it was asked to run, and ends with 3.
    @Override
    public TerminalSession openTerminal(
            EngineInfo engine, TerminalSize size, List<String> command) {
        typed.addAll(command);
        return new TerminalSession() {
            @Override
            public InputStream output() {
                return InputStream.nullInputStream();
            }

            @Override
            public OutputStream input() {
                return OutputStream.nullOutputStream();
            }

            @Override
            public void resize(TerminalSize other) {}

            @Override
            public OptionalInt await(Duration atMost) {
                return OptionalInt.of(3);
            }

            @Override
            public void close() {
                typed.add("closed");
            }
        };
    }

    @Override
    public InputStream keyboard() {
        return InputStream.nullInputStream();
    }

    @Override
    public List<HostAddress> addresses() {
        return addresses;
    }

    @Override
    public FakeNetwork network() {
        return network;
    }

    @Override
    public FakeRoutes route() {
        return route;
    }

    @Override
    public CheckupReport checkup(
            CheckupRequest request, Consumer<String> progress, BooleanSupplier cancelled) {
        examined.add(request);
        progress.accept("Send OPTIONS");
        return report;
    }

    @Override
    public Optional<RtState> realTime() {
        return realTime;
    }

    @Override
    public String buildEngineImage(
            boolean force, LaunchListener listener, BooleanSupplier cancelled) {
        listener.progress(LaunchStep.BUILD_IMAGE, "layer 1", 0.5);
        return force ? "built" : "up to date";
    }

    @Override
    public String buildToolboxImage(
            boolean force, LaunchListener listener, BooleanSupplier cancelled) {
        return force ? "toolbox built" : "toolbox up to date";
    }

    @Override
    public List<ImageState> images() {
        return List.of(
                new ImageState(
                        "milliwatt/engine:1",
                        ImageState.Status.CURRENT,
                        Optional.of("sha256:0123"),
                        74_400_000),
                new ImageState(
                        "milliwatt/toolbox:1", ImageState.Status.MISSING, Optional.empty(), 0));
    }

    @Override
    public Cleaned clean() {
        return cleaned;
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

    @Override
    public Taps openTaps(TapPlan plan, Calls calls) {
        return openTaps(plan);
    }

    @Override
    public Taps openTaps(TapPlan plan) {
        tapped.add(plan);
        return new FakeTaps(plan);
    }

    @Override
    public TapPlan tapPlan(String name) throws BenchException {
        if (!running.containsKey(name)) {
            throw new BenchException(ProblemCode.NO_SUCH_ENGINE, "Nothing " + name, "Look");
        }
        return TapPlan.of(running.get(name), "capture of " + name);
    }

    /// A call that has ended.
    private record EndedCall(CallRecord snapshot) implements LiveCall {
        @Override
        public double inputLevel() {
            return 0;
        }

        @Override
        public double outputLevel() {
            return 0;
        }

        @Override
        public boolean ended() {
            return true;
        }

        @Override
        public boolean muted() {
            return false;
        }

        @Override
        public boolean held() {
            return false;
        }

        @Override
        public void hangUp() {}

        @Override
        public void mute(boolean muted) {}

        @Override
        public void hold(boolean held) {}

        @Override
        public void dtmf(String digits) {}

        @Override
        public boolean await(Duration atMost) {
            return true;
        }
    }
}
