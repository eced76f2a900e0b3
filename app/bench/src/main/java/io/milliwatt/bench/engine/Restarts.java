package io.milliwatt.bench.engine;

import io.milliwatt.bench.network.HostAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What to launch so that an engine is what it was.
final class Restarts {
    private Restarts() {}

    /// The request for the same engine again.
    ///
    /// @param addresses those of this host now
    static LaunchRequest requestOf(EngineInfo engine, List<HostAddress> addresses) {
        return new LaunchRequest(
                engine.name(),
                Optional.of(engine.runtime()),
                addressOfNow(engine, addresses),
                engine.sipPort(),
                engine.rtpPorts(),
                false,
                engine.settings(),
                engine.placement());
    }

    /// The address it had, or the best one of now when that is gone.
    private static Optional<InetAddress> addressOfNow(
            EngineInfo engine, List<HostAddress> addresses) {
        InetAddress had = engine.reachedAt();
        return switch (engine.placement().mode()) {
            case CONTAINER -> Optional.empty(); // Docker's choice
            case MACVLAN -> Optional.of(had);
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
