package io.milliwatt.bench.route;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/// An IPv4 network: an address and the length of its prefix. Bits behind the prefix are 0.
///
/// @param bits the address as an unsigned 32-bit number
/// @param prefix 0..32
public record Subnet(int bits, int prefix) {
    private static final int ADDRESS_BITS = 32;

    public Subnet {
        if (prefix < 0 || prefix > ADDRESS_BITS) {
            throw new IllegalArgumentException("prefix length " + prefix);
        }
        bits &= maskBits(prefix);
    }

    /// Reads `172.17.0.0/16`; an address without prefix is a network of one. Empty for anything
    /// else, IPv6 included.
    public static Optional<Subnet> parse(String text) {
        String[] parts = text.strip().split("/", -1);
        try {
            if (parts.length > 2 || !(InetAddress.ofLiteral(parts[0]) instanceof Inet4Address ip)) {
                return Optional.empty();
            }
            return Optional.of(
                    new Subnet(
                            bitsOf(ip),
                            parts.length == 2 ? Integer.parseInt(parts[1]) : ADDRESS_BITS));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The network of one address.
    public static Optional<Subnet> of(InetAddress address) {
        return address instanceof Inet4Address ip
                ? Optional.of(new Subnet(bitsOf(ip), ADDRESS_BITS))
                : Optional.empty();
    }

    private static int bitsOf(Inet4Address address) {
        int bits = 0;
        for (byte each : address.getAddress()) {
            bits = bits << 8 | each & 0xff;
        }
        return bits;
    }

    private static int maskBits(int prefix) {
        return prefix == 0 ? 0 : -1 << (ADDRESS_BITS - prefix);
    }

    /// Whether all of `other` is inside.
    public boolean contains(Subnet other) {
        return other.prefix >= prefix && (other.bits & maskBits(prefix)) == bits;
    }

    public boolean contains(InetAddress address) {
        return of(address).filter(this::contains).isPresent();
    }

    /// Whether they have an address in common.
    public boolean overlaps(Subnet other) {
        return contains(other) || other.contains(this);
    }

    /// `172.17.0.0`
    public String address() {
        return dotted(bits);
    }

    /// `255.255.0.0`
    public String mask() {
        return dotted(maskBits(prefix));
    }

    /// The second address of the network, after that of the gateway: what the first container gets.
    public String anyHost() {
        return dotted(prefix >= ADDRESS_BITS - 1 ? bits : bits + 2);
    }

    private static String dotted(int bits) {
        return String.format(
                Locale.ROOT,
                "%d.%d.%d.%d",
                bits >>> 24,
                bits >>> 16 & 0xff,
                bits >>> 8 & 0xff,
                bits & 0xff);
    }

    @Override
    public String toString() {
        return address() + "/" + prefix;
    }
}
