package io.milliwatt.bench.lan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An IPv4 network in CIDR notation (RFC 4632).
///
/// @param first its first address as a number
/// @param length bits of the prefix, 0..32
public record Ipv4Prefix(long first, int length) {
    private static final Pattern CIDR =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    /// Reads `172.17.0.0/16`, or one address; empty when it is something else, also when bits
    /// beyond the prefix are set.
    public static Optional<Ipv4Prefix> parse(String text) {
        Matcher matcher = CIDR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int part = 1; part <= 4; part++) {
            int value = Integer.parseInt(matcher.group(part));
            if (value > 255) {
                return Optional.empty();
            }
            address = address << 8 | value;
        }
        int length = matcher.group(5) == null ? 32 : Integer.parseInt(matcher.group(5));
        if (length > 32) {
            return Optional.empty();
        }
        var prefix = new Ipv4Prefix(address, length);
        return address % prefix.size() == 0 ? Optional.of(prefix) : Optional.empty();
    }

    /// Its last address.
    long last() {
        return first + size() - 1;
    }

    private long size() {
        return 1L << (32 - length);
    }

    boolean overlaps(Ipv4Prefix other) {
        return first <= other.last() && other.first <= last();
    }

    /// An address in dotted decimal.
    static String text(long address) {
        return (address >> 24 & 0xff)
                + "."
                + (address >> 16 & 0xff)
                + "."
                + (address >> 8 & 0xff)
                + "."
                + (address & 0xff);
    }

    @Override
    public String toString() {
        return text(first) + "/" + length;
    }
}
