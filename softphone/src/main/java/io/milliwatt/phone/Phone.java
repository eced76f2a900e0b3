package io.milliwatt.phone;

import io.milliwatt.sip.IncomingCall;
import io.milliwatt.sip.OutgoingCall;
import io.milliwatt.sip.PortInUseException;
import io.milliwatt.sip.SipCallListener;
import io.milliwatt.sip.SipEndpoint;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipLimits;
import io.milliwatt.sip.SipMessage;
import io.milliwatt.sip.SipStackConfig;
import io.milliwatt.sip.SipTransport;
import io.milliwatt.sip.SipUri;
import io.milliwatt.sip.TlsConfig;
import io.milliwatt.sip.TlsIdentity;
import io.milliwatt.transport.PortRangeException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A telephone: places and takes calls over SIP, with its own RTP.
public final class Phone implements AutoCloseable {
    private static final int MAX_CALLS = 50;

    private final PhoneConfig config;
    private final PhoneListener listener;
    private final RtpSockets rtpSockets;
    private final PhoneThreads threads = new PhoneThreads();
    private final CallMessages.Store messages = new CallMessages.Store();
    private final Set<PhoneCall> calls = ConcurrentHashMap.newKeySet();
    private final Set<PhoneRegistration> registrations = ConcurrentHashMap.newKeySet();
    private final SipEndpoint endpoint;
    private volatile PacketTap tap = PacketTap.NONE;

    private Phone(PhoneConfig config, PhoneListener listener)
            throws SipException, PortRangeException {
        this.config = config;
        this.listener = listener;
        rtpSockets = new RtpSockets(config);
        // one thread for datagrams: keeps 180 before 200, and a phone needs no more
        SipLimits limits = SipLimits.DEFAULT.withMaxCalls(MAX_CALLS).withThreads(1);
        SipStackConfig stack =
                SipStackConfig.on(config.bindAddress(), config.sipPort(), "milliwatt-phone")
                        .withTransports(config.transports())
                        .withLimits(limits);
        SipStackConfig withTls =
                config.tls()
                        .map(trust -> stack.withTls(new TlsConfig(0, identity(config), trust)))
                        .orElse(stack);
        endpoint = SipEndpoint.start(withTls, this::incoming, this::noted);
    }

    private void noted(SipMessage message) {
        messages.add(message);
        tap.message(message);
    }

    private static TlsIdentity identity(PhoneConfig config) {
        return TlsIdentity.selfSigned(
                List.of(config.bindAddress().getHostAddress()), Instant.now());
    }

    /// Binds the SIP port and listens.
    ///
    /// @throws PhoneException when a port is taken, the address is not of this host, or the range
    ///   of RTP ports is none
    public static Phone start(PhoneConfig config, PhoneListener listener) throws PhoneException {
        try {
            return new Phone(config, listener);
        } catch (PortInUseException e) {
            throw new PhoneException(
                    e.getMessage() + "; give the phone another SIP port, or 0 for any", e);
        } catch (SipException | PortRangeException e) {
            throw new PhoneException(String.valueOf(e.getMessage()), e);
        }
    }

    /// The SIP port, UDP and TCP.
    public int sipPort() {
        return endpoint.localPort();
    }

    /// The port listened on with a transport.
    public int sipPort(SipTransport transport) {
        return endpoint.localPort(transport);
    }

    public PhoneConfig config() {
        return config;
    }

    /// The calls that are not over.
    public List<PhoneCall> calls() {
        return List.copyOf(calls);
    }

    /// Places a call; returns at once, all else shows in its state.
    public PhoneCall call(SipUri target, CallOptions options) {
        return call(target, options, OutgoingCall.Origin.USER, _ -> {});
    }

    /// @param follower hears of every state of the call, at once
    PhoneCall call(
            SipUri target,
            CallOptions options,
            OutgoingCall.Origin origin,
            Consumer<PhoneCallState> follower) {
        SipUri uri = options.transport().map(target::withTransport).orElse(target);
        String callId = SipEndpoint.newCallId();
        PhoneCall call =
                new PhoneCall(
                        this,
                        callId,
                        uri.toString(),
                        messages.of(callId),
                        new PhoneCallState.Dialling());
        calls.add(call);
        call.followedBy(follower);
        call.dial(uri, options, origin);
        return call;
    }

    /// Registers, and renews it until the registration is closed; returns at once.
    ///
    /// @param credentials when the registrar asks for digest
    /// @param expiry asked lifetime
    public PhoneRegistration register(
            SipUri registrar,
            String user,
            Optional<io.milliwatt.sip.Credentials> credentials,
            Duration expiry) {
        PhoneRegistration registration =
                new PhoneRegistration(this, registrar, user, credentials, expiry);
        registrations.add(registration);
        registration.begin();
        return registration;
    }

    private SipCallListener incoming(IncomingCall incoming) {
        PhoneCall call =
                new PhoneCall(
                        this,
                        incoming.callId(),
                        incoming.fromUri(),
                        messages.of(incoming.callId()),
                        new PhoneCallState.Incoming());
        calls.add(call);
        call.replacing(
                incoming.replaces()
                        .flatMap(old ->
                                calls.stream()
                                        .filter(c -> c.callId().equals(old.callId()))
                                        .findFirst()));
        SipCallListener events = call.take(incoming);
        incoming.ring();
        tell(() -> listener.incoming(call));
        return events;
    }

    SipEndpoint endpoint() {
        return endpoint;
    }

    /// Lets somebody see the SIP messages from now on, and the RTP and RTCP of the calls that
    /// connect from now on.
    public void watch(PacketTap with) {
        tap = with;
    }

    PacketTap tap() {
        return tap;
    }

    RtpSockets rtpSockets() {
        return rtpSockets;
    }

    PhoneThreads threads() {
        return threads;
    }

    PhoneListener listener() {
        return listener;
    }

    /// Tells the listener something, after all that was told before.
    void tell(Runnable event) {
        threads.tell(event);
    }

    void forget(PhoneCall call) {
        calls.remove(call);
    }

    void forget(PhoneRegistration registration) {
        registrations.remove(registration);
    }

    /// The local address towards a far end, as text.
    String localAddressTowards(InetSocketAddress remote) throws SipException {
        return endpoint.localAddressTowards(
                        new SipUri(
                                "",
                                remote.getAddress().getHostAddress(),
                                remote.getPort(),
                                Optional.empty()))
                .getHostAddress();
    }

    /// Takes registrations back, ends all calls, frees all ports. Takes at most about two seconds.
    @Override
    public void close() {
        PhoneRegistration.closeAll(List.copyOf(registrations));
        calls.forEach(PhoneCall::hangUp);
        endpoint.close();
        calls.forEach(PhoneCall::phoneClosed);
        threads.close();
    }
}
