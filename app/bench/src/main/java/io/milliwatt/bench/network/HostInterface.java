package io.milliwatt.bench.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

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
}
