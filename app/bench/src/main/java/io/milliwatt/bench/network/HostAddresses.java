package io.milliwatt.bench.network;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The addresses of this host, best first, each with the reason for its place.
///
/// The order: the address the user chose, while this host has it; the address from which this host
/// reaches a given peer; the interface of the default route; other network cards, wired before
/// Wi-Fi; bonds, VLANs and bridges of this host; virtual interfaces; VPN tunnels; IPv6 addresses;
/// the loopback address, which proves something between two programs of this host only; the
/// networks of container engines. VPN tunnels, addresses that will go away and container networks
/// are shown, but never chosen by themselves: the choice is the first *usable* one.
public final class HostAddresses {
    private final Path sys;
    private final Path proc;
    private final Supplier<List<HostInterface>> interfaces;
    private final Supplier<Set<InetAddress>> gateways;
    private final Supplier<Optional<InetAddress>> chosen;

    /// @param sys where `/sys` is mounted
    /// @param proc where `/proc` is mounted
    /// @param interfaces the interfaces of the host
    /// @param gateways addresses that container engines gave to this host; empty when none can be
    ///   asked. Asked only when there is a bridge whose name does not say whose it is
    /// @param chosen the address that the user chose once
    HostAddresses(
            Path sys,
            Path proc,
            Supplier<List<HostInterface>> interfaces,
            Supplier<Set<InetAddress>> gateways,
            Supplier<Optional<InetAddress>> chosen) {
        this.sys = sys;
        this.proc = proc;
        this.interfaces = interfaces;
        this.gateways = gateways;
        this.chosen = chosen;
    }

    /// The addresses of this host.
    ///
    /// @param gateways addresses that container engines gave to this host; empty when none can be
    ///   asked
    /// @param chosen the address that the user chose once; empty = none
    public static HostAddresses ofThisHost(
            Supplier<Set<InetAddress>> gateways, Supplier<Optional<InetAddress>> chosen) {
        return new HostAddresses(
                Path.of("/sys"), Path.of("/proc"), HostInterface::ofThisHost, gateways, chosen);
    }

    /// The addresses of this host, where the user chose none.
    ///
    /// @param gateways as above
    public static HostAddresses ofThisHost(Supplier<Set<InetAddress>> gateways) {
        return ofThisHost(gateways, Optional::empty);
    }

    /// The addresses of this host for calls with one peer: the one from which this host reaches it
    /// comes first, whatever VPN or policy routing leads there, unless the user chose another.
    ///
    /// @throws IOException there is no route to the peer
    public List<HostAddress> rankFor(InetAddress peer) throws IOException {
        return rank(Optional.of(new Towards(peer, addressTowards(peer))));
    }

    /// A peer and the address of this host that leads to it.
    record Towards(InetAddress peer, InetAddress local) {}

    /// All addresses that make sense in SDP, best first. Link-local addresses are left out: they
    /// mean nothing without the name of an interface, and SDP has no place for one.
    public List<HostAddress> rank() {
        return rank(Optional.empty());
    }

    List<HostAddress> rank(Optional<Towards> towards) {
        List<HostInterface> links = interfaces.get();
        Set<InetAddress> engineOwned =
                links.stream().anyMatch(it -> LinkKind.of(sys, it, Set.of()) == LinkKind.BRIDGE)
                        ? gateways.get()
                        : Set.of();
        Optional<RouteTable.DefaultRoute> route = RouteTable.defaultRoute(proc);
        Map<String, String> passing = RouteTable.passingIpv6(proc);
        boolean wsl = isWsl();
        Optional<InetAddress> wish = chosen.get();
        var candidates = new ArrayList<Candidate>();
        for (HostInterface link : links) {
            if (!link.up()) {
                continue;
            }
            LinkKind kind = LinkKind.of(sys, link, engineOwned);
            int place = 0;
            for (InetAddress address : link.addresses()) {
                if (!address.isLinkLocalAddress() && !address.isMulticastAddress()) {
                    place += address instanceof Inet4Address ? 1 : 0;
                    candidates.add(
                            judge(link, kind, address, route, passing, wsl)
                                    .placed(place)
                                    .wanted(wish, towards));
                }
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::order));
        var ranked = new ArrayList<HostAddress>();
        for (Candidate each : candidates) {
            ranked.add(
                    new HostAddress(
                            each.address,
                            each.interfaceName,
                            ranked.size() + 1,
                            each.kind,
                            each.reason,
                            each.usable));
        }
        return ranked;
    }

    /// The address this host would send from to reach `peer`, policy routing and VPNs included. No
    /// packet is sent.
    public static InetAddress addressTowards(InetAddress peer) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(peer, 9));
            return socket.getLocalAddress();
        } catch (SocketException e) {
            throw new IOException("no route to " + peer.getHostAddress(), e);
        }
    }

    private record Candidate(
            InetAddress address,
            String interfaceName,
            String kind,
            int order,
            String reason,
            boolean usable) {
        /// Says when an interface has more addresses before this one: the kernel sends from the
        /// first by itself, but answers from each.
        Candidate placed(int place) {
            return place < 2 || !(address instanceof Inet4Address)
                    ? this
                    : new Candidate(
                            address,
                            interfaceName,
                            kind,
                            order,
                            reason + ", address " + place + " of " + interfaceName,
                            usable);
        }

        Candidate wanted(Optional<InetAddress> chosen, Optional<Towards> towards) {
            if (chosen.filter(address::equals).isPresent()) {
                return first(CHOSEN, "your choice");
            }
            Optional<Towards> leads = towards.filter(it -> it.local().equals(address));
            return leads.isEmpty()
                    ? this
                    : first(
                            TOWARDS_PEER,
                            "this host reaches "
                                    + HostAddress.text(leads.get().peer())
                                    + " from it");
        }

        private Candidate first(int newOrder, String why) {
            return new Candidate(address, interfaceName, kind, newOrder, why + ", " + reason, true);
        }
    }

    private static final int CHOSEN = -2;
    private static final int TOWARDS_PEER = -1;

    private static Candidate judge(
            HostInterface link,
            LinkKind kind,
            InetAddress address,
            Optional<RouteTable.DefaultRoute> route,
            Map<String, String> passing,
            boolean wsl) {
        boolean onDefaultRoute =
                route.filter(it -> it.interfaceName().equals(link.name())).isPresent();
        var reasons = new ArrayList<String>();
        if (onDefaultRoute) {
            reasons.add("default route");
        }
        reasons.add(kind.words());
        int order = orderOf(kind, onDefaultRoute);
        boolean usable = true;
        switch (kind) {
            case VPN -> {
                usable = false;
                reasons.add("phones on the LAN do not reach it");
            }
            case CONTAINER -> {
                usable = false;
                reasons.add("only this host reaches it");
            }
            case LOOPBACK -> reasons.add("only programs on this host reach it");
            case VIRTUAL -> usable = onDefaultRoute;
            case ETHERNET, WIFI, BOND, VLAN, BRIDGE -> {}
        }
        if (address instanceof Inet6Address v6) {
            String fate = passing.get(HexFormat.of().formatHex(v6.getAddress()));
            if (fate != null) {
                usable = false;
                reasons.add(fate + " IPv6 address, it will go away");
            } else {
                reasons.add(isUniqueLocal(v6) ? "private IPv6 address" : "IPv6 address");
            }
            if (kind == LinkKind.LOOPBACK) {
                usable = false;
            }
            order += IPV6;
        } else if (address instanceof Inet4Address v4 && kind != LinkKind.LOOPBACK) {
            reasons.add(v4.isSiteLocalAddress() ? "private IPv4 address" : "IPv4 address");
            order += v4.isSiteLocalAddress() ? 0 : 1;
        }
        if (wsl && kind != LinkKind.LOOPBACK && kind != LinkKind.CONTAINER) {
            reasons.add(
                    "WSL 2: the LAN reaches it only with networkingMode=mirrored in .wslconfig");
        }
        String reason = String.join(", ", reasons);
        return new Candidate(address, link.name(), kind.word(), order, reason, usable);
    }

    /// Added to the order of an IPv6 address: behind every IPv4 address that can be chosen, before
    /// the loopback address.
    private static final int IPV6 = 100;

    private static int orderOf(LinkKind kind, boolean onDefaultRoute) {
        return switch (kind) {
            case ETHERNET, WIFI, BOND, VLAN, BRIDGE ->
                    onDefaultRoute ? 0 : 10 + 10 * kind.ordinal();
            case VIRTUAL -> onDefaultRoute ? 0 : 80;
            case LOOPBACK -> 300;
            case VPN -> 90;
            case CONTAINER -> 500;
        };
    }

    private static boolean isUniqueLocal(Inet6Address address) {
        return (address.getAddress()[0] & 0xfe) == 0xfc; // RFC 4193, section 3.1: fc00::/7
    }

    private boolean isWsl() {
        try {
            return Files.readAllLines(proc.resolve("sys/kernel/osrelease"))
                    .toString()
                    .toLowerCase(Locale.ROOT)
                    .contains("microsoft");
        } catch (IOException _) {
            return false;
        }
    }
}
