package io.milliwatt.sip;

/// SIP over TLS of one endpoint, RFC 3261, section 26.2; TLS 1.2 and 1.3.
///
/// @param port TCP port to listen on; 0 = any that is free. RFC 3261, section 19.1.2 has 5061
/// @param identity shown to who connects, and to servers that ask for it
/// @param trust whom to take as a server
public record TlsConfig(int port, TlsIdentity identity, TlsTrust trust) {
    public TlsConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("Port " + port + " is not in 0..65535");
        }
    }
}
