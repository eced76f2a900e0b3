package io.milliwatt.bench.engine;

import io.milliwatt.bench.network.HostAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What to launch so that an engine is what it was.
final class Restarts {
    private Restarts() {}

    /// The request for the same engine again.
    ///
    /// @param addresses those of this host now
    /// @param onLan whether an address is in a network that this host is in now
    static LaunchRequest requestOf(
            EngineInfo engine, List<HostAddress> addresses, Predicate<InetAddress> onLan) {
        return new LaunchRequest(
                engine.name(),
                Optional.of(engine.runtime()),
                addressOfNow(engine, addresses, onLan),
                engine.sipPort(),
                engine.rtpPorts(),
                false,
                engine.settings(),
                engine.placement());
    }

    /// The address it had, or the best one of now when that is gone.
    private static Optional<InetAddress> addressOfNow(
            EngineInfo engine, List<HostAddress> addresses, Predicate<InetAddress> onLan) {
        InetAddress had = engine.reachedAt();
        return switch (engine.placement().mode()) {
            case CONTAINER -> Optional.empty(); // Docker's choice
            case MACVLAN -> Optional.of(had).filter(onLan); // else a free one of the LAN of now
            case PUBLISHED, HOST -> {
                boolean still =
                        had.isLoopbackAddress()
                                || addresses.stream()
                                        .anyMatch(address -> address.address().equals(had));
                yield still ? Optional.of(had) : Optional.empty();
            }
        };
    }
}
