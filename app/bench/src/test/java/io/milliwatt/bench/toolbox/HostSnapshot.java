package io.milliwatt.bench.toolbox;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import java.util.TreeSet;

/// All that our tools may leave on a host: rules, routes, interfaces, namespaces, containers and
/// networks, without counters and times. Two of them are equal when nothing was left.
///
/// @param text what the host's own tools say
public record HostSnapshot(String text) {
    private static final String LOOK =
            """
            for v in nft legacy; do
                for f in iptables ip6tables; do $f-$v-save 2>/dev/null | sed -e '/^#/d' -e 's/\\[[0-9:]*\\]//'; done
            done
            nft -s list ruleset | sed 's/counter packets [0-9]* bytes [0-9]*/counter/'
            ip route show table all | grep -v '^\\(fe80\\|ff00\\|multicast\\|anycast\\|local fe80\\)' | sed 's/ linkdown//'
            ip rule
            ip -o link | sed -e 's/^[0-9]*: //' -e 's/@.*//' -e 's/:.*//' | sort
            sysctl net.ipv4.ip_forward net.ipv4.conf.all.route_localnet
            """;

    /// Looks at the host of this daemon, without the container that looks.
    public static HostSnapshot of(Toolbox toolbox) throws BenchException {
        DockerConnection docker = toolbox.docker();
        var text = new StringBuilder();
        var containers = new TreeSet<String>();
        for (Container each : docker.ask(it -> it.listContainersCmd().withShowAll(true).exec())) {
            containers.add(String.valueOf(each.getId()));
        }
        var networks = new TreeSet<String>();
        for (Network each : docker.ask(it -> it.listNetworksCmd().exec())) {
            networks.add(each.getName() + " " + each.getId());
        }
        text.append("containers ").append(containers).append("\nnetworks ").append(networks);
        text.append('\n')
                .append(
                        toolbox.require(
                                ToolboxTask.onHost(
                                        "look at the host",
                                        HostCommand.shell(LOOK).toArray(String[]::new))));
        return new HostSnapshot(text.toString());
    }
}
