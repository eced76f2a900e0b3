package io.milliwatt.bench.network;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Default routes of the main table, and the flags of IPv6 addresses, as `/proc/net` shows them.
/// Policy routing is not visible there; [HostAddresses#addressTowards] sees it.
final class RouteTable {
    private static final int FLAG_UP = 0x1;
    private static final int FLAG_GATEWAY = 0x2;
    private static final int FLAG_TEMPORARY = 0x01;
    private static final int FLAG_DEPRECATED = 0x20;

    private RouteTable() {}

    /// A default route.
    ///
    /// @param interfaceName where it leads
    /// @param metric the smaller wins
    record DefaultRoute(String interfaceName, int metric) {}

    /// The IPv4 default route with the least metric. The halves `0/1` and `128/1` by which a VPN
    /// takes over all traffic are not default routes, which is what is wanted: phones are on the
    /// LAN.
    static Optional<DefaultRoute> defaultRoute(Path proc) {
        var routes = new ArrayList<DefaultRoute>();
        for (String line : lines(proc.resolve("net/route"))) {
            String[] field = line.strip().split("\\s+");
            if (field.length < 8
                    || !field[1].equals("00000000")
                    || !field[7].equals("00000000")
                    || (Integer.parseInt(field[3], 16) & FLAG_UP) == 0) {
                continue;
            }
            routes.add(new DefaultRoute(field[0], Integer.parseInt(field[6])));
        }
        return routes.stream().min(Comparator.comparingInt(DefaultRoute::metric));
    }

    /// The router of the IPv4 default route through an interface.
    static Optional<Inet4Address> gateway(Path proc, String interfaceName) {
        for (String line : lines(proc.resolve("net/route"))) {
            String[] field = line.strip().split("\\s+");
            if (field.length >= 8
                    && field[0].equals(interfaceName)
                    && field[1].equals("00000000")
                    && field[7].equals("00000000")
                    && (Integer.parseInt(field[3], 16) & FLAG_GATEWAY) != 0) {
                return Optional.of(ipv4(field[2]));
            }
        }
        return Optional.empty();
    }

    /// As the kernel writes it: the four bytes in the order of this machine, which is least first.
    private static Inet4Address ipv4(String hexadecimal) {
        int number = Integer.parseUnsignedInt(hexadecimal, 16);
        return (Inet4Address)
                InetAddress.ofLiteral(
                        (number & 0xff)
                                + "."
                                + (number >>> 8 & 0xff)
                                + "."
                                + (number >>> 16 & 0xff)
                                + "."
                                + (number >>> 24));
    }

    /// IPv6 addresses that will go away by themselves: temporary ones (RFC 8981) and deprecated
    /// ones. Key: 32 hexadecimal digits.
    static Map<String, String> passingIpv6(Path proc) {
        var passing = new HashMap<String, String>();
        for (String line : lines(proc.resolve("net/if_inet6"))) {
            String[] field = line.strip().split("\\s+");
            if (field.length >= 6) {
                int flags = Integer.parseInt(field[4], 16);
                if ((flags & FLAG_TEMPORARY) != 0) {
                    passing.put(field[0], "temporary");
                } else if ((flags & FLAG_DEPRECATED) != 0) {
                    passing.put(field[0], "deprecated");
                }
            }
        }
        return passing;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (IOException _) {
            return List.of(); // not there: no such protocol on this host
        }
    }
}
