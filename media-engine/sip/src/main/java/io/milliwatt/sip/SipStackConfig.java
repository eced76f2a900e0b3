package io.milliwatt.sip;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// How an endpoint is set up.
///
/// @param listening local address, ports and transports
/// @param advertisedHost IP address written into Contact and Via instead of the local one, for an
///   endpoint behind address translation (a container)
/// @param agent product written into User-Agent and Server, such as `milliwatt-engine/0.1`
/// @param limits bounds
/// @param dialogs how calls are led
public record SipStackConfig(
        Listening listening,
        Optional<String> advertisedHost,
        String agent,
        SipLimits limits,
        DialogPolicy dialogs) {
    /// UDP and TCP with the default limits, advertising the local address.
    public static SipStackConfig on(InetAddress bindAddress, int port, String agent) {
        return new SipStackConfig(
                new Listening(
                        bindAddress,
                        port,
                        Set.of(SipTransport.UDP, SipTransport.TCP),
                        Optional.empty()),
                Optional.empty(),
                agent,
                SipLimits.DEFAULT,
                DialogPolicy.DEFAULT);
    }

    public InetAddress bindAddress() {
        return listening.address();
    }

    public int port() {
        return listening.port();
    }

    public Set<SipTransport> transports() {
        return listening.transports();
    }

    public Optional<TlsConfig> tls() {
        return listening.tls();
    }

    private SipStackConfig listening(Set<SipTransport> transports, Optional<TlsConfig> tls) {
        return new SipStackConfig(
                new Listening(bindAddress(), port(), transports, tls),
                advertisedHost,
                agent,
                limits,
                dialogs);
    }

    public SipStackConfig withAdvertisedHost(String host) {
        return new SipStackConfig(listening, Optional.of(host), agent, limits, dialogs);
    }

    public SipStackConfig withTransports(Set<SipTransport> wanted) {
        return listening(wanted, tls());
    }

    /// With TLS besides the other transports.
    public SipStackConfig withTls(TlsConfig config) {
        EnumSet<SipTransport> all = EnumSet.copyOf(transports());
        all.add(SipTransport.TLS);
        return listening(all, Optional.of(config));
    }

    public SipStackConfig withLimits(SipLimits wanted) {
        return new SipStackConfig(listening, advertisedHost, agent, wanted, dialogs);
    }

    public SipStackConfig withDialogs(DialogPolicy wanted) {
        return new SipStackConfig(listening, advertisedHost, agent, limits, wanted);
    }
}
