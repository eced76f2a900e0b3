package io.milliwatt.bench.engine;

import io.milliwatt.bench.Distribution;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.network.AddressSettings;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.network.HostAddresses;
import io.milliwatt.bench.network.PortProbe;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.realtime.RealTime;
import io.milliwatt.bench.state.StateDirectory;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.HostJournal;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxImages;
import io.milliwatt.images.CacheDirectory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The engines of this machine: in the user's Docker, and as child processes.
public final class LocalEngines implements Engines {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,39}");

    private final DockerConnection docker;
    private final DockerRuntime inDocker;
    private final EmbeddedRuntime embedded;
    private final AddressSettings addressSettings;
    private final HostAddresses addresses;
    private final RealTimeShares realTime;
    private final EphemeralEngines ephemeral = new EphemeralEngines(this::removeQuietly);

    LocalEngines(
            DockerConnection docker,
            StateDirectory states,
            CacheDirectory cache,
            EmbeddedRuntime.DistributionSource distribution) {
        this.docker = docker;
        var host = new DockerHost(docker);
        addressSettings = new AddressSettings(states);
        addresses = HostAddresses.ofThisHost(host::gateways, () -> addressSettings.read().chosen());
        var checks =
                new LaunchChecks(addresses, new PortProbe(Path.of("/proc"), host::publishedPorts));
        var toolbox = new Toolbox(docker, new ToolboxImages(docker, cache));
        var changes = new HostChanges(toolbox, HostJournal.beside(states));
        var around =
                new EngineNetwork.Surroundings(
                        checks, () -> DaemonFacts.of(docker), new DockerNetworks(docker), changes);
        inDocker =
                new DockerRuntime(
                        new EngineImages(docker, distribution, cache), states, around, toolbox);
        embedded = new EmbeddedRuntime(states, distribution, checks);
        realTime = new RealTimeShares(new RealTime(toolbox, changes));
    }

    /// The engines of this user. Cheap: nothing is opened before it is needed.
    public static Engines create() {
        return new LocalEngines(
                new DockerConnection(DockerEndpoint.ofUser()),
                StateDirectory.ofUser(),
                CacheDirectory.ofUser(),
                Distribution::current);
    }

    /// The addresses an engine could advertise, best first, with the bridges that Docker says are
    /// its own told apart.
    public static List<HostAddress> rankedAddresses() {
        return hostAddresses().rank();
    }

    /// This host's addresses, with the user's choice and the bridges of Docker known.
    public static HostAddresses hostAddresses() {
        var host = new DockerHost(new DockerConnection(DockerEndpoint.ofUser()));
        var settings = new AddressSettings(StateDirectory.ofUser());
        return HostAddresses.ofThisHost(host::gateways, () -> settings.read().chosen());
    }

    @Override
    public EngineInfo launch(
            LaunchRequest request, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        try (EphemeralEngines.Launch turn = ephemeral.begin()) {
            BooleanSupplier stop = () -> cancelled.getAsBoolean() || turn.isOver();
            return launchNow(withStoredNat(request), listener, stop);
        }
    }

    /// With the address of the NAT that the user said this host is behind, where the engine stands
    /// at an address of this host that a phone could be sent to by it.
    private LaunchRequest withStoredNat(LaunchRequest request) {
        boolean atHost =
                !request.placement().mode().ownAddress()
                        && !request.placement().advertiseContainer()
                        && request.advertise().isEmpty();
        return atHost && request.settings().behindNat().isEmpty()
                ? request.withSettings(
                        request.settings().withBehindNat(addressSettings.read().publicAddress()))
                : request;
    }

    private EngineInfo launchNow(
            LaunchRequest request, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        long begin = System.nanoTime();
        checkName(request.name());
        var begun = Patience.of(cancelled, Patience.Watch.NOTHING, Readiness.LIMIT_MILLIS);
        begun.check();
        EngineRuntime runtime =
                Patience.Step.begin(() -> runtimeFor(request, listener)).await(begun);
        InetAddress host = runtime.chooseAddress(request, listener);
        embedded.removeLeftovers();
        if (runtime.kind() == RuntimeKind.DOCKER) {
            inDocker.removeLeftovers();
        }
        makeRoomFor(request.name(), runtime);
        realTime.check(request.settings(), runtime.kind());
        runtime.check(request, host, listener);
        runtime.prepare(request, listener, cancelled);
        StartedEngine started = start(runtime, request, host, listener, cancelled);
        try (Patience.Watch watch = started.watch()) {
            if (request.ephemeral()) {
                ephemeral.add(request.name());
            }
            var patience = Patience.of(cancelled, watch, Readiness.LIMIT_MILLIS);
            new Readiness(started, listener, patience).await();
            realTime.changed(request.settings());
            double readyMillis = (System.nanoTime() - begin) / 1e6;
            runtime.ready(request.name(), readyMillis);
            EngineInfo engine =
                    runtime.find(request.name()).orElseThrow(() -> noSuchEngine(request.name()));
            listener.progress(LaunchStep.WAIT_RTP, "ready: " + engine.dial("echo"), 1);
            return engine;
        } catch (BenchException | RuntimeException e) {
            removeAfter(e, runtime, request.name());
            realTime.changedAfter(e, request.settings());
            throw e;
        }
    }

    private static void checkName(String name) throws BenchException {
        if (!NAME.matcher(name).matches()) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "\"" + name + "\" cannot be the name of an engine",
                    "Take 1 to 40 letters, digits, dots, dashes and underscores, such as engine-2");
        }
    }

    /// A port may be taken between the look at the ports and the start: then the ports are looked
    /// at again, for who has it.
    private StartedEngine start(
            EngineRuntime runtime,
            LaunchRequest request,
            InetAddress host,
            LaunchListener listener,
            BooleanSupplier cancelled)
            throws BenchException {
        try {
            return runtime.start(request, host, listener, cancelled);
        } catch (BenchException e) {
            if (e.code() == ProblemCode.PORT_TAKEN) {
                runtime.check(request, host, listener);
            }
            throw e;
        }
    }

    private void removeAfter(Exception failure, EngineRuntime runtime, String name) {
        boolean interrupted = Thread.interrupted(); // cleaning up comes first
        try {
            runtime.remove(name);
        } catch (BenchException e) {
            failure.addSuppressed(e);
        } finally {
            ephemeral.forget(name);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private EngineRuntime runtimeFor(LaunchRequest request, LaunchListener listener)
            throws BenchException {
        if (request.runtime().isPresent()) {
            if (request.runtime().get() == RuntimeKind.EMBEDDED) {
                return embedded;
            }
            docker.check();
            return inDocker;
        }
        try {
            docker.check();
            return inDocker;
        } catch (BenchException e) {
            if (request.placement().mode().ownAddress()) {
                throw e; // only a container has an address of its own
            }
            listener.progress(LaunchStep.CHOOSE_ADDRESS, e.getMessage() + "; embedded instead", 0);
            return embedded;
        }
    }

    /// An engine of that name that has ended is forgotten; one that runs keeps its name, in
    /// whatever runtime.
    private void makeRoomFor(String name, EngineRuntime runtime) throws BenchException {
        Optional<EngineInfo> same = runtime.find(name);
        if (same.isPresent()) {
            if (same.get().running()) {
                throw nameTaken(name);
            }
            runtime.remove(name);
        }
        boolean elsewhere =
                switch (runtime.kind()) {
                    case DOCKER -> embedded.find(name).filter(EngineInfo::running).isPresent();
                    case EMBEDDED ->
                            docker.isReachable()
                                    && docker.isRunning(EngineContainer.containerName(name));
                };
        if (elsewhere) {
            throw nameTaken(name);
        }
    }

    private List<EngineRuntime> runtimes() {
        return docker.isReachable() ? List.of(inDocker, embedded) : List.of(embedded);
    }

    @Override
    public List<EngineInfo> list() throws BenchException {
        return all().stream().filter(EngineInfo::running).toList();
    }

    @Override
    public List<EngineInfo> all() throws BenchException {
        var engines = new ArrayList<EngineInfo>();
        for (EngineRuntime runtime : runtimes()) {
            engines.addAll(runtime.all());
        }
        engines.sort(Comparator.comparing(EngineInfo::startedAt));
        return engines;
    }

    /// @throws BenchException also when it is in a Docker that does not answer
    @Override
    public Optional<EngineInfo> find(String name) throws BenchException {
        for (EngineRuntime runtime : runtimes()) {
            Optional<EngineInfo> engine = runtime.find(name);
            if (engine.isPresent()) {
                return engine;
            }
        }
        if (inDocker.remembers(name)) {
            docker.check();
        }
        return Optional.empty();
    }

    @Override
    public Optional<BenchException> dockerProblem() {
        try {
            docker.check();
            return Optional.empty();
        } catch (BenchException e) {
            return e.code() == ProblemCode.DOCKER_NOT_INSTALLED ? Optional.empty() : Optional.of(e);
        }
    }

    @Override
    public void stop(String name) throws BenchException {
        EngineInfo engine = existing(name);
        ephemeral.forget(name);
        runtimeOf(engine).remove(name);
        realTime.changed(engine.settings());
    }

    @Override
    public void end(String name) throws BenchException {
        EngineInfo engine = existing(name);
        ephemeral.forget(name);
        runtimeOf(engine).end(engine);
        realTime.changed(engine.settings());
    }

    @Override
    public EngineInfo restart(String name, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        EngineInfo engine = existing(name);
        return relaunch(name, Restarts.requestOf(engine, addresses.rank()), listener, cancelled);
    }

    @Override
    public EngineInfo restartAt(
            String name, InetAddress address, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        EngineInfo engine = existing(name);
        LaunchRequest again = Restarts.requestOf(engine, addresses.rank()).withAdvertise(address);
        return relaunch(name, again, listener, cancelled);
    }

    private EngineInfo relaunch(
            String name, LaunchRequest again, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        stop(name);
        EngineInfo launched = launch(again, listener, cancelled);
        runtimeOf(launched).forgetFlows(launched, listener);
        return launched;
    }

    @Override
    public void rename(String name, String to) throws BenchException {
        checkName(to);
        EngineInfo engine = existing(name);
        if (find(to).isPresent()) {
            throw nameTaken(to);
        }
        runtimeOf(engine).rename(engine, to);
        ephemeral.rename(name, to);
    }

    @Override
    public void removeLeftovers() throws BenchException {
        for (EngineRuntime runtime : runtimes()) {
            runtime.removeLeftovers();
        }
    }

    @Override
    public List<String> logs(String name, int lines) throws BenchException {
        EngineInfo engine = existing(name);
        return runtimeOf(engine).logs(engine, lines);
    }

    @Override
    public void followLogs(String name, Consumer<String> line, BooleanSupplier cancelled)
            throws BenchException {
        EngineInfo engine = existing(name);
        runtimeOf(engine).followLogs(engine, line, cancelled);
    }

    @Override
    public EngineUsage usage(String name) throws BenchException {
        EngineInfo engine = existing(name);
        return runtimeOf(engine).usage(engine);
    }

    @Override
    public Optional<String> whyEnded(EngineInfo engine) {
        return runtimeOf(engine).whyEnded(engine);
    }

    @Override
    public Use use() {
        return ephemeral.begin()::close;
    }

    @Override
    public String dockerVersion() throws BenchException {
        return docker.version();
    }

    private EngineInfo existing(String name) throws BenchException {
        return find(name).orElseThrow(() -> noSuchEngine(name));
    }

    private EngineRuntime runtimeOf(EngineInfo engine) {
        return switch (engine.runtime()) {
            case DOCKER -> inDocker;
            case EMBEDDED -> embedded;
        };
    }

    /// At the end of this process; there is nobody left to tell.
    private void removeQuietly(Set<String> names) {
        for (String name : names) {
            try {
                for (EngineRuntime runtime : runtimes()) {
                    runtime.remove(name);
                }
            } catch (BenchException _) {
                // the next launch removes it as a leftover
            }
        }
    }

    static BenchException nameTaken(String name) {
        return new BenchException(
                ProblemCode.NAME_TAKEN,
                "An engine with the name \"" + name + "\" runs already",
                "Stop it: ./milliwatt engine stop "
                        + name
                        + (name.equals(LaunchRequest.DEMO_NAME)
                                ? ", or wait for the demo that runs"
                                : ", or take another name: --name " + name + "-2"));
    }

    static BenchException noSuchEngine(String name) {
        return new BenchException(
                ProblemCode.NO_SUCH_ENGINE,
                "No engine with the name \"" + name + "\" runs",
                "Look which engines run: ./milliwatt engine list");
    }
}
