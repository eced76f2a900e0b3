package io.milliwatt.bench.network;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One address of this host that an engine could advertise.
///
/// @param address the address
/// @param interfaceName its network interface
/// @param rank place in the ranking, 1 = best
/// @param kind what it is: `LAN`, `Wi-Fi`, `bridge`, `VPN`, `loopback`, `container network` ...
/// @param reason why it ranks there, in words
/// @param usable false for an address that is shown but never chosen by itself
public record HostAddress(
        InetAddress address,
        String interfaceName,
        int rank,
        String kind,
        String reason,
        boolean usable) {
    private static final Pattern ZERO_GROUPS = Pattern.compile("(?:^|(?<=:))0(?::0)+(?=:|$)");

    /// The address as people write it.
    public String text() {
        return text(address);
    }

    /// `192.168.1.20`, `fd00::2`: without scope, IPv6 in the short form of RFC 5952.
    public static String text(InetAddress address) {
        String full = address.getHostAddress();
        int scope = full.indexOf('%');
        String plain = scope < 0 ? full : full.substring(0, scope);
        if (!plain.contains(":")) {
            return plain;
        }
        Optional<MatchResult> longest =
                ZERO_GROUPS
                        .matcher(plain)
                        .results()
                        .reduce((a, b) -> b.group().length() > a.group().length() ? b : a);
        return longest.map(zeros ->
                        plain.substring(0, zeros.start()).replaceAll(":$", "")
                                + "::"
                                + plain.substring(zeros.end()).replaceAll("^:", ""))
                .orElse(plain);
    }
}
