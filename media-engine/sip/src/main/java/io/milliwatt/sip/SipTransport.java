package io.milliwatt.sip;

import java.util.Locale;
import java.util.Optional;

/// A transport of SIP, RFC 3261, section 18.
public enum SipTransport {
    UDP,
    TCP,
    TLS;

    /// The word used in URIs: `udp`, `tcp`, `tls`.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The transport of that name, in any case.
    public static Optional<SipTransport> of(String name) {
        for (SipTransport transport : values()) {
            if (transport.name().equalsIgnoreCase(name)) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }
}
