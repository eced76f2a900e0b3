package io.milliwatt.bench.engine;

import io.milliwatt.bench.network.AddressWatch;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.network.Lans;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What can become of the address at which an engine is reached.
public final class EngineAddress {
    private static final Lans LANS = new Lans(Path.of("/proc"));

    private EngineAddress() {}

    /// Watches it as the engine's network mode wants it.
    ///
    /// @param addresses ranks this host's addresses anew
    /// @return empty in mode `container`: the address is Docker's, and no network that this host
    ///   joins or leaves changes it
    public static Optional<AddressWatch> watch(
            EngineInfo engine, Supplier<List<HostAddress>> addresses) {
        return switch (engine.placement().mode()) {
            case CONTAINER -> Optional.empty();
            case MACVLAN ->
                    Optional.of(AddressWatch.onLan(engine.reachedAt(), EngineAddress::isOnLan));
            case PUBLISHED, HOST -> Optional.of(new AddressWatch(addresses, engine.reachedAt()));
        };
    }

    /// Whether an address is in an IPv4 network that an interface of this host is in.
    static boolean isOnLan(InetAddress address) {
        return LANS.around(address).isPresent();
    }
}
