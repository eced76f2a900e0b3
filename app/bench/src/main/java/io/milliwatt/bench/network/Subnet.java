package io.milliwatt.bench.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An IPv4 network in CIDR notation (RFC 4632): an address and the length of its prefix. Bits
/// behind the prefix are 0.
///
/// @param bits the address as an unsigned 32-bit number
/// @param prefix 0..32
public record Subnet(int bits, int prefix) {
    private static final int ADDRESS_BITS = 32;
    private static final Pattern CIDR =
            Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})(?:/(\\d{1,2}))?");

    public Subnet {
        if (prefix < 0 || prefix > ADDRESS_BITS) {
            throw new IllegalArgumentException("prefix length " + prefix);
        }
        bits &= maskBits(prefix);
    }

    /// Reads `172.17.0.0/16`; an address without prefix is a network of one. Empty for anything
    /// else, IPv6 included.
    public static Optional<Subnet> parse(String text) {
        Matcher cidr = CIDR.matcher(text.strip());
        if (!cidr.matches()) {
            return Optional.empty();
        }
        int prefix = cidr.group(2) == null ? ADDRESS_BITS : Integer.parseInt(cidr.group(2));
        try {
            return InetAddress.ofLiteral(cidr.group(1)) instanceof Inet4Address ip
                            && prefix <= ADDRESS_BITS
                    ? Optional.of(new Subnet(bitsOf(ip), prefix))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // an octet above 255
        }
    }

    /// The network of one address.
    public static Optional<Subnet> of(InetAddress address) {
        return of(address, ADDRESS_BITS);
    }

    /// The network that an address is in.
    ///
    /// @param prefix length of its prefix, 0..32
    /// @return empty for an IPv6 address
    public static Optional<Subnet> of(InetAddress address, int prefix) {
        return address instanceof Inet4Address ip
                ? Optional.of(new Subnet(bitsOf(ip), prefix))
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

    /// How many addresses it has; at most 2^32.
    public long size() {
        return 1L << (ADDRESS_BITS - prefix);
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
        return at(prefix >= ADDRESS_BITS - 1 ? 0 : 2);
    }

    /// An address of it, in dotted decimal.
    ///
    /// @param index from 0, which is the network's own; below [#size()]
    public String at(long index) {
        return dotted((int) (bits + index));
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
