package io.milliwatt.sip;

import java.net.InetAddress;
import java.util.Optional;

/// Set-ups on the loopback address.
final class Loopback {
    static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

    private Loopback() {}

    static SipStackConfig config(String agent) {
        return SipStackConfig.on(ADDRESS, 0, agent);
    }

    static SipUri uri(SipEndpoint endpoint, String user, SipTransport transport) {
        return new SipUri(
                user, ADDRESS.getHostAddress(), endpoint.localPort(), Optional.of(transport));
    }

    static OutgoingCall callTo(SipEndpoint endpoint, String user, SipTransport transport) {
        return OutgoingCall.to(uri(endpoint, user, transport), "alice", "v=offer");
    }
}
