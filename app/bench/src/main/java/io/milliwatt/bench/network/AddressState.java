package io.milliwatt.bench.network;

import java.net.InetAddress;
import java.util.Optional;

/// Whether the address that an engine advertises is still the one to advertise.
public sealed interface AddressState {
    /// It is.
    record Right() implements AddressState {}

    /// This host does not have it any more: nobody hears anything.
    ///
    /// @param advertised what the engine advertises
    /// @param instead the best of now; empty when there is none
    record Gone(InetAddress advertised, Optional<HostAddress> instead) implements AddressState {}

    /// This host has it, but a better one came.
    ///
    /// @param advertised what the engine advertises
    /// @param better the best of now
    record Better(InetAddress advertised, HostAddress better) implements AddressState {}

    /// It is the engine's own on a LAN that this host is on no more: no phone reaches it there.
    ///
    /// @param advertised what the engine advertises
    record Stranded(InetAddress advertised) implements AddressState {}

    /// For people.
    default String words() {
        return switch (this) {
            case Right _ -> "the address is the right one";
            case Gone gone ->
                    HostAddress.text(gone.advertised())
                            + " is gone: no phone hears the engine. "
                            + gone.instead()
                                    .map(it ->
                                            "The best address is now "
                                                    + it.text()
                                                    + " on "
                                                    + it.interfaceName()
                                                    + " ("
                                                    + it.reason()
                                                    + ")")
                                    .orElse("This host has no other");
            case Better better ->
                    better.better().text()
                            + " on "
                            + better.better().interfaceName()
                            + " came ("
                            + better.better().reason()
                            + "); the engine advertises "
                            + HostAddress.text(better.advertised());
            case Stranded stranded ->
                    HostAddress.text(stranded.advertised())
                            + " is in no network that this host is in now: no phone hears the"
                            + " engine. Launched again, it takes a free address of the LAN of now";
        };
    }

    /// The address of this host to launch again with; empty when nothing is to be done, nothing can
    /// be, or the launch finds the address by itself ([Stranded]).
    default Optional<InetAddress> relaunchWith() {
        return switch (this) {
            case Right _, Stranded _ -> Optional.empty();
            case Gone gone -> gone.instead().map(HostAddress::address);
            case Better better -> Optional.of(better.better().address());
        };
    }
}
