package io.milliwatt.bench.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A network interface as the JDK reports it.
///
/// @param name `eth0`
/// @param up whether it is up
/// @param addresses its addresses in the order of the kernel
public record HostInterface(String name, boolean up, List<InetAddress> addresses) {
    public HostInterface {
        addresses = List.copyOf(addresses);
    }

    /// Those of this host.
    static List<HostInterface> ofThisHost() {
        try {
            var found = new ArrayList<HostInterface>();
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                found.add(
                        new HostInterface(
                                each.getName(), each.isUp(), each.inetAddresses().toList()));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the kernel does not list its interfaces", e);
        }
    }

    /// All addresses that this host has now; empty when the kernel does not list them.
    public static Set<InetAddress> addressesOfThisHost() {
        var addresses = new HashSet<InetAddress>();
        try {
            NetworkInterface.networkInterfaces()
                    .forEach(network -> network.inetAddresses().forEach(addresses::add));
        } catch (SocketException _) {
            // unknown: the rules that need them do not fire
        }
        return addresses;
    }
}
