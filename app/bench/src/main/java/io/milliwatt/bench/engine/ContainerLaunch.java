package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.state.ProcessIdentity;
import java.net.InetAddress;
import java.util.Optional;

/// One launch of a container: creates and starts it, and makes it reachable.
///
/// @param docker the daemon
/// @param image reference of the engine's image
/// @param request what to launch
/// @param network its network mode
/// @param host the host's address chosen for it
record ContainerLaunch(
        DockerConnection docker,
        String image,
        LaunchRequest request,
        EngineNetwork network,
        InetAddress host) {
    /// Creates, starts and connects the container. Whoever calls removes what is left of it when
    /// that fails.
    StartedEngine run(LaunchListener listener, Patience patience) throws BenchException {
        EngineNetwork.Attachment attachment = network.attach(host, listener);
        String token = Tokens.next();
        listener.progress(LaunchStep.CREATE, EngineContainer.containerName(request.name()), 0);
        var creating = Patience.Step.begin(() -> create(attachment, token));
        Optional<Patience.Step<InspectContainerResponse>> starting = Optional.empty();
        try {
            String id = creating.await(patience);
            listener.progress(LaunchStep.START, words(attachment), 0);
            starting = Optional.of(Patience.Step.begin(() -> start(id, listener)));
            InspectContainerResponse container = starting.get().await(patience);
            var watch = new ContainerWatch(docker, request.name(), id);
            InetAddress reachedAt =
                    request.placement().mode().ownAddress()
                            ? EngineContainer.addressOf(container).orElse(host)
                            : host;
            return new StartedEngine(
                    reachedAt,
                    request.sipPort(),
                    EngineContainer.controlOf(container),
                    token,
                    watch);
        } catch (BenchException | RuntimeException e) {
            starting.ifPresent(Patience.Step::awaitEnd);
            Optional<String> created = creating.awaitEnd();
            if (created.isPresent()) {
                EngineContainer.remove(docker, created.get());
            }
            throw e;
        }
    }

    private String words(EngineNetwork.Attachment attachment) {
        int published = attachment.ports().getBindings().size();
        return switch (request.placement().mode()) {
            case PUBLISHED -> published + " ports on " + host.getHostAddress();
            case HOST -> "in the host's network, on " + host.getHostAddress();
            case CONTAINER ->
                    "on " + (attachment.network().isEmpty() ? "bridge" : attachment.network());
            case MACVLAN ->
                    attachment.address().map(InetAddress::getHostAddress).orElse("an address")
                            + " on "
                            + attachment.network();
        };
    }

    private String create(EngineNetwork.Attachment attachment, String token) throws BenchException {
        try (CreateContainerCmd command = docker.client().createContainerCmd(image)) {
            command.withName(EngineContainer.containerName(request.name()))
                    .withLabels(
                            EngineContainer.labels(
                                    request,
                                    host,
                                    attachment,
                                    ProcessIdentity.current(),
                                    network.around().host().place()))
                    .withEnv(EngineContainer.environment(request, attachment.listening(), token))
                    .withExposedPorts(
                            attachment.ports().getBindings().keySet().toArray(ExposedPort[]::new))
                    .withHostConfig(EngineContainer.hostConfig(request, attachment));
            attachment.address().ifPresent(it -> command.withIpv4Address(it.getHostAddress()));
            return command.exec().getId();
        } catch (ConflictException _) {
            throw LocalEngines.nameTaken(request.name());
        } catch (RuntimeException e) {
            throw Refusals.of(e, request, host).orElseGet(() -> docker.problem(e));
        }
    }

    private InspectContainerResponse start(String id, LaunchListener listener)
            throws BenchException {
        try {
            docker.client().startContainerCmd(id).exec();
        } catch (DockerException e) {
            throw Refusals.of(e, request, host).orElseGet(() -> docker.problem(e));
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
        InspectContainerResponse container = docker.ask(it -> it.inspectContainerCmd(id).exec());
        network.connect(container, host, listener);
        return container;
    }
}
