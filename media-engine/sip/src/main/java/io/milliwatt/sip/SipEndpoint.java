package io.milliwatt.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.ListeningPoint;
import javax.sip.SipProvider;
import javax.sip.message.Request;

/// A SIP user agent on one port: places and takes calls, answers and sends OPTIONS, registers.
/// Several may live in one process.
public final class SipEndpoint implements AutoCloseable {
    /// How long [#close()] waits for the far ends to confirm that their calls are over.
    private static final Duration FAREWELL = Duration.ofMillis(700);

    private final SipStackConfig config;
    private final Stack stack;
    private final BoundSockets sockets;
    private final EndpointCore core;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SipEndpoint(
            SipStackConfig config, Stack stack, BoundSockets sockets, EndpointCore core) {
        this.config = config;
        this.stack = stack;
        this.sockets = sockets;
        this.core = core;
    }

    /// Binds the ports and listens.
    ///
    /// @throws PortInUseException when a port is taken
    /// @throws SipException when the address is not local, or not allowed
    public static SipEndpoint start(SipStackConfig config, SipEndpointListener listener, SipTap tap)
            throws SipException {
        StackCounters counters = new StackCounters();
        BoundSockets sockets = BoundSockets.open(config, counters);
        try {
            return start(config, listener, tap, sockets, counters);
        } catch (javax.sip.SipException
                | javax.sip.InvalidArgumentException
                | java.util.TooManyListenersException
                | RuntimeException e) {
            sockets.close();
            throw new SipException("The SIP stack did not start: " + Causes.words(e), e);
        }
    }

    private static SipEndpoint start(
            SipStackConfig config,
            SipEndpointListener listener,
            SipTap tap,
            BoundSockets sockets,
            StackCounters counters)
            throws javax.sip.SipException,
                    javax.sip.InvalidArgumentException,
                    java.util.TooManyListenersException,
                    SipException {
        Stack stack =
                new Stack(
                        config,
                        sockets,
                        new CountingParser(counters, config.limits().maxMessageBytes()));
        stack.messageLog().attach(tap, counters);
        String address = config.bindAddress().getHostAddress();
        SipProvider provider = null;
        for (SipTransport transport : List.of(SipTransport.values())) {
            if (config.transports().contains(transport)) {
                ListeningPoint point =
                        stack.createListeningPoint(
                                address, sockets.port(transport), transport.key());
                if (provider == null) {
                    provider = stack.createSipProvider(point);
                } else {
                    provider.addListeningPoint(point);
                }
            }
        }
        if (provider == null) {
            throw new javax.sip.SipException("no transport");
        }
        EndpointCore core =
                new EndpointCore(
                        config,
                        sockets,
                        provider,
                        new Wire(config, sockets::port),
                        stack.messageLog(),
                        new StackTimer(String.valueOf(sockets.port(SipTransport.UDP))),
                        counters);
        stack.sipMessageValves.add(core.byes());
        provider.addSipListener(new StackListener(core, listener));
        SipEndpoint endpoint = new SipEndpoint(config, stack, sockets, core);
        sockets.watch(core.timer());
        try {
            sockets.awaitListening();
        } catch (SipException e) {
            endpoint.stop();
            throw e;
        }
        return endpoint;
    }

    /// The port listened on with UDP and TCP.
    public int localPort() {
        return sockets.port(SipTransport.UDP);
    }

    /// The port listened on with a transport.
    public int localPort(SipTransport transport) {
        return sockets.port(transport);
    }

    public SipStackConfig config() {
        return config;
    }

    public SipCounters counters() {
        return core.counters().snapshot();
    }

    /// The calls that are not over.
    public Set<SipCall> calls() {
        return Set.copyOf(core.calls());
    }

    /// Requests whose answer the stack may have to repeat, and so remembers.
    int serverTransactions() {
        return stack.getServerTransactionTableSize();
    }

    /// The local address that packets to a target leave from: what to write into SDP when nothing
    /// is advertised. Asks the name service for a host name, so it may block.
    public InetAddress localAddressTowards(SipUri target) throws SipException {
        return core.wire().localAddress(target.resolve());
    }

    /// Places a call; returns at once, all else is told to the listener.
    public SipCall call(OutgoingCall wanted, SipCallListener listener) {
        return call(wanted, listener, Tokens.callId());
    }

    /// Places a call with a Call-ID of the caller's choice, so that its messages can be told from
    /// the first on. It must be unique.
    public SipCall call(OutgoingCall wanted, SipCallListener listener, String callId) {
        OutgoingLeg leg = new OutgoingLeg(core, wanted, callId);
        DialogCall call = new DialogCall(core, leg, new CallState.Calling());
        core.remember(call);
        core.counters().callsOut.increment();
        call.dial(listener, leg);
        return call;
    }

    /// A fresh Call-ID, RFC 3261, section 8.1.1.4.
    public static String newCallId() {
        return Tokens.callId();
    }

    /// Asks for the far end's abilities (RFC 3261, section 11): whether something answers there,
    /// and how fast. Blocks at most so long.
    public RequestOutcome options(SipUri target, Duration timeout) throws InterruptedException {
        CompletableFuture<RequestOutcome> outcome = optionsAsync(target, timeout);
        RequestOutcome late =
                new RequestOutcome.Unanswered(
                        target + " did not answer OPTIONS within " + timeout.toMillis() + " ms");
        try {
            return outcome.get(timeout.toMillis() + 200, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return late;
        } catch (ExecutionException e) {
            return new RequestOutcome.Unanswered(Causes.words(e));
        }
    }

    /// [#options(SipUri, Duration)] without blocking.
    public CompletableFuture<RequestOutcome> optionsAsync(SipUri target, Duration timeout) {
        return outside(
                Request.OPTIONS,
                target,
                new Account("milliwatt", "", target.toString(), Optional.empty()),
                new Attempt(Tokens.callId(), 1, timeout),
                Optional.empty());
    }

    /// Sends one REGISTER (two with digest) and returns at once.
    public CompletableFuture<RequestOutcome> register(Registration registration) {
        SipUri registrar = registration.registrar();
        String aor =
                (registrar.secure() ? "sips:" : "sip:")
                        + registration.user()
                        + "@"
                        + registrar.bracketedHost()
                        + (registrar.port() == 0 ? "" : ":" + registrar.port());
        return outside(
                Request.REGISTER,
                new SipUri(
                        "",
                        registrar.host(),
                        registrar.port(),
                        registrar.transport(),
                        registrar.secure()),
                new Account(
                        registration.user(),
                        registration.displayName(),
                        aor,
                        registration.credentials()),
                new Attempt(registration.callId(), registration.sequence(), registration.timeout()),
                Optional.of(registration.expires()));
    }

    /// Who sends a request outside of a dialog, and to whom it is addressed.
    private record Account(
            String user, String displayName, String to, Optional<Credentials> credentials) {}

    private record Attempt(String callId, long sequence, Duration timeout) {}

    private CompletableFuture<RequestOutcome> outside(
            String method,
            SipUri target,
            Account account,
            Attempt attempt,
            Optional<Duration> expires) {
        CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
        String fromTag = Tokens.fresh();
        long[] sequence = {attempt.sequence()};
        core.timer()
                .execute(() -> {
                    PendingRequest pending =
                            new PendingRequest(
                                    method,
                                    target.toString(),
                                    target.toString(),
                                    account.credentials().map(DigestSession::new),
                                    (owner, authorization) ->
                                            core.send(
                                                    build(
                                                            method,
                                                            target,
                                                            account,
                                                            attempt.callId(),
                                                            fromTag,
                                                            sequence[0]++,
                                                            expires,
                                                            authorization),
                                                    owner));
                    pending.send(core.timer(), attempt.timeout()).thenAccept(outcome::complete);
                });
        return outcome;
    }

    private Request build(
            String method,
            SipUri target,
            Account account,
            String callId,
            String fromTag,
            long sequence,
            Optional<Duration> expires,
            Optional<DigestSession.Header> authorization)
            throws Exception {
        InetSocketAddress remote = target.resolve();
        Wire wire = core.wire();
        String host = wire.localHost(remote);
        boolean register = method.equals(Request.REGISTER);
        Request request =
                wire.request(
                        method,
                        target,
                        account.to(),
                        account.user(),
                        register ? target.bracketedHost() : host,
                        account.displayName(),
                        host,
                        callId,
                        fromTag,
                        sequence);
        wire.contact(request, account.user(), host, target.effectiveTransport());
        if (expires.isPresent()) {
            wire.header(request, "Expires", String.valueOf(expires.get().toSeconds()));
        } else {
            wire.header(request, "Accept", "application/sdp");
        }
        if (authorization.isPresent()) {
            wire.header(request, authorization.get().name(), authorization.get().value());
        }
        return request;
    }

    /// Goes away without a word, as a killed process does: for tests of the other side.
    void vanish() {
        if (closed.compareAndSet(false, true)) {
            stop();
        }
    }

    /// Ends all calls with BYE (or CANCEL, or 480), waits shortly for their confirmation, frees the
    /// ports and stops all threads.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        farewell();
        stop();
    }

    private void stop() {
        core.timer().close();
        // JAIN-SIP sleeps for a second in stop() after all is closed; an interrupted sleep ends at
        // once, and is swallowed there
        boolean interrupted = Thread.interrupted();
        Thread.currentThread().interrupt();
        try {
            stack.stopAll();
        } finally {
            boolean _ = Thread.interrupted();
            sockets.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void farewell() {
        List<DialogCall> open = List.copyOf(core.calls());
        open.forEach(DialogCall::hangUp);
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + FAREWELL.toNanos();
        try {
            while (!core.calls().isEmpty() && System.nanoTime() < end) {
                if (never.await(10, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
