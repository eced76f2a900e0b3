package io.milliwatt.bench.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/// What the user decided about addresses once, for all launches.
///
/// @param address the address to advertise while this host has it; empty = by the ranking
/// @param publicAddress the address of the NAT that this host is behind, advertised in place of its
///   own; empty = none
@JsonIgnoreProperties(ignoreUnknown = true)
public record AddressSetting(String address, String publicAddress) {
    public AddressSetting {
        address = Objects.requireNonNullElse(address, ""); // a file may lack it
        publicAddress = Objects.requireNonNullElse(publicAddress, "");
    }

    /// By the ranking, behind no NAT.
    public static final AddressSetting AUTOMATIC = new AddressSetting("", "");

    /// The chosen address.
    public Optional<InetAddress> chosen() {
        return literal(address);
    }

    /// The public address of the NAT.
    public Optional<InetAddress> behindNat() {
        return literal(publicAddress);
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // written by hand
        }
    }
}
