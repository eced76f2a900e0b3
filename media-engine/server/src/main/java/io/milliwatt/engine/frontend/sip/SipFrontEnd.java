package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.TestNumbers;
import io.milliwatt.engine.call.CallRegistry;
import io.milliwatt.engine.call.EngineCall;
import io.milliwatt.engine.call.MessageLog;
import io.milliwatt.engine.call.MessageView;
import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.control.EventHub;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.engine.media.MediaServer;
import io.milliwatt.protocol.sdp.MediaAddress;
import io.milliwatt.sip.DialogPolicy;
import io.milliwatt.sip.IncomingCall;
import io.milliwatt.sip.OutgoingCall;
import io.milliwatt.sip.RegisterAnswer;
import io.milliwatt.sip.RegisterRequest;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipCallListener;
import io.milliwatt.sip.SipCounters;
import io.milliwatt.sip.SipEndpoint;
import io.milliwatt.sip.SipEndpointListener;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipMessage;
import io.milliwatt.sip.SipStackConfig;
import io.milliwatt.sip.SipUri;
import io.milliwatt.sip.TlsConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// The SIP endpoint of the engine, and what all its calls share: lists, events, counters, a clock.
/// What comes in is answered by the [Reception].
public final class SipFrontEnd implements SipEndpointListener, AutoCloseable {
    private static final Logger LOG = System.getLogger("sip");

    private final EngineConfig config;
    private final MediaServer media;
    private final CallRegistry registry;
    private final MessageLog messages;
    private final EventHub events;
    private final Counters counters;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final RegistrarFrontEnd registrar;
    private final Reception reception;
    private final TransferDesk transfers;
    private volatile boolean closing;
    private Optional<SipEndpoint> endpoint = Optional.empty();

    public SipFrontEnd(
            EngineConfig config,
            TestNumbers numbers,
            MediaServer media,
            CallRegistry registry,
            MessageLog messages,
            EventHub events,
            Counters counters) {
        this.config = config;
        this.media = media;
        this.registry = registry;
        this.messages = messages;
        this.events = events;
        this.counters = counters;
        this.registrar = new RegistrarFrontEnd(config.sip().users(), counters);
        var phones = new RegisteredPhones(registrar);
        this.reception = new Reception(this, numbers, phones);
        this.transfers = new TransferDesk(this, numbers, phones);
    }

    /// Listens on the SIP port.
    ///
    /// @throws SipException the port is taken, the address not local
    public void start(String version) throws SipException {
        var stack =
                SipStackConfig.on(config.bind(), config.sipPort(), "milliwatt-engine/" + version)
                        .withAdvertisedHost(config.advertise().getHostAddress())
                        .withDialogs(
                                DialogPolicy.DEFAULT.withCapabilities(
                                        () -> Optional.of(EngineCapabilities.description(media))));
        Optional<TlsConfig> tls =
                config.sip()
                        .tls()
                        .map(t -> t.config(config.advertise(), config.bind(), Instant.now()));
        tls.ifPresent(t -> LOG.log(Level.INFO, "SIP over TLS shows {0}", t.identity()));
        endpoint =
                Optional.of(
                        SipEndpoint.start(
                                tls.map(stack::withTls).orElse(stack), this, this::record));
    }

    /// `up`, or the reason why SIP is not answered.
    public String health() {
        return endpoint.isEmpty() ? "not started" : closing ? "stopping" : "up";
    }

    @Override
    public Optional<RegisterAnswer> registerReceived(RegisterRequest request) {
        return Optional.of(registrar.register(request));
    }

    /// Who is registered, and where.
    public RegistrarFrontEnd registrar() {
        return registrar;
    }

    /// SHA-256 of the certificate shown by SIP over TLS.
    public Optional<String> tlsFingerprint() {
        return endpoint.flatMap(e -> e.config().tls()).map(tls -> tls.identity().fingerprint());
    }

    /// Takes over what the SIP endpoint has counted.
    public void refreshCounters() {
        if (endpoint.isPresent()) {
            SipCounters counted = endpoint.get().counters();
            counters.raiseTo(EngineCounter.SIP_MALFORMED, counted.malformed());
            counters.raiseTo(EngineCounter.SIP_SHED, counted.shed());
            counters.raiseTo(EngineCounter.SIP_TLS_FAILED, counted.tlsFailed());
        }
    }

    @Override
    public SipCallListener incomingCall(IncomingCall call) {
        return reception.incomingCall(call);
    }

    /// Whether new calls are refused, because the engine stops.
    boolean isClosing() {
        return closing;
    }

    /// How long a registered phone is let ring.
    Duration ringLimit() {
        return config.sip().ringLimit();
    }

    /// Whether a URI leads to this engine, as far as the configuration tells.
    boolean isOurs(SipUri uri) {
        int port = uri.effectivePort();
        boolean ourPort =
                port == config.sipPort()
                        || config.sip().tls().filter(tls -> tls.port() == port).isPresent();
        return ourPort
                && new MediaAddress(uri.host(), port)
                        .literal()
                        .filter(host ->
                                host.equals(config.advertise()) || host.equals(config.bind()))
                        .isPresent();
    }

    String newCallId() {
        return SipEndpoint.newCallId();
    }

    SipCall place(OutgoingCall wanted, SipCallListener listener, String callId) {
        return endpoint.orElseThrow().call(wanted, listener, callId);
    }

    private void record(SipMessage message) {
        boolean sent = message.direction() == SipMessage.Direction.SENT;
        var view =
                new MessageView(
                        message.at().toString(),
                        message.direction().name().toLowerCase(Locale.ROOT),
                        message.transport().name(),
                        sent ? message.local() : message.remote(),
                        sent ? message.remote() : message.local(),
                        message.callId(),
                        message.text());
        messages.add(view);
        publishEvent("message", view);
    }

    /// An event of a call.
    void publishEvent(String name, String callId, Map<String, Object> data) {
        if (events.heard()) {
            var whole = new LinkedHashMap<String, Object>();
            whole.put("callId", callId);
            whole.putAll(data);
            events.publish(name, whole);
        }
    }

    void publishEvent(String name, Object data) {
        if (events.heard()) {
            events.publish(name, data);
        }
    }

    void publish(EngineCall call) {
        if (events.heard()) {
            background(() -> events.publish("call", call.view(List.of())));
        }
    }

    /// Runs a task later.
    void later(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, this::background)
                .execute(task);
    }

    /// Runs what must not hold up the caller's thread.
    void background(Runnable task) {
        try {
            background.execute(task);
        } catch (RejectedExecutionException _) {
            // the engine stops: all calls are being ended anyway
        }
    }

    /// Decides on what a far end asks for by REFER.
    TransferDesk transfers() {
        return transfers;
    }

    MediaServer media() {
        return media;
    }

    /// The call of that Call-ID, while it goes on.
    Optional<SipSession> session(String callId) {
        return registry.find(callId)
                .filter(SipSession.class::isInstance)
                .map(SipSession.class::cast);
    }

    CallRegistry registry() {
        return registry;
    }

    Counters counters() {
        return counters;
    }

    /// Refuses new calls from now on and ends the running ones with BYE.
    public void endCalls(String why) {
        closing = true;
        registry.running().forEach(call -> call.end(why));
    }

    /// Stops to listen.
    @Override
    public void close() {
        closing = true;
        endpoint.ifPresent(SipEndpoint::close);
        background.shutdown();
    }
}
