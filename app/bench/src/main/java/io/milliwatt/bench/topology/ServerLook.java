package io.milliwatt.bench.topology;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.Ports;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.doctor.Topology;
import io.milliwatt.bench.doctor.Topology.Published;
import io.milliwatt.bench.doctor.Topology.Server;
import io.milliwatt.bench.doctor.Topology.State;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.problem.BenchException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the container that answers at an address.
final class ServerLook {
    /// Ended containers that are looked at, the newest first.
    private static final int MOST_ENDED = 20;

    private final DockerConnection docker;

    ServerLook(DockerConnection docker) {
        this.docker = docker;
    }

    /// A container and its id.
    record Found(String id, Server server) {}

    /// The container of an engine of ours.
    Optional<Found> of(EngineInfo engine) throws BenchException {
        if (engine.containerId().isEmpty()) {
            return Optional.empty();
        }
        String id = engine.containerId().get();
        return docker.askForOne(it -> it.inspectContainerCmd(id).exec())
                .map(it -> new Found(id, server(it, Optional.of(engine))));
    }

    /// The container that has an address, or that a port of this host's address leads to; one that
    /// runs before one that has ended.
    Optional<Found> at(String host, int port) throws BenchException {
        List<Container> all = docker.ask(it -> it.listContainersCmd().withShowAll(true).exec());
        int ended = 0;
        for (boolean alive : new boolean[] {true, false}) {
            for (Container each : all) {
                boolean runs = List.of("running", "paused").contains(each.getState());
                if (runs != alive || !alive && ended++ >= MOST_ENDED) {
                    continue;
                }
                Optional<InspectContainerResponse> container =
                        docker.askForOne(it -> it.inspectContainerCmd(each.getId()).exec());
                Optional<Server> server = container.map(it -> server(it, Optional.empty()));
                if (server.isPresent() && answersAt(server.get(), host, port)) {
                    return Optional.of(new Found(each.getId(), server.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean answersAt(Server server, String host, int port) {
        return server.addresses().contains(host)
                || server.published().stream().anyMatch(it -> it.covers(host, port));
    }

    static Server server(InspectContainerResponse container, Optional<EngineInfo> engine) {
        String name = container.getName().replaceFirst("^/", "");
        List<Published> published = new ArrayList<>(published(container));
        engine.flatMap(Topology::ledByRule).ifPresent(published::add);
        Set<String> addresses = addresses(container);
        return new Server(
                engine.map(EngineInfo::name).orElse(name),
                engine.isPresent(),
                engine.map(it -> it.placement().mode()).orElseGet(() -> mode(container, published)),
                state(container),
                addresses,
                published,
                List.of());
    }

    private static State state(InspectContainerResponse container) {
        if (Boolean.TRUE.equals(container.getState().getPaused())) {
            return State.PAUSED;
        }
        return Boolean.TRUE.equals(container.getState().getRunning()) ? State.RUNNING : State.ENDED;
    }

    private static NetworkMode mode(InspectContainerResponse container, List<Published> published) {
        HostConfig config = container.getHostConfig();
        if ("host".equals(config == null ? "" : config.getNetworkMode())) {
            return NetworkMode.HOST;
        }
        return published.isEmpty() ? NetworkMode.CONTAINER : NetworkMode.PUBLISHED;
    }

    private static Set<String> addresses(InspectContainerResponse container) {
        NetworkSettings settings = container.getNetworkSettings();
        Map<String, ContainerNetwork> networks =
                settings == null || settings.getNetworks() == null
                        ? Map.of()
                        : settings.getNetworks();
        var addresses = new HashSet<String>();
        for (ContainerNetwork each : networks.values()) {
            String address = each.getIpAddress();
            if (address != null && !address.isEmpty()) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    /// What is published now; of an ended container, what was.
    private static List<Published> published(InspectContainerResponse container) {
        NetworkSettings settings = container.getNetworkSettings();
        Ports now = settings == null ? null : settings.getPorts();
        HostConfig config = container.getHostConfig();
        Ports then = config == null ? null : config.getPortBindings();
        boolean running = state(container) != State.ENDED;
        return ranges(running || then == null ? now : then);
    }

    private record Single(String transport, String address, int hostPort, int containerPort) {}

    private static List<Published> ranges(@org.jspecify.annotations.Nullable Ports ports) {
        var singles = new ArrayList<Single>();
        if (ports != null) {
            ports.getBindings()
                    .forEach((port, bindings) -> {
                        for (Ports.Binding each :
                                bindings == null ? new Ports.Binding[0] : bindings) {
                            single(port, each).ifPresent(singles::add);
                        }
                    });
        }
        singles.sort(
                Comparator.comparing(Single::transport)
                        .thenComparing(Single::address)
                        .thenComparing(Single::hostPort));
        return joined(singles);
    }

    private static Optional<Single> single(ExposedPort port, Ports.Binding binding) {
        String address = binding.getHostIp();
        try {
            return Optional.of(
                    new Single(
                            port.getProtocol().toString(),
                            address == null ? "0.0.0.0" : address,
                            Integer.parseInt(String.valueOf(binding.getHostPortSpec())),
                            port.getPort()));
        } catch (NumberFormatException _) {
            return Optional.empty(); // any free port, of a container that has ended
        }
    }

    /// Neighbours become one range.
    private static List<Published> joined(List<Single> singles) {
        var ranges = new ArrayList<Published>();
        for (Single each : singles) {
            if (!ranges.isEmpty() && follows(ranges.getLast(), each)) {
                Published last = ranges.removeLast();
                ranges.add(
                        new Published(
                                last.transport(),
                                last.address(),
                                new PortRange(last.ports().first(), each.hostPort()),
                                last.containerFirst()));
            } else {
                ranges.add(
                        new Published(
                                each.transport(),
                                each.address(),
                                new PortRange(each.hostPort(), each.hostPort()),
                                each.containerPort()));
            }
        }
        return ranges;
    }

    private static boolean follows(Published range, Single next) {
        return range.transport().equals(next.transport())
                && range.address().equals(next.address())
                && next.hostPort() == range.ports().last() + 1
                && next.containerPort() == range.containerFirst() + range.ports().size();
    }
}
