package io.milliwatt.bench.docker;

import com.github.dockerjava.api.model.Network;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The addresses in a network of Docker's, as its inspection tells them.
public final class NetworkAddresses {
    private NetworkAddresses() {}

    /// Those that its containers have.
    public static Set<InetAddress> taken(Network network) {
        Set<InetAddress> taken = new HashSet<>();
        Map<String, Network.ContainerNetworkConfig> inside = network.getContainers();
        if (inside != null) {
            for (Network.ContainerNetworkConfig each : inside.values()) {
                add(each.getIpv4Address(), taken);
            }
        }
        return taken;
    }

    private static void add(@Nullable String address, Set<InetAddress> taken) {
        if (address != null && !address.isEmpty()) {
            taken.add(InetAddress.ofLiteral(address.replaceFirst("/.*", "")));
        }
    }

    /// Its subnets, such as `192.168.1.0/24`.
    public static List<String> subnets(Network network) {
        Network.Ipam ipam = network.getIpam();
        return ipam == null || ipam.getConfig() == null
                ? List.of()
                : ipam.getConfig().stream().map(it -> String.valueOf(it.getSubnet())).toList();
    }
}
