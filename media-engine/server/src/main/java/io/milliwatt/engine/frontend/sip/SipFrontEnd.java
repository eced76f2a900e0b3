package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.TestNumber;
import io.milliwatt.engine.app.TestNumbers;
import io.milliwatt.engine.call.CallRegistry;
import io.milliwatt.engine.call.EngineCall;
import io.milliwatt.engine.call.MessageLog;
import io.milliwatt.engine.call.MessageView;
import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.control.EventHub;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.engine.media.CallTerms;
import io.milliwatt.engine.media.MediaServer;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.sdp.Capabilities;
import io.milliwatt.protocol.sdp.OfferAnswerFailure;
import io.milliwatt.protocol.sdp.Security;
import io.milliwatt.sip.Binding;
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
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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
import java.util.function.Function;

/// Answers SIP: dialled number to call application, offer to answer, a pair of ports to each call.
public final class SipFrontEnd implements SipEndpointListener, AutoCloseable {
    private static final Logger LOG = System.getLogger("sip");
    private static final int RETRY_AFTER_SECONDS = 5;

    private final EngineConfig config;
    private final TestNumbers numbers;
    private final MediaServer media;
    private final CallRegistry registry;
    private final MessageLog messages;
    private final EventHub events;
    private final Counters counters;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final RegistrarFrontEnd registrar;
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
        this.numbers = numbers;
        this.media = media;
        this.registry = registry;
        this.messages = messages;
        this.events = events;
        this.counters = counters;
        this.registrar = new RegistrarFrontEnd(config.sip().users(), counters);
    }

    /// Listens on the SIP port.
    ///
    /// @throws SipException the port is taken, the address not local
    public void start(String version) throws SipException {
        var stack =
                SipStackConfig.on(config.bind(), config.sipPort(), "milliwatt-engine/" + version)
                        .withAdvertisedHost(config.advertise().getHostAddress());
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
        counters.increment(EngineCounter.CALLS_OFFERED);
        if (closing) {
            return refuse(call, 503, "Service Unavailable", Map.of());
        }
        if (registry.find(call.callId()).isPresent()) {
            // the same request by another way, or a Call-ID that is not unique: RFC 3261, section
            // 8.2.2.2
            return refuse(call, 482, SipReason.phrase(482), Map.of());
        }
        return switch (numbers.find(call.dialled())) {
            case TestNumber.Application application -> answer(call, application);
            case TestNumber.Bridge(String user) -> bridge(call, user);
            case TestNumber.Refusal(int status) ->
                    refuse(call, status, SipReason.phrase(status), Map.of());
            case TestNumber.Unknown(String why) ->
                    refuse(call, 404, "Not Found", Map.of("Warning", warning("\"" + why + "\"")));
        };
    }

    private SipCallListener answer(IncomingCall call, TestNumber.Application number) {
        return invited(
                call,
                media.newTerms(capabilities(number.media()), hostOf(call)),
                invitation -> {
                    var answered =
                            new AnsweredCall(
                                    this, invitation, number.application().get(), () -> {});
                    answered.follow(number.timing());
                    return answered;
                });
    }

    private SipCallListener bridge(IncomingCall call, String user) {
        Optional<List<Binding>> bindings = registrar.lookup(user);
        if (bindings.isEmpty()) {
            return refuse(
                    call,
                    404,
                    SipReason.phrase(404),
                    Map.of("Warning", warning("\"there is no such user: see --users\"")));
        }
        List<SipUri> targets = bindings.get().stream().map(Binding::target).toList();
        if (targets.isEmpty()) {
            return refuse(
                    call,
                    480,
                    SipReason.phrase(480),
                    Map.of("Warning", warning("\"no phone is registered as that user\"")));
        }
        Capabilities ours = capabilities(TestNumber.Media.AUDIO_AND_VIDEO);
        return invited(
                call,
                media.newTerms(ours, hostOf(call)),
                invitation -> {
                    var bridged = new BridgedCall(this, invitation);
                    bridged.dial(
                            targets,
                            userOf(call.fromUri()),
                            target ->
                                    media.newTerms(
                                            preferring(ours, invitation.agreed()),
                                            hostOf(target, call)));
                    return bridged.caller();
                });
    }

    /// The caller's encodings first, so that nothing needs to be encoded anew.
    private static Capabilities preferring(
            Capabilities ours, Optional<CallTerms.Outcome.Agreed> agreed) {
        List<AudioEncoding> theirs =
                agreed.flatMap(outcome -> outcome.session().audio()).stream()
                        .flatMap(audio -> audio.formats().stream())
                        .flatMap(format -> format.audio().stream())
                        .toList();
        // ours, not what was agreed on: that has the other phone's parameters
        List<AudioEncoding> ordered =
                ours.audio().stream()
                        .sorted(
                                Comparator.comparing(one ->
                                        theirs.stream().noneMatch(other -> isSame(one, other))))
                        .toList();
        return ours.withAudio(ordered);
    }

    private static boolean isSame(AudioEncoding one, AudioEncoding other) {
        return one.name().equalsIgnoreCase(other.name())
                && one.clockRateHz() == other.clockRateHz();
    }

    private static String userOf(String uri) {
        try {
            String user = SipUri.parse(uri).user();
            return user.isEmpty() ? "anonymous" : user;
        } catch (SipException _) {
            return "anonymous";
        }
    }

    /// Finds ports and a session description for a call, and goes on with it.
    private SipCallListener invited(
            IncomingCall call, CallTerms terms, Function<Invitation, SipSession> then) {
        try {
            if (call.offerSdp().isEmpty()) {
                Optional<String> offer = terms.offer();
                return offer.isEmpty()
                        ? refuseForPorts(call)
                        : stopIfClosing(
                                then.apply(
                                        new Invitation(
                                                call, terms, Optional.empty(), offer.get())));
            }
            return switch (terms.answer(call.offerSdp().get())) {
                case CallTerms.Outcome.Agreed agreed ->
                        stopIfClosing(
                                then.apply(
                                        new Invitation(
                                                call,
                                                terms,
                                                Optional.of(agreed),
                                                agreed.session().local().toText())));
                case CallTerms.Outcome.NoPort _ -> refuseForPorts(call);
                case CallTerms.Outcome.Refused(OfferAnswerFailure failure) -> {
                    terms.close();
                    yield refuse(call, failure);
                }
            };
        } catch (RuntimeException failure) {
            terms.close();
            counters.increment(EngineCounter.INTERNAL_ERRORS);
            LOG.log(Level.ERROR, "call " + call.callId(), failure);
            return refuse(call, 500, SipReason.phrase(500), Map.of());
        }
    }

    private static InetAddress hostOf(IncomingCall call) {
        return call.remoteAddress().getAddress();
    }

    /// Where the signalling of a contact will come from; a name that cannot be resolved is taken
    /// for the caller's host, which makes its media address one to be confirmed.
    private static InetAddress hostOf(SipUri target, IncomingCall call) {
        try {
            return target.resolve().getAddress();
        } catch (SipException _) {
            return hostOf(call);
        }
    }

    String newCallId() {
        return SipEndpoint.newCallId();
    }

    SipCall place(OutgoingCall wanted, SipCallListener listener, String callId) {
        return endpoint.orElseThrow().call(wanted, listener, callId);
    }

    private SipSession stopIfClosing(SipSession session) {
        if (closing) {
            // told to stop since this call was let in: it was not in the list then
            session.end("the engine stops");
        }
        return session;
    }

    private Capabilities capabilities(TestNumber.Media wanted) {
        Capabilities audio =
                Capabilities.ofAudio()
                        .withFamilyOf(media.advertised())
                        .withSecurity(
                                wanted == TestNumber.Media.ENCRYPTED
                                        ? Security.REQUIRED
                                        : Security.OPTIONAL);
        return wanted == TestNumber.Media.AUDIO
                ? audio
                : audio.withVideo(Capabilities.VIDEO_AS_PACKETS);
    }

    private SipCallListener refuseForPorts(IncomingCall call) {
        counters.increment(EngineCounter.CALLS_NO_PORT);
        return refuse(
                call,
                503,
                "No RTP Port Free",
                Map.of("Retry-After", String.valueOf(RETRY_AFTER_SECONDS)));
    }

    private SipCallListener refuse(IncomingCall call, OfferAnswerFailure failure) {
        return refuse(
                call,
                failure.sipStatus(),
                failure.sipStatus() == 400 ? "Bad Session Description" : "Not Acceptable Here",
                Map.of("Warning", failure.warning(media.advertised())));
    }

    private SipCallListener refuse(
            IncomingCall call, int status, String reason, Map<String, String> headers) {
        counters.increment(EngineCounter.CALLS_REFUSED);
        call.reject(status, reason, headers);
        return SipCallListener.NONE;
    }

    private String warning(String quoted) {
        return "399 " + config.advertise().getHostAddress() + " " + quoted;
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

    MediaServer media() {
        return media;
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
