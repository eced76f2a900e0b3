package io.milliwatt.bench.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/// An IPv4 network that an interface of this host, or of Docker's host, is in.
///
/// @param device the interface
/// @param subnet its addresses
/// @param host the host's own address in it: the next hop of phones on it
/// @param gateway the router of the default route through this interface; empty when there is none,
///   or it is not known
public record Lan(String device, Subnet subnet, Inet4Address host, Optional<Inet4Address> gateway) {
    private static final int BITS = 32;

    /// A network whose router is not known.
    public static Lan of(String device, Subnet subnet, Inet4Address host) {
        return new Lan(device, subnet, host, Optional.empty());
    }

    /// The host's address, in dotted decimal.
    public String hostText() {
        return host.getHostAddress();
    }

    /// Whether an address could be a host's: neither the network's own nor that of the broadcast.
    public boolean canBeHost(InetAddress other) {
        return subnet.contains(other)
                && (subnet.prefix() >= BITS - 1
                        || !other.equals(address(0)) && !other.equals(lastAddress()));
    }

    /// The address for broadcasts, the last of the network.
    public Inet4Address lastAddress() {
        return fromEnd(0);
    }

    /// The address so many before the last one.
    Inet4Address fromEnd(long back) {
        return address(subnet.size() - 1 - back);
    }

    private Inet4Address address(long index) {
        return (Inet4Address) InetAddress.ofLiteral(subnet.at(index));
    }
}
