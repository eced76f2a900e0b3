package io.milliwatt.bench.network;

import java.util.Locale;

/// A port that an engine is going to listen on.
///
/// @param transport UDP or TCP
/// @param port 1..65535
public record PortUse(Transport transport, int port) {
    /// Transport of a port.
    public enum Transport {
        UDP,
        TCP;

        /// `udp`, `tcp`: as Docker and the files in `/proc/net` name it.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return port + "/" + transport.key();
    }
}
