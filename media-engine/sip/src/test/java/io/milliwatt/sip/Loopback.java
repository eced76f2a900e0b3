package io.milliwatt.sip;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Set-ups on the loopback address.
final class Loopback {
    static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

    private Loopback() {}

    /// One for all endpoints of the tests, who trust it.
    static final TlsIdentity IDENTITY =
            TlsIdentity.selfSigned(List.of("127.0.0.1", "::1"), Instant.now());

    static final TlsConfig TLS =
            new TlsConfig(0, IDENTITY, new TlsTrust.Authorities(IDENTITY.chain()));

    /// All transports.
    static SipStackConfig config(String agent) {
        return config(ADDRESS, 0, agent);
    }

    static SipStackConfig config(InetAddress address, int port, String agent) {
        return SipStackConfig.on(address, port, agent).withTls(TLS);
    }

    static SipUri uri(SipEndpoint endpoint, String user, SipTransport transport) {
        return new SipUri(
                user,
                ADDRESS.getHostAddress(),
                endpoint.localPort(transport),
                Optional.of(transport));
    }

    static OutgoingCall callTo(SipEndpoint endpoint, String user, SipTransport transport) {
        return OutgoingCall.to(uri(endpoint, user, transport), "alice", "v=offer");
    }
}
