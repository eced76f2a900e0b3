package io.milliwatt.bench.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/// An IPv4 network that an interface of this host is in.
///
/// @param interfaceName the interface
/// @param host this host's address there
/// @param prefix length of the network's prefix; bits
/// @param gateway the router of the default route through this interface; empty when there is none
public record Lan(
        String interfaceName, Inet4Address host, int prefix, Optional<Inet4Address> gateway) {
    private static final int BITS = 32;

    public Lan {
        if (prefix < 1 || prefix > BITS) {
            throw new IllegalArgumentException("prefix of " + prefix + " bits");
        }
    }

    /// Its first address, which names it: `192.168.1.0`.
    public Inet4Address network() {
        return address(number(host) & mask());
    }

    /// `192.168.1.0/24`, as `ip` and Docker write it.
    public String subnet() {
        return network().getHostAddress() + "/" + prefix;
    }

    /// Whether an address belongs to it.
    public boolean contains(InetAddress other) {
        return other instanceof Inet4Address v4 && (number(v4) & mask()) == (number(host) & mask());
    }

    /// Whether an address could be a host's: neither the network's own nor that of the broadcast.
    public boolean canBeHost(InetAddress other) {
        return contains(other)
                && (prefix >= BITS - 1 || !other.equals(network()) && !other.equals(lastAddress()));
    }

    /// The address for broadcasts, the last of the network.
    public Inet4Address lastAddress() {
        return address(number(host) | ~mask());
    }

    /// The address so many before the last one.
    Inet4Address fromEnd(int back) {
        return address((number(host) | ~mask()) - back);
    }

    /// How many addresses it has; at most 2^31.
    long size() {
        return 1L << (BITS - prefix);
    }

    private int mask() {
        return -1 << (BITS - prefix);
    }

    private static int number(Inet4Address address) {
        int number = 0;
        for (byte each : address.getAddress()) {
            number = number << 8 | each & 0xff;
        }
        return number;
    }

    private static Inet4Address address(int number) {
        return (Inet4Address)
                InetAddress.ofLiteral(
                        (number >>> 24)
                                + "."
                                + (number >>> 16 & 0xff)
                                + "."
                                + (number >>> 8 & 0xff)
                                + "."
                                + (number & 0xff));
    }
}
