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
    private final Launcher launcher;
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
        launcher = new Launcher(docker, inDocker, embedded, ephemeral, realTime);
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
            return launcher.launch(withStoredNat(request), listener, stop);
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

    static void checkName(String name) throws BenchException {
        if (!NAME.matcher(name).matches()) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "\"" + name + "\" cannot be the name of an engine",
                    "Take 1 to 40 letters, digits, dots, dashes and underscores, such as engine-2");
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
        return relaunch(name, again(engine), listener, cancelled);
    }

    @Override
    public EngineInfo restartAt(
            String name, InetAddress address, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        EngineInfo engine = existing(name);
        return relaunch(name, again(engine).withAdvertise(address), listener, cancelled);
    }

    private LaunchRequest again(EngineInfo engine) {
        return Restarts.requestOf(engine, addresses.rank(), EngineAddress::isOnLan);
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
