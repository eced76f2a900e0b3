package io.milliwatt.bench.network;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The IPv4 networks around this host, and which of their addresses are free.
public final class Lans {
    private static final int DISCARD_PORT = 9; // RFC 863

    /// Who is there answers ARP (RFC 826) within milliseconds; a sleeping phone takes longer.
    private static final long ANSWER_MILLIS = 700;

    private static final int AT_ONCE = 8;
    private static final int MOST_TRIED = 64;
    private static final int ARP_COMPLETE = 0x2;

    private final Path proc;

    /// @param proc where `/proc` is mounted
    public Lans(Path proc) {
        this.proc = proc;
    }

    /// The network of an interface of this host that has that address; empty when none has, or it
    /// is of no network.
    public Optional<Lan> ofHostAddress(InetAddress address) {
        return all().stream().filter(it -> it.host().equals(address)).findFirst();
    }

    /// The network that an address would be in.
    public Optional<Lan> around(InetAddress address) {
        return all().stream().filter(it -> it.canBeHost(address)).findFirst();
    }

    /// The network with just these addresses.
    public Optional<Lan> of(Subnet subnet) {
        return all().stream().filter(it -> it.subnet().equals(subnet)).findFirst();
    }

    private List<Lan> all() {
        var found = new ArrayList<Lan>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                for (InterfaceAddress address : each.getInterfaceAddresses()) {
                    if (address.getAddress() instanceof Inet4Address v4
                            && !v4.isLoopbackAddress()
                            && address.getNetworkPrefixLength() > 0) {
                        Subnet.of(v4, address.getNetworkPrefixLength())
                                .map(subnet ->
                                        new Lan(
                                                each.getName(),
                                                subnet,
                                                v4,
                                                RouteTable.gateway(proc, each.getName())))
                                .ifPresent(found::add);
                    }
                }
            }
        } catch (SocketException _) {
            return List.of(); // the kernel lists none
        }
        return found;
    }

    /// An address of the network that nobody answers at, from the end of the network on, where
    /// routers and DHCP servers rarely begin.
    ///
    /// @param taken addresses not to be tried
    public Optional<Inet4Address> freeAddress(Lan lan, Set<InetAddress> taken) {
        var group = new ArrayList<Inet4Address>();
        for (int back = 1; back < Math.min(lan.subnet().size() - 1, MOST_TRIED); back++) {
            Inet4Address candidate = lan.fromEnd(back);
            if (!taken.contains(candidate)
                    && !candidate.equals(lan.host())
                    && lan.gateway().filter(candidate::equals).isEmpty()) {
                group.add(candidate);
            }
            if (group.size() == AT_ONCE) {
                Optional<Inet4Address> free = freeOf(group);
                if (free.isPresent()) {
                    return free;
                }
                group.clear();
            }
        }
        return freeOf(group);
    }

    private Optional<Inet4Address> freeOf(List<Inet4Address> group) {
        Set<String> answered = answering(group);
        return group.stream().filter(it -> !answered.contains(it.getHostAddress())).findFirst();
    }

    /// Whether somebody answers at an address of the LAN.
    public boolean isTaken(Inet4Address address) {
        return answering(List.of(address)).contains(address.getHostAddress());
    }

    /// Sends each a datagram, for which the kernel must ask for the hardware address, and reads who
    /// told his.
    private Set<String> answering(List<Inet4Address> addresses) {
        try (var socket = new DatagramSocket()) {
            for (Inet4Address each : addresses) {
                try {
                    socket.send(new DatagramPacket(new byte[0], 0, each, DISCARD_PORT));
                } catch (IOException _) {
                    // no route: then nobody is there either
                }
            }
            Thread.sleep(ANSWER_MILLIS);
        } catch (SocketException _) {
            return Set.of();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return neighbours();
    }

    /// The addresses whose hardware address the kernel knows.
    private Set<String> neighbours() {
        var known = new HashSet<String>();
        try {
            for (String line :
                    Files.readAllLines(proc.resolve("net/arp"), StandardCharsets.US_ASCII)) {
                String[] field = line.strip().split("\\s+");
                if (field.length >= 4
                        && field[2].startsWith("0x")
                        && (Integer.parseInt(field[2].substring(2), 16) & ARP_COMPLETE) != 0) {
                    known.add(field[0]);
                }
            }
        } catch (IOException _) {
            return Set.of(); // no ARP on this host
        }
        return known;
    }
}
