package io.milliwatt.bench.network;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.state.StateDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Keeps what the user decided about addresses.
public final class AddressSettings {
    private static final String FILE = "address";

    private final StateDirectory states;

    public AddressSettings(StateDirectory states) {
        this.states = states;
    }

    /// What was decided; [AddressSetting#AUTOMATIC] when nothing was, or it cannot be read.
    public AddressSetting read() {
        try {
            return states.read(FILE, AddressSetting.class).orElse(AddressSetting.AUTOMATIC);
        } catch (IOException _) {
            return AddressSetting.AUTOMATIC;
        }
    }

    /// Keeps a decision.
    ///
    /// @param address the address to advertise; empty = by the ranking
    /// @param behindNat the public address of the NAT that this host is behind; empty = none
    /// @param ranked this host's addresses
    /// @throws BenchException `ADDRESS_NOT_LOCAL`: this host does not have the address;
    ///   `BAD_CONFIGURATION`: no address that a phone can reach, or the state cannot be written
    public AddressSetting choose(
            Optional<InetAddress> address,
            Optional<InetAddress> behindNat,
            List<HostAddress> ranked)
            throws BenchException {
        if (address.isPresent()
                && ranked.stream().noneMatch(it -> it.address().equals(address.get()))) {
            throw new BenchException(
                    ProblemCode.ADDRESS_NOT_LOCAL,
                    HostAddress.text(address.get())
                            + " is not an address of this host; it has "
                            + ranked.stream()
                                    .map(HostAddress::text)
                                    .collect(Collectors.joining(", ")),
                    "Take one of them, or say that a NAT has it: --behind-nat "
                            + HostAddress.text(address.get()));
        }
        if (behindNat.isPresent()) {
            checkPublic(behindNat.get(), ranked);
        }
        var setting =
                new AddressSetting(
                        address.map(HostAddress::text).orElse(""),
                        behindNat.map(HostAddress::text).orElse(""));
        try {
            if (setting.equals(AddressSetting.AUTOMATIC)) {
                states.delete(FILE);
            } else {
                states.write(FILE, setting);
            }
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "The choice cannot be kept in " + states.root(),
                    "Make it writable, or set XDG_STATE_HOME",
                    e);
        }
        return setting;
    }

    /// Refuses an address that no NAT in front of this host can have.
    ///
    /// @throws BenchException `BAD_CONFIGURATION`
    public static void checkPublic(InetAddress address, List<HostAddress> ranked)
            throws BenchException {
        boolean own = ranked.stream().anyMatch(it -> it.address().equals(address));
        if (own
                || address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    HostAddress.text(address)
                            + (own
                                    ? " is an address of this host itself, not of a NAT before it"
                                    : " is no address at which a phone reaches a NAT"),
                    own
                            ? "Leave --behind-nat away: --advertise " + HostAddress.text(address)
                            : "Give --behind-nat the address at which phones reach this host");
        }
    }
}
