package io.milliwatt.bench.network;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A host as its files in `/sys` and `/proc` describe it, recorded from real ones.
final class FakeHost {
    private static final String ROUTE_HEAD =
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

    private final Path sys;
    private final Path proc;
    private final List<HostInterface> interfaces = new ArrayList<>();
    private final Set<InetAddress> gateways = new HashSet<>();
    private final StringBuilder routes = new StringBuilder(ROUTE_HEAD);
    private final StringBuilder inet6 = new StringBuilder();
    private Optional<InetAddress> chosen = Optional.empty();
    private String release = "6.12.5-amd64";

    FakeHost(Path directory) throws IOException {
        sys = directory.resolve("sys");
        proc = directory.resolve("proc");
        Files.createDirectories(sys.resolve("class/net"));
        Files.createDirectories(proc.resolve("net"));
        Files.createDirectories(proc.resolve("sys/kernel"));
        link("lo", "772", "", List.of("127.0.0.1", "::1"));
    }

    /// @param attributes files or directories below `/sys/class/net/NAME`, such as `device bridge`
    FakeHost link(String name, String type, String attributes, List<String> addresses)
            throws IOException {
        Path dir = Files.createDirectories(sys.resolve("class/net").resolve(name));
        Files.writeString(dir.resolve("type"), type + "\n");
        StringBuilder uevent = new StringBuilder("INTERFACE=" + name + "\n");
        for (String each : attributes.split(" ", -1)) {
            if (each.startsWith("DEVTYPE=")) {
                uevent.append(each).append('\n');
            } else if (!each.isEmpty()) {
                Files.createDirectory(dir.resolve(each));
            }
        }
        Files.writeString(dir.resolve("uevent"), uevent);
        interfaces.add(
                new HostInterface(
                        name, true, addresses.stream().map(InetAddress::ofLiteral).toList()));
        return this;
    }

    FakeHost downLink(String name, List<String> addresses) throws IOException {
        link(name, "1", "device", addresses);
        HostInterface last = interfaces.removeLast();
        interfaces.add(new HostInterface(name, false, last.addresses()));
        return this;
    }

    FakeHost route(String name, String destination, String mask, int metric) {
        routes.append(
                "%s\t%s\t0100A8C0\t0003\t0\t0\t%d\t%s\t0\t0\t0\n"
                        .formatted(name, destination, metric, mask));
        return this;
    }

    FakeHost defaultRoute(String name, int metric) {
        return route(name, "00000000", "00000000", metric);
    }

    FakeHost ipv6Flags(String hex, String flags, String name) {
        inet6.append("%s 02 40 00 %s %8s\n".formatted(hex, flags, name));
        return this;
    }

    FakeHost gateway(String address) {
        gateways.add(InetAddress.ofLiteral(address));
        return this;
    }

    FakeHost release(String text) {
        release = text;
        return this;
    }

    FakeHost chosen(String address) {
        chosen = Optional.of(InetAddress.ofLiteral(address));
        return this;
    }

    List<HostAddress> rank() throws IOException {
        return rank(Optional.empty());
    }

    List<HostAddress> rank(Optional<HostAddresses.Towards> towards) throws IOException {
        Files.writeString(proc.resolve("net/route"), routes);
        Files.writeString(proc.resolve("net/if_inet6"), inet6);
        Files.writeString(proc.resolve("sys/kernel/osrelease"), release + "\n");
        return new HostAddresses(sys, proc, () -> interfaces, () -> gateways, () -> chosen)
                .rank(towards);
    }

    /// `192.168.1.20 LAN`, and in brackets those never chosen by themselves.
    List<String> ranked() throws IOException {
        return rank().stream()
                .flatMap(it -> {
                    String text = it.address().getHostAddress() + " " + it.kind();
                    return Stream.of(it.usable() ? text : "(" + text + ")");
                })
                .toList();
    }
}
