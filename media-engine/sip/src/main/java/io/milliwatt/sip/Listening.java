package io.milliwatt.sip;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/// Where an endpoint listens.
///
/// @param address local address; the wildcard address listens on all
/// @param port UDP and TCP port; 0 = any that is free for all transports
/// @param transports at least one; TLS exactly when `tls` is given
/// @param tls how to speak TLS, if at all
public record Listening(
        InetAddress address, int port, Set<SipTransport> transports, Optional<TlsConfig> tls) {
    public Listening {
        transports = Set.copyOf(transports);
        if (transports.isEmpty()) {
            throw new IllegalArgumentException("An endpoint needs at least one transport");
        }
        if (tls.isPresent() != transports.contains(SipTransport.TLS)) {
            throw new IllegalArgumentException("TLS needs its configuration, see withTls");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("Port " + port + " is not in 0..65535");
        }
    }
}
