package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.state.ProcessIdentity;
import io.milliwatt.bench.state.StateDirectory;
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
    private final ContainerUsage usage;

    DockerRuntime(DockerConnection docker, EngineImages images, StateDirectory states) {
        this.docker = docker;
        this.images = images;
        this.states = states;
        this.usage = new ContainerUsage(docker);
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
                removeContainer(each.getId());
                forget(labels.getOrDefault(EngineContainer.NAME, ""));
            }
        }
    }

    @Override
    public void prepare(LaunchListener listener, BooleanSupplier cancelled) throws BenchException {
        images.buildAsLaunchStep(false, listener, cancelled);
    }

    @Override
    public StartedEngine start(
            LaunchRequest request,
            InetAddress address,
            LaunchListener listener,
            BooleanSupplier cancelled)
            throws BenchException {
        var patience = Patience.of(cancelled, Patience.Watch.NOTHING, REQUEST_MILLIS);
        patience.check();
        String token = Tokens.next();
        listener.progress(LaunchStep.CREATE, EngineContainer.containerName(request.name()), 0);
        var creating = Patience.Step.begin(() -> create(request, address, token));
        Optional<Patience.Step<Boolean>> starting = Optional.empty();
        try {
            String id = creating.await(patience);
            listener.progress(
                    LaunchStep.START,
                    EngineContainer.exposedPorts(request).size()
                            + " ports on "
                            + address.getHostAddress(),
                    0);
            starting = Optional.of(Patience.Step.begin(() -> startContainer(id, address)));
            starting.get().await(patience);
            var watch = new ContainerWatch(docker, request.name(), id);
            InspectContainerResponse container =
                    docker.ask(it -> it.inspectContainerCmd(id).exec());
            return new StartedEngine(
                    address, request.sipPort(), EngineContainer.controlOf(container), token, watch);
        } catch (BenchException | RuntimeException e) {
            starting.ifPresent(Patience.Step::awaitEnd);
            Optional<String> created = creating.awaitEnd();
            if (created.isPresent()) {
                removeContainer(created.get());
            }
            throw e;
        }
    }

    private String create(LaunchRequest request, InetAddress address, String token)
            throws BenchException {
        try {
            return docker.client()
                    .createContainerCmd(images.reference())
                    .withName(EngineContainer.containerName(request.name()))
                    .withLabels(EngineContainer.labels(request, address, ProcessIdentity.current()))
                    .withEnv(EngineContainer.environment(request, address, token))
                    .withExposedPorts(EngineContainer.exposedPorts(request))
                    .withHostConfig(EngineContainer.hostConfig(request, address))
                    .exec()
                    .getId();
        } catch (ConflictException _) {
            throw LocalEngines.nameTaken(request.name());
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
    }

    private boolean startContainer(String id, InetAddress address) throws BenchException {
        try {
            docker.client().startContainerCmd(id).exec();
            return true;
        } catch (DockerException e) {
            String said = DockerConnection.messageOf(e);
            if (said.contains("address already in use") || said.contains("already allocated")) {
                // taken between the look at the ports and now; the launcher looks again for whom
                throw new BenchException(
                        ProblemCode.PORT_TAKEN,
                        "A port of " + address.getHostAddress() + " is taken: " + said,
                        "Launch again, which looks for free ports",
                        e);
            }
            throw docker.problem(e);
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
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

    @Override
    public List<EngineInfo> all() throws BenchException {
        var engines = new ArrayList<EngineInfo>();
        for (Container each : containers(true)) {
            docker.askForOne(it -> it.inspectContainerCmd(each.getId()).exec())
                    .flatMap(this::read)
                    .ifPresent(engines::add);
        }
        return engines;
    }

    @Override
    public Optional<EngineInfo> find(String name) throws BenchException {
        return inspect(name).flatMap(this::read);
    }

    @Override
    public void remove(String name) throws BenchException {
        Optional<InspectContainerResponse> container = inspect(name);
        if (container.isPresent()) {
            String id = container.get().getId();
            try {
                if (EngineContainer.isRunning(container.get())) {
                    docker.client().stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
                }
            } catch (NotModifiedException | NotFoundException _) {
                // it ended by itself meanwhile
            } catch (RuntimeException e) {
                throw docker.problem(e);
            }
            removeContainer(id);
        }
        forget(name);
    }

    private void forget(String name) {
        try {
            states.delete(PREFIX + name);
        } catch (IOException _) {
            // void without its container
        }
    }

    private void removeContainer(String id) throws BenchException {
        docker.askForOne(
                it -> it.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
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
        ProcessUsage.Reading reading = usage.of(idOf(engine));
        return new EngineUsage(
                reading.cpuPercent(), reading.memoryBytes(), RtpPortsInUse.of(engine));
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
