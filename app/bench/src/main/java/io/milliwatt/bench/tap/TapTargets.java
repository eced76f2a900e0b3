package io.milliwatt.bench.tap;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.NetworkSettings;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LocalEngines;
import io.milliwatt.bench.nat.Translations;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.topology.TopologyLook;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Finds what is to be captured by its name: an engine of ours, or any container.
public final class TapTargets {
    private TapTargets() {}

    /// @throws BenchException `NO_SUCH_ENGINE`: there is neither; `ENGINE_DIED`: it does not run
    public static TapPlan find(Engines engines, DockerConnection docker, String name)
            throws BenchException {
        Optional<EngineInfo> engine = engines.find(name);
        if (engine.isPresent()) {
            mustRun(engine.get().running(), name);
            return TapPlan.of(engine.get(), "capture of " + name);
        }
        InspectContainerResponse container =
                docker.askForOne(it -> it.inspectContainerCmd(name).exec())
                        .orElseThrow(() ->
                                new BenchException(
                                        ProblemCode.NO_SUCH_ENGINE,
                                        "There is neither an engine nor a container \""
                                                + name
                                                + "\"",
                                        "Look which there are: ./milliwatt engine list, docker ps"));
        mustRun(Boolean.TRUE.equals(container.getState().getRunning()), name);
        return TapPlan.ofContainer(
                container.getId(),
                addresses(container),
                Translations.of(TopologyLook.server(container), hostAddresses()),
                OptionalInt.empty(),
                "capture of " + name);
    }

    /// This host's, by which published ports are reached.
    private static Set<InetAddress> hostAddresses() {
        var addresses = new HashSet<InetAddress>();
        LocalEngines.rankedAddresses().forEach(each -> addresses.add(each.address()));
        return addresses;
    }

    private static void mustRun(boolean running, String name) throws BenchException {
        if (!running) {
            throw new BenchException(
                    ProblemCode.ENGINE_DIED,
                    "\"" + name + "\" does not run",
                    "Start it first: what does not run sends nothing");
        }
    }

    private static List<InetAddress> addresses(InspectContainerResponse container) {
        NetworkSettings settings = container.getNetworkSettings();
        Map<String, ContainerNetwork> networks =
                settings == null || settings.getNetworks() == null
                        ? Map.of()
                        : settings.getNetworks();
        return networks.values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(it -> it != null && !it.isEmpty())
                .map(InetAddress::ofLiteral)
                .toList();
    }
}
