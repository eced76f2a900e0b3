package io.milliwatt.phone;

import io.milliwatt.sip.Credentials;
import io.milliwatt.sip.SipTransport;
import io.milliwatt.sip.TlsTrust;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/// How a phone is set up.
///
/// @param bindAddress local address of SIP and RTP sockets; with the wildcard address, what is
///   written into SDP and Contact is chosen for each call by the route to its target
/// @param sipPort UDP and TCP; 0 = any free one
/// @param rtpPorts ports for RTP (even) and RTCP (odd); empty = any free ones
/// @param identity who calls
/// @param transports of SIP, TLS aside
/// @param timeouts when the phone loses patience
/// @param tls whom to take as a server over TLS; empty = no TLS
public record PhoneConfig(
        InetAddress bindAddress,
        int sipPort,
        Optional<RtpPorts> rtpPorts,
        Identity identity,
        Set<SipTransport> transports,
        PhoneTimeouts timeouts,
        Optional<TlsTrust> tls) {
    /// Who calls.
    ///
    /// @param user user part of From and Contact
    /// @param displayName name in From; empty for none
    /// @param credentials for a far end that asks for digest
    public record Identity(String user, String displayName, Optional<Credentials> credentials) {}

    /// A range of UDP ports.
    ///
    /// @param first first port
    /// @param last last port, included
    public record RtpPorts(int first, int last) {}

    public PhoneConfig {
        transports = Set.copyOf(transports);
    }

    /// Any free ports, UDP and TCP, no credentials.
    public static PhoneConfig on(InetAddress bindAddress, String user) {
        return new PhoneConfig(
                bindAddress,
                0,
                Optional.empty(),
                new Identity(user, "", Optional.empty()),
                Set.of(SipTransport.UDP, SipTransport.TCP),
                PhoneTimeouts.DEFAULT,
                Optional.empty());
    }

    public PhoneConfig withSipPort(int port) {
        return new PhoneConfig(bindAddress, port, rtpPorts, identity, transports, timeouts, tls);
    }

    public PhoneConfig withRtpPorts(int first, int last) {
        return new PhoneConfig(
                bindAddress,
                sipPort,
                Optional.of(new RtpPorts(first, last)),
                identity,
                transports,
                timeouts,
                tls);
    }

    public PhoneConfig withDisplayName(String name) {
        return withIdentity(new Identity(identity.user(), name, identity.credentials()));
    }

    public PhoneConfig withCredentials(Credentials credentials) {
        return withIdentity(
                new Identity(identity.user(), identity.displayName(), Optional.of(credentials)));
    }

    private PhoneConfig withIdentity(Identity other) {
        return new PhoneConfig(bindAddress, sipPort, rtpPorts, other, transports, timeouts, tls);
    }

    public PhoneConfig withTimeouts(PhoneTimeouts other) {
        return new PhoneConfig(bindAddress, sipPort, rtpPorts, identity, transports, other, tls);
    }

    /// Speaks TLS as well, with a certificate made at start.
    public PhoneConfig withTls(TlsTrust trust) {
        return new PhoneConfig(
                bindAddress, sipPort, rtpPorts, identity, transports, timeouts, Optional.of(trust));
    }
}
