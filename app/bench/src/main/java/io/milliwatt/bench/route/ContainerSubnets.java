package io.milliwatt.bench.route;

import com.github.dockerjava.api.model.Network;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Docker's bridge networks, asked from the daemon.
public final class ContainerSubnets {
    /// The network of containers that name none.
    public static final String DEFAULT = "bridge";

    private static final String BRIDGE_NAME = "com.docker.network.bridge.name";
    private static final int SHORT_ID = 12;

    private final DockerConnection docker;

    public ContainerSubnets(DockerConnection docker) {
        this.docker = docker;
    }

    /// All that have an IPv4 network.
    public List<ContainerSubnet> all() throws BenchException {
        var found = new ArrayList<ContainerSubnet>();
        for (Network each : docker.ask(it -> it.listNetworksCmd().exec())) {
            if ("bridge".equals(each.getDriver())) {
                read(each).ifPresent(found::add);
            }
        }
        return found;
    }

    /// The network of that name.
    ///
    /// @throws BenchException `BAD_CONFIGURATION`: there is none, with those there are
    public ContainerSubnet find(String name) throws BenchException {
        List<ContainerSubnet> all = all();
        return all.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new BenchException(
                                ProblemCode.BAD_CONFIGURATION,
                                "Docker has no bridge network \"" + name + "\" with IPv4",
                                "Take one of: "
                                        + all.stream()
                                                .map(ContainerSubnet::name)
                                                .collect(Collectors.joining(", "))));
    }

    private static Optional<ContainerSubnet> read(Network network) {
        Map<String, String> options =
                network.getOptions() == null ? Map.of() : network.getOptions();
        Network.Ipam ipam = network.getIpam();
        List<Network.Ipam.Config> configs = ipam == null ? null : ipam.getConfig();
        if (configs == null) {
            return Optional.empty();
        }
        for (Network.Ipam.Config config : configs) {
            Optional<Subnet> subnet = Subnet.parse(String.valueOf(config.getSubnet()));
            if (subnet.isPresent()) {
                String gateway = config.getGateway();
                return Optional.of(
                        new ContainerSubnet(
                                network.getName(),
                                subnet.get(),
                                gateway == null ? "" : gateway,
                                options.getOrDefault(
                                        BRIDGE_NAME,
                                        "br-" + network.getId().substring(0, SHORT_ID)),
                                options));
            }
        }
        return Optional.empty();
    }
}
