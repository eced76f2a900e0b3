package io.milliwatt.bench.engine;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.Network;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.network.PortUse;
import io.milliwatt.bench.problem.BenchException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What Docker did to this host: addresses it gave to bridges, ports that its containers publish.
/// Empty when it cannot be asked: then there are none that matter.
public final class DockerHost {
    private final DockerConnection docker;

    public DockerHost(DockerConnection docker) {
        this.docker = docker;
    }

    /// Gateways of Docker's networks, which are addresses of this host's bridges.
    public Set<InetAddress> gateways() {
        var gateways = new HashSet<InetAddress>();
        for (Network network : networks()) {
            Network.Ipam ipam = network.getIpam();
            List<Network.Ipam.Config> configs = ipam == null ? null : ipam.getConfig();
            if (configs == null || !"bridge".equals(network.getDriver())) {
                continue;
            }
            for (Network.Ipam.Config config : configs) {
                String gateway = config.getGateway();
                if (gateway != null && !gateway.isBlank()) {
                    try {
                        gateways.add(InetAddress.ofLiteral(gateway.replaceFirst("/.*", "")));
                    } catch (IllegalArgumentException _) {
                        // a driver's own word for it
                    }
                }
            }
        }
        return gateways;
    }

    private List<Network> networks() {
        try {
            return docker.ask(it -> it.listNetworksCmd().exec());
        } catch (BenchException _) {
            return List.of();
        }
    }

    /// Names of containers by the ports they publish.
    public Map<PortUse, String> publishedPorts() {
        var published = new HashMap<PortUse, String>();
        try {
            for (Container container : docker.ask(it -> it.listContainersCmd().exec())) {
                String[] names = container.getNames();
                String name =
                        names == null || names.length == 0
                                ? container.getId()
                                : names[0].replaceFirst("^/", "");
                for (ContainerPort port : container.getPorts()) {
                    if (port.getPublicPort() != null) {
                        published.put(
                                new PortUse(
                                        "tcp".equals(port.getType())
                                                ? PortUse.Transport.TCP
                                                : PortUse.Transport.UDP,
                                        port.getPublicPort()),
                                name);
                    }
                }
            }
        } catch (BenchException _) {
            return Map.of();
        }
        return published;
    }
}
