package io.milliwatt.bench.topology;

import com.github.dockerjava.api.model.Capability;
import io.milliwatt.bench.doctor.MediaFacts.AtServer;
import io.milliwatt.bench.doctor.Topology.Listener;
import io.milliwatt.bench.doctor.Topology.Server;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxNetwork;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks into a container's network: its open sockets, and the packets at its interface.
final class SocketLook {
    /// How long packets are watched; seconds.
    private static final int WATCH_SECONDS = 2;

    private static final int MOST_PACKETS = 600;
    private static final int RTP_HEADER = 12;

    /// `172.17.0.1.5000 > 172.17.0.2.42000: UDP, length 172`; other words where tcpdump guesses a
    /// protocol from the port.
    private static final Pattern PACKET =
            Pattern.compile(
                    "IP (\\d+\\.\\d+\\.\\d+\\.\\d+)\\.(\\d+) > (\\d+\\.\\d+\\.\\d+\\.\\d+)\\.(\\d+): (.*)");

    private static final Pattern UNREACHABLE =
            Pattern.compile("ICMP \\S+ udp port (\\d+) unreachable");
    private static final Pattern LENGTH = Pattern.compile("length (\\d+)");

    private final Toolbox toolbox;

    SocketLook(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /// The sockets that wait for packets or connections.
    List<Listener> listeners(String container) throws BenchException {
        return read(
                toolbox.require(
                        ToolboxTask.of("read the sockets of " + container, "ss", "-Hlntu")
                                .in(new ToolboxNetwork.OfContainer(container))));
    }

    /// `udp UNCONN 0 0 0.0.0.0:5060 0.0.0.0:*`
    static List<Listener> read(String output) {
        var found = new ArrayList<Listener>();
        for (String line : output.lines().toList()) {
            String[] word = line.strip().split("\\s+");
            int colon = word.length > 4 ? word[4].lastIndexOf(':') : -1;
            if (colon < 1) {
                continue;
            }
            String address = word[4].substring(0, colon).replaceAll("[\\[\\]]|%.*", "");
            try {
                found.add(
                        new Listener(
                                word[0],
                                address.replace("::ffff:", ""),
                                Integer.parseInt(word[4].substring(colon + 1))));
            } catch (NumberFormatException _) {
                // "*": any port
            }
        }
        return found;
    }

    /// Watches the packets of a container for two seconds.
    ///
    /// @param sipPort of the container, whose packets are not counted
    AtServer watch(String container, Server server, int sipPort) throws BenchException {
        String capture =
                "timeout "
                        + WATCH_SECONDS
                        + " tcpdump -Z root -nn -i any -l -c "
                        + MOST_PACKETS
                        + " 'icmp or (udp and not port "
                        + sipPort
                        + " and not port 53)' 2>/dev/null; true";
        return read(
                toolbox.require(
                        ToolboxTask.of(
                                        "watch the packets of " + server.name(),
                                        HostCommand.shell(capture))
                                .in(new ToolboxNetwork.OfContainer(container))
                                .with(Set.of(Capability.NET_RAW, Capability.SETGID))),
                server.addresses());
    }

    static AtServer read(String output, Set<String> own) {
        long in = 0;
        long out = 0;
        int refused = 0;
        String source = "";
        var destinations = new LinkedHashSet<String>();
        for (String line : output.lines().toList()) {
            Matcher icmp = UNREACHABLE.matcher(line);
            if (icmp.find()) {
                refused = Integer.parseInt(icmp.group(1));
                continue;
            }
            Matcher packet = PACKET.matcher(line);
            if (!packet.find() || lengthOf(packet.group(5)).orElse(RTP_HEADER) < RTP_HEADER) {
                continue;
            }
            if (own.contains(packet.group(3))) {
                in++;
                source = packet.group(1) + ":" + packet.group(2);
            } else if (own.contains(packet.group(1))) {
                out++;
                destinations.add(packet.group(3) + ":" + packet.group(4));
            }
        }
        return new AtServer(in, out, List.copyOf(destinations), source, refused);
    }

    private static Optional<Integer> lengthOf(String words) {
        Matcher length = LENGTH.matcher(words);
        return length.find() ? Optional.of(Integer.parseInt(length.group(1))) : Optional.empty();
    }
}
