package io.milliwatt.bench.engine;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Docker's networks, as far as engines join or make them.
final class DockerNetworks {
    static final String NETWORK = "network";

    private final DockerConnection docker;

    DockerNetworks(DockerConnection docker) {
        this.docker = docker;
    }

    /// All of them.
    List<Network> all() throws BenchException {
        return docker.ask(it -> it.listNetworksCmd().exec());
    }

    /// The network of that name, with its containers.
    Optional<Network> find(String name) throws BenchException {
        return docker.askForOne(it -> it.inspectNetworkCmd().withNetworkId(name).exec());
    }

    /// A network that the user named.
    ///
    /// @param driver the driver it must have
    /// @throws BenchException `BAD_CONFIGURATION` when there is none, or it is of another kind
    Network existing(String name, String driver) throws BenchException {
        Network network =
                find(name)
                        .orElseThrow(() ->
                                new BenchException(
                                        ProblemCode.BAD_CONFIGURATION,
                                        "Docker has no network \"" + name + "\"; it has " + names(),
                                        "Make it first: docker network create "
                                                + (driver.equals("bridge")
                                                        ? ""
                                                        : "-d " + driver + " ")
                                                + name));
        if (!driver.equals(network.getDriver())) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "The network \""
                            + name
                            + "\" is of the driver "
                            + network.getDriver()
                            + ", not "
                            + driver,
                    network.getDriver().equals("macvlan")
                            ? "Give --mode macvlan with it"
                            : "Take one of: docker network ls --filter driver=" + driver);
        }
        return network;
    }

    /// Our macvlan network on the interface of a LAN, made when there is none.
    ///
    /// @throws BenchException `NETWORK_CLASH` when another network has its name, its interface or
    ///   its addresses; `MODE_NOT_POSSIBLE` when there is no macvlan on it
    Network macvlanOn(Lan lan) throws BenchException {
        String name = "milliwatt-" + lan.device();
        Optional<Network> there = find(name);
        if (there.isPresent()) {
            Map<String, String> labels = there.get().getLabels();
            if (labels == null || !NETWORK.equals(labels.get(EngineContainer.LABEL))) {
                throw clash(
                        "There is a network \"" + name + "\" already, and it is not ours",
                        "docker network rm "
                                + name
                                + ", or give --network "
                                + name
                                + " if it fits");
            }
            if (isFor(lan, there.get())) {
                return there.get();
            }
            throw clash(
                    "The network \"" + name + "\" is not for " + lan.subnet() + " any more",
                    "Stop the engines in it (./milliwatt engine list), which removes it");
        }
        refuseSameInterface(lan);
        var ipam = new Network.Ipam.Config().withSubnet(lan.subnet().toString());
        lan.gateway().ifPresent(it -> ipam.withGateway(it.getHostAddress()));
        try {
            docker.client()
                    .createNetworkCmd()
                    .withName(name)
                    .withDriver("macvlan")
                    .withCheckDuplicate(true)
                    .withOptions(Map.of("parent", lan.device()))
                    .withLabels(Map.of(EngineContainer.LABEL, NETWORK))
                    .withIpam(new Network.Ipam().withConfig(ipam))
                    .exec();
        } catch (DockerException e) {
            throw refused(e, lan);
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
        return find(name)
                .orElseThrow(() -> clash("The network " + name + " went away", "Launch again"));
    }

    private static boolean isFor(Lan lan, Network network) {
        Network.Ipam ipam = network.getIpam();
        return ipam != null
                && ipam.getConfig() != null
                && ipam.getConfig().stream()
                        .anyMatch(it -> lan.subnet().toString().equals(it.getSubnet()));
    }

    /// The kernel has room for one macvlan network on an interface.
    private void refuseSameInterface(Lan lan) throws BenchException {
        for (Network each : all()) {
            Map<String, String> options = each.getOptions();
            if ("macvlan".equals(each.getDriver())
                    && options != null
                    && lan.device().equals(options.get("parent"))) {
                throw clash(
                        "The network \""
                                + each.getName()
                                + "\" is on the interface "
                                + lan.device()
                                + " already, and Docker puts one macvlan network on an interface",
                        "Join it: --network " + each.getName());
            }
        }
    }

    private BenchException refused(DockerException e, Lan lan) {
        String said = DockerConnection.messageOf(e);
        if (said.contains("overlaps")) {
            return clash(
                    "Another Docker network has addresses of " + lan.subnet() + ": " + said,
                    "Look which: docker network ls -q | xargs docker network inspect -f"
                            + " '{{.Name}} {{range .IPAM.Config}}{{.Subnet}}{{end}}'; remove it, or join it with --network");
        }
        if (said.contains("already using parent")) {
            return clash(
                    "Another network is on " + lan.device() + ": " + said,
                    "Join it with --network, or remove it: docker network ls --filter driver=macvlan");
        }
        if (said.contains("macvlan") || said.contains("parent") || said.contains("not supported")) {
            return new BenchException(
                    ProblemCode.MODE_NOT_POSSIBLE,
                    "The kernel or the interface "
                            + lan.device()
                            + " does not carry macvlan: "
                            + said,
                    "Load it (modprobe macvlan) or take a wired interface; else give --mode"
                            + " published or host",
                    e);
        }
        return docker.problem(e);
    }

    private static BenchException clash(String message, String fix) {
        return new BenchException(ProblemCode.NETWORK_CLASH, message, fix);
    }

    private String names() {
        try {
            return all().stream().map(Network::getName).sorted().collect(Collectors.joining(", "));
        } catch (BenchException _) {
            return "none that can be listed";
        }
    }

    /// Takes networks away that we made and no container is in any more.
    void removeUnused() throws BenchException {
        for (Network each :
                docker.ask(it ->
                        it.listNetworksCmd()
                                .withFilter("label", List.of(EngineContainer.LABEL + "=" + NETWORK))
                                .exec())) {
            Optional<Network> now = find(each.getId());
            Map<String, Network.ContainerNetworkConfig> inside =
                    now.map(Network::getContainers).orElse(Map.of());
            if (now.isPresent() && (inside == null || inside.isEmpty())) {
                docker.askForOne(it -> it.removeNetworkCmd(each.getId()).exec());
            }
        }
    }
}
