package io.milliwatt.bench.network;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Finds out which ports of an address are taken, by whom, and which are free instead.
public final class PortProbe {
    private static final int LOWEST_OFFER = 20_000;
    private static final int MAX_PORT = 65_535;
    private static final int SIP_OFFERS = 100;

    private final Path proc;
    private final PortHolders containers;

    /// @param proc where `/proc` is mounted
    /// @param containers asked only when a port is taken
    public PortProbe(Path proc, PortHolders containers) {
        this.proc = proc;
        this.containers = containers;
    }

    /// Those of the ports that cannot be bound on this address now.
    public List<TakenPort> taken(InetAddress address, List<PortUse> wanted) {
        List<PortUse> busy = wanted.stream().filter(use -> !isFree(address, use)).toList();
        if (busy.isEmpty()) {
            return List.of();
        }
        Map<PortUse, String> published = containers.containers();
        var sockets = new SocketTable(proc);
        var taken = new ArrayList<TakenPort>();
        for (PortUse use : busy) {
            String container = published.get(use);
            taken.add(
                    new TakenPort(
                            use,
                            container != null
                                    ? "container " + container
                                    : sockets.holder(use, address)));
        }
        return taken;
    }

    /// The first port of a free UDP range of this size: after the range that was wanted, and if
    /// possible outside the ports that the kernel gives to any program that asks for one.
    ///
    /// @param wanted first port of the range that is taken
    /// @param size how many ports
    public OptionalInt freeUdpRange(InetAddress address, int wanted, int size) {
        EphemeralPorts ephemeral = EphemeralPorts.read(proc);
        OptionalInt inside = OptionalInt.empty();
        var starts = new ArrayList<Integer>();
        for (int first = even(wanted + size); first + size - 1 <= MAX_PORT; first += size) {
            starts.add(first);
        }
        for (int first = LOWEST_OFFER; first + size - 1 < wanted; first += even(size + 1)) {
            starts.add(first);
        }
        for (int first : starts) {
            int last = first + size - 1;
            boolean overlaps = ephemeral.overlaps(first, last);
            if (overlaps && inside.isPresent()) {
                continue;
            }
            if (isRangeFree(address, first, size)) {
                if (!overlaps) {
                    return OptionalInt.of(first);
                }
                inside = OptionalInt.of(first);
            }
        }
        return inside;
    }

    /// A port that is free for UDP and TCP, the next even ones after `wanted` tried first.
    public OptionalInt freeSipPort(InetAddress address, int wanted) {
        for (int port = even(wanted + 2); port < wanted + 2 * SIP_OFFERS; port += 2) {
            if (port <= MAX_PORT
                    && isFree(address, new PortUse(PortUse.Transport.UDP, port))
                    && isFree(address, new PortUse(PortUse.Transport.TCP, port))) {
                return OptionalInt.of(port);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isRangeFree(InetAddress address, int first, int size) {
        for (int port = first; port < first + size; port++) {
            if (!isFree(address, new PortUse(PortUse.Transport.UDP, port))) {
                return false;
            }
        }
        return true;
    }

    /// Whether it could be bound. A port below 1024 that this user may not bind counts as free: the
    /// Docker daemon may bind it.
    private static boolean isFree(InetAddress address, PortUse use) {
        try {
            switch (use.transport()) {
                case UDP -> new DatagramSocket(use.port(), address).close();
                case TCP -> {
                    try (var socket = new ServerSocket()) {
                        socket.setReuseAddress(true); // connections in TIME_WAIT do no harm
                        socket.bind(new InetSocketAddress(address, use.port()));
                    }
                }
            }
            return true;
        } catch (BindException e) {
            return String.valueOf(e.getMessage()).contains("Permission denied");
        } catch (IOException _) {
            return false;
        }
    }

    private static int even(int port) {
        return port + (port & 1);
    }
}
