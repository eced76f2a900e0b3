package io.milliwatt.bench.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Watches whether an engine's address is still the right one. The kernel tells Java of no change,
/// so somebody polls, every [#PERIOD_MILLIS] or so.
///
/// One thread at a time.
public final class AddressWatch {
    /// Often enough for a person who has just changed the network; a ranking costs milliseconds.
    public static final long PERIOD_MILLIS = 5_000;

    private final Supplier<AddressState> state;
    private AddressState told = new AddressState.Right();

    private AddressWatch(Supplier<AddressState> state) {
        this.state = state;
    }

    /// Of an engine at an address of this host.
    ///
    /// @param addresses ranks this host's addresses anew
    /// @param advertised the address of the engine
    public AddressWatch(Supplier<List<HostAddress>> addresses, InetAddress advertised) {
        this(new OnHost(addresses, advertised, best(addresses.get()).map(HostAddress::address)));
    }

    /// Of an engine at an address of its own on the LAN, which is right while this host is on that
    /// LAN.
    ///
    /// @param advertised the address of the engine
    /// @param onLan whether an address is in a network that this host is in now
    public static AddressWatch onLan(InetAddress advertised, Predicate<InetAddress> onLan) {
        return new AddressWatch(() ->
                onLan.test(advertised)
                        ? new AddressState.Right()
                        : new AddressState.Stranded(advertised));
    }

    /// @param bestKnown what was best when the watch began
    private record OnHost(
            Supplier<List<HostAddress>> addresses,
            InetAddress advertised,
            Optional<InetAddress> bestKnown)
            implements Supplier<AddressState> {
        @Override
        public AddressState get() {
            List<HostAddress> now = addresses.get();
            boolean there =
                    advertised.isLoopbackAddress()
                            || now.stream().anyMatch(it -> it.address().equals(advertised));
            Optional<HostAddress> best = best(now);
            if (!there) {
                return new AddressState.Gone(advertised, best);
            }
            boolean sameBest =
                    Objects.equals(best.map(HostAddress::address), bestKnown)
                            || best.filter(it -> it.address().equals(advertised)).isPresent();
            if (sameBest) {
                return new AddressState.Right();
            }
            return new AddressState.Better(advertised, best.orElseThrow());
        }
    }

    /// Looks once.
    public AddressState look() {
        return state.get();
    }

    /// Looks once; empty when nothing changed since the last time it was asked.
    public Optional<AddressState> change() {
        AddressState now = look();
        if (now.equals(told)) {
            return Optional.empty();
        }
        told = now;
        return Optional.of(now);
    }

    private static Optional<HostAddress> best(List<HostAddress> ranked) {
        return ranked.stream().filter(HostAddress::usable).findFirst();
    }
}
