package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.state.StateDirectory;
import io.milliwatt.bench.toolbox.Toolbox;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Engines as containers of the Docker daemon.
final class DockerRuntime implements EngineRuntime {
    private static final String PREFIX = "docker-";
    private static final int STOP_SECONDS = 5;

    /// Limit of what cannot be waited for in steps: creating and starting a container.
    private static final long REQUEST_MILLIS = 120_000;

    private final DockerConnection docker;
    private final EngineImages images;
    private final StateDirectory states;
    private final EngineNetwork.Surroundings around;
    private final Toolbox toolbox;
    private final HostReach reach;
    private final ContainerUsage usage;
    private final StartEvents restarts;

    DockerRuntime(
            EngineImages images,
            StateDirectory states,
            EngineNetwork.Surroundings around,
            Toolbox toolbox) {
        this.docker = toolbox.docker();
        this.images = images;
        this.states = states;
        this.around = around;
        this.toolbox = toolbox;
        this.reach = new HostReach(around, toolbox);
        this.usage = new ContainerUsage(docker);
        this.restarts = new StartEvents(docker, this::started);
    }

    @Override
    public RuntimeKind kind() {
        return RuntimeKind.DOCKER;
    }

    @Override
    public void removeLeftovers() throws BenchException {
        for (Container each : containers(true)) {
            Map<String, String> labels = each.getLabels() == null ? Map.of() : each.getLabels();
            if (EngineContainer.isLeftover(
                    labels, String.valueOf(each.getState()), docker.endpoint().isLocal())) {
                EngineContainer.remove(docker, each.getId());
                String[] names = each.getNames();
                if (names != null && names.length > 0) {
                    forget(EngineContainer.engineName(names[0]));
                }
            }
        }
        reach.undoLeftovers();
    }

    @Override
    public void prepare(LaunchRequest request, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        images.buildAsLaunchStep(false, listener, cancelled);
        if (EngineNetwork.of(request, around).changesHost()) {
            toolbox.prepare(
                    (step, detail, fraction) ->
                            listener.progress(
                                    LaunchStep.BUILD_IMAGE,
                                    "toolbox: " + step.title() + ": " + detail,
                                    fraction),
                    cancelled);
        }
    }

    @Override
    public InetAddress chooseAddress(LaunchRequest request, LaunchListener listener)
            throws BenchException {
        return EngineNetwork.of(request, around).chooseAddress(listener);
    }

    @Override
    public void check(LaunchRequest request, InetAddress host, LaunchListener listener)
            throws BenchException {
        if (!request.placement().limits().equals(Limits.DEFAULT)) {
            around.daemon().facts().mustCarry(request.placement().limits());
        }
        EngineNetwork.of(request, around).check(host, listener);
    }

    @Override
    public StartedEngine start(
            LaunchRequest request,
            InetAddress host,
            LaunchListener listener,
            BooleanSupplier cancelled)
            throws BenchException {
        var patience = Patience.of(cancelled, Patience.Watch.NOTHING, REQUEST_MILLIS);
        patience.check();
        EngineNetwork network = EngineNetwork.of(request, around);
        try {
            StartedEngine started =
                    new ContainerLaunch(docker, images.reference(), request, network, host)
                            .run(listener, patience);
            if (network.changesHost()) {
                restarts.listen();
            }
            return started;
        } catch (BenchException | RuntimeException e) {
            undoAfter(e);
            throw e;
        }
    }

    private void undoAfter(Exception failure) {
        try {
            reach.undoLeftovers();
        } catch (BenchException e) {
            failure.addSuppressed(e); // it stays in the journal
        }
    }

    @Override
    public void forgetFlows(EngineInfo engine, LaunchListener listener) {
        reach.forgetFlows(engine, listener);
    }

    @Override
    public void ready(String name, double readyMillis) throws BenchException {
        Optional<InspectContainerResponse> container = inspect(name);
        if (container.isPresent()) {
            try {
                states.write(PREFIX + name, new DockerState(container.get().getId(), readyMillis));
            } catch (IOException _) {
                // the time is not known to other processes then; everything else works
            }
        }
    }

    /// Whether an engine of that name became ready here and was not removed: so much is known while
    /// the daemon does not answer.
    boolean remembers(String name) {
        try {
            return states.read(PREFIX + name, DockerState.class).isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    /// Whether there is any such engine.
    boolean remembersAny() {
        try {
            return !states.names(PREFIX).isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public List<EngineInfo> all() throws BenchException {
        var engines = new ArrayList<EngineInfo>();
        for (Container each : containers(true)) {
            docker.askForOne(it -> it.inspectContainerCmd(each.getId()).exec())
                    .flatMap(this::mendAndRead)
                    .ifPresent(engines::add);
        }
        return engines;
    }

    @Override
    public Optional<EngineInfo> find(String name) throws BenchException {
        return inspect(name).flatMap(this::mendAndRead);
    }

    /// An engine that was started anew by others is given again what Docker does not give it.
    private Optional<EngineInfo> mendAndRead(InspectContainerResponse container) {
        Optional<EngineInfo> engine = read(container);
        if (engine.isPresent() && engine.get().running()) {
            try {
                if (reach.mend(container)) {
                    reach.forgetFlows(engine.get(), (_, _, _) -> {});
                }
            } catch (BenchException _) {
                // the next look tries again; what can be told of the engine is told all the same
            }
            if (EngineNetwork.of(HostReach.requestOf(engine.get()), around).changesHost()) {
                restarts.listen();
            }
        }
        return engine;
    }

    /// Somebody started a container of an engine.
    private void started(String id) {
        try {
            docker.askForOne(it -> it.inspectContainerCmd(id).exec()).ifPresent(this::mendAndRead);
        } catch (BenchException _) {
            // the next look at it mends it
        }
    }

    @Override
    public void remove(String name) throws BenchException {
        Optional<InspectContainerResponse> container = inspect(name);
        if (container.isPresent()) {
            stop(container.get());
            EngineContainer.remove(docker, container.get().getId());
            reach.undo(container.get());
        }
        forget(name);
    }

    @Override
    public void end(EngineInfo engine) throws BenchException {
        Optional<InspectContainerResponse> container = inspect(engine.name());
        if (container.isPresent()) {
            stop(container.get());
            reach.undo(container.get());
        }
    }

    private void stop(InspectContainerResponse container) throws BenchException {
        try {
            if (EngineContainer.isRunning(container)) {
                docker.client()
                        .stopContainerCmd(container.getId())
                        .withTimeout(STOP_SECONDS)
                        .exec();
            }
        } catch (NotModifiedException | NotFoundException _) {
            // it ended by itself meanwhile
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
    }

    private void forget(String name) {
        try {
            states.delete(PREFIX + name);
        } catch (IOException _) {
            // void without its container
        }
    }

    @Override
    public List<String> logs(EngineInfo engine, int lines) throws BenchException {
        return new DockerLogs(docker).newest(idOf(engine), lines);
    }

    @Override
    public void followLogs(EngineInfo engine, Consumer<String> line, BooleanSupplier cancelled)
            throws BenchException {
        new DockerLogs(docker).follow(idOf(engine), line, cancelled);
    }

    @Override
    public EngineUsage usage(EngineInfo engine) throws BenchException {
        boolean ownNetwork = engine.placement().mode() != NetworkMode.HOST;
        ContainerUsage.Used used = usage.of(idOf(engine), ownNetwork);
        return new EngineUsage(
                used.process().cpuPercent(),
                used.process().memoryBytes(),
                RtpPortsInUse.of(engine),
                used.traffic());
    }

    @Override
    public Optional<String> whyEnded(EngineInfo engine) {
        try {
            Optional<InspectContainerResponse> container =
                    docker.askForOne(it -> it.inspectContainerCmd(idOf(engine)).exec());
            if (container.isEmpty()) {
                return Optional.of("Its container was removed.");
            }
            InspectContainerResponse.ContainerState state = container.get().getState();
            if (EngineContainer.isRunning(container.get())) {
                return Optional.empty();
            }
            Long status = state.getExitCodeLong();
            String words =
                    Boolean.TRUE.equals(state.getOOMKilled())
                            ? "it ran out of memory and was killed by the kernel"
                            : ExitWords.of(status == null ? 0 : status.intValue());
            return Optional.of(
                    "The container "
                            + EngineContainer.containerName(engine.name())
                            + " has ended: "
                            + words
                            + ". "
                            + LogTail.shown(logs(engine, LogTail.SHOWN_LINES)));
        } catch (BenchException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public void rename(EngineInfo engine, String to) throws BenchException {
        try {
            docker.client()
                    .renameContainerCmd(idOf(engine))
                    .withName(EngineContainer.containerName(to))
                    .exec();
            Optional<DockerState> state = states.read(PREFIX + engine.name(), DockerState.class);
            if (state.isPresent()) {
                states.write(PREFIX + to, state.get());
            }
            states.delete(PREFIX + engine.name());
        } catch (ConflictException _) {
            throw LocalEngines.nameTaken(to);
        } catch (IOException _) {
            // the time to readiness is not known any more then; everything else works
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
    }

    private List<Container> containers(boolean ended) throws BenchException {
        return docker.ask(it ->
                it.listContainersCmd()
                        .withShowAll(ended)
                        .withLabelFilter(Map.of(EngineContainer.LABEL, EngineContainer.ENGINE))
                        .exec());
    }

    /// The container of that name, if it is ours.
    private Optional<InspectContainerResponse> inspect(String name) throws BenchException {
        return docker.askForOne(
                        it -> it.inspectContainerCmd(EngineContainer.containerName(name)).exec())
                .filter(it ->
                        EngineContainer.ENGINE.equals(
                                EngineContainer.labelsOf(it).get(EngineContainer.LABEL)));
    }

    private Optional<EngineInfo> read(InspectContainerResponse container) {
        Optional<EngineInfo> engine = EngineContainer.read(container, 0);
        if (engine.isEmpty()) {
            return engine;
        }
        try {
            double readyMillis =
                    states.read(PREFIX + engine.get().name(), DockerState.class)
                            .filter(it -> it.containerId().equals(container.getId()))
                            .map(DockerState::readyMillis)
                            .orElse(0.0);
            return EngineContainer.read(container, readyMillis);
        } catch (IOException _) {
            return engine;
        }
    }

    private static String idOf(EngineInfo engine) {
        return engine.containerId().orElse(EngineContainer.containerName(engine.name()));
    }
}
