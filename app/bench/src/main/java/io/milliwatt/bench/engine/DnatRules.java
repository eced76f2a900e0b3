package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.milliwatt.bench.toolbox.HostCommand;
import java.net.InetAddress;

/// The rules that lead a whole range of RTP ports to a container, three whatever its size: for
/// packets that arrive (nat PREROUTING), for those of this host (nat OUTPUT), and one that lets
/// them pass where Docker's own policy would not (filter DOCKER-USER). Each carries a comment with
/// the container's id, by which it is found again. For an engine on the loopback address the kernel
/// must also be allowed to route such packets, and their source be made the bridge's.
///
/// @param container id of the container
/// @param name name of the engine
/// @param from the host's address
/// @param to the container's address
/// @param ports the range
record DnatRules(String container, String name, InetAddress from, InetAddress to, PortRange ports) {
    private static final int ID_CHARACTERS = 12;

    static DnatRules of(
            InspectContainerResponse container, LaunchRequest request, InetAddress host) {
        return new DnatRules(
                container.getId(),
                request.name(),
                host,
                EngineContainer.addressOf(container).orElse(host),
                request.rtpPorts());
    }

    /// All of them, made and undone by one command each: a toolbox container takes half a second,
    /// the rules milliseconds.
    HostCommand command() {
        return new HostCommand(
                "lead RTP "
                        + ports
                        + " of "
                        + from.getHostAddress()
                        + " to "
                        + name
                        + " at "
                        + to.getHostAddress(),
                HostCommand.shell(change()),
                HostCommand.shell(undo()));
    }

    private String comment() {
        return "milliwatt:" + container.substring(0, Math.min(ID_CHARACTERS, container.length()));
    }

    private String change() {
        String udp = " -p udp --dport " + ports.first() + ":" + ports.last();
        String comment = " -m comment --comment " + comment();
        String target = " -j DNAT --to-destination " + to.getHostAddress();
        // two processes may notice at once that the rules are to be made anew
        var script = new StringBuilder("set -e\n" + removal());
        for (String chain : new String[] {"PREROUTING", "OUTPUT"}) {
            script.append("iptables -w 10 -t nat -I " + chain + " -d " + from.getHostAddress())
                    .append(udp + comment + target + "\n");
        }
        script.append("iptables -w 10 -I DOCKER-USER -d " + to.getHostAddress())
                .append(udp + " -m conntrack --ctstate DNAT" + comment + " -j ACCEPT\n");
        if (from.isLoopbackAddress()) {
            // 127.0.0.1 may leave the host by the interface that leads to the container only
            script.append("dev=$(ip route get " + to.getHostAddress())
                    .append(" | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p')\n")
                    .append(HostCommand.setting("net.ipv4.conf.$dev.route_localnet", "1") + "\n")
                    .append("iptables -w 10 -t nat -I POSTROUTING -o $dev -s 127.0.0.0/8 -d ")
                    .append(to.getHostAddress() + udp + comment + " -j MASQUERADE\n");
        }
        return script.append(StaleFlows.flush(from, ports)).toString();
    }

    /// Found by the comment. `route_localnet` stays as it is: Docker sets it too, and other engines
    /// may need it.
    private String undo() {
        return removal() + StaleFlows.flush(from, ports);
    }

    private String removal() {
        return "for table in nat filter; do\n"
                + " iptables -w 10 -t $table -S | grep -F "
                + comment()
                + " | sed 's/^-A/-D/' | while read -r rule; do\n"
                + "  eval \"iptables -w 10 -t $table $rule\" || exit 1\n"
                + " done || exit 1\n"
                + "done\n";
    }
}
