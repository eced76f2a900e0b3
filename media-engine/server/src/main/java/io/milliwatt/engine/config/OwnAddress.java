package io.milliwatt.engine.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The address of the network that this process stands in, for a container that is reached at its
/// own address: nobody knows that address before the container runs, and after a restart it may be
/// another.
final class OwnAddress {
    private static final String WORD = "auto";

    private OwnAddress() {}

    /// Whether the setting asks for it.
    static boolean isWanted(@Nullable Source source) {
        return source != null && source.value().equals(WORD);
    }

    /// The address of the first interface that is up and not the loopback.
    ///
    /// @throws ConfigurationException there is none
    static InetAddress find() throws ConfigurationException {
        try {
            return best(NetworkInterface.networkInterfaces()
                            .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                            .filter(OwnAddress::isUp)
                            .flatMap(NetworkInterface::inetAddresses)
                            .toList())
                    .orElseThrow(() -> none("it has none beside the loopback address"));
        } catch (SocketException e) {
            throw none("the kernel does not list its interfaces: " + e.getMessage());
        }
    }

    /// IPv4 before IPv6, since that is what phones on a LAN have; never one that means nothing
    /// elsewhere.
    static Optional<InetAddress> best(List<InetAddress> addresses) {
        return addresses.stream()
                .filter(it -> !it.isLoopbackAddress() && !it.isLinkLocalAddress())
                .min(Comparator.comparing(it -> !(it instanceof Inet4Address)));
    }

    private static boolean isUp(NetworkInterface each) {
        try {
            return each.isUp();
        } catch (SocketException _) {
            return false; // went away just now
        }
    }

    private static ConfigurationException none(String why) {
        return new ConfigurationException(
                Setting.ADVERTISE.variable()
                        + "=\"auto\" takes the address of this process's network, and "
                        + why
                        + "; give the address that phones reach, such as --advertise 192.0.2.10");
    }
}
