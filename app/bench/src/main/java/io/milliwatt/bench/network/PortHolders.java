package io.milliwatt.bench.network;

import java.util.Map;

/// Knows which container publishes which port of this host.
@FunctionalInterface
public interface PortHolders {
    /// The names of containers by the ports they publish; empty when no engine can be asked.
    Map<PortUse, String> containers();
}
