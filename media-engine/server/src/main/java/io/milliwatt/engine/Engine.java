package io.milliwatt.engine;

import io.milliwatt.engine.app.Studio;
import io.milliwatt.engine.app.TestNumbers;
import io.milliwatt.engine.call.CallRegistry;
import io.milliwatt.engine.call.CallView;
import io.milliwatt.engine.call.EngineCall;
import io.milliwatt.engine.call.MessageLog;
import io.milliwatt.engine.call.MessageView;
import io.milliwatt.engine.call.StreamView;
import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.control.ControlAnswer;
import io.milliwatt.engine.control.ControlServer;
import io.milliwatt.engine.control.EngineInfo;
import io.milliwatt.engine.control.EngineState;
import io.milliwatt.engine.control.EventHub;
import io.milliwatt.engine.control.RegistrationView;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.frontend.sip.SipFrontEnd;
import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.engine.media.MediaServer;
import io.milliwatt.engine.sound.Recordings;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.impair.Impairment;
import io.milliwatt.sip.SipException;
import io.milliwatt.transport.ExclusivePorts;
import io.milliwatt.transport.PortPool;
import io.milliwatt.transport.PortRangeException;
import io.milliwatt.transport.SharedPorts;
import io.milliwatt.transport.UdpSystem;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// An engine, all parts joined: the composition root. Can be run in a test as well as in a process
/// of its own.
public final class Engine implements EngineState, AutoCloseable {
    private static final Logger LOG = System.getLogger("engine");
    private static final long END_CALLS_MILLIS = 1_200;
    private static final long POLL_MILLIS = 10;
    private static final long MAX_RECORDED_BYTES = 10_000_000;

    private final EngineConfig config;
    private final Counters counters = new Counters();
    private final CallRegistry registry = new CallRegistry();
    private final MessageLog messages = new MessageLog();
    private final EventHub events = new EventHub(counters);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final MediaServer media;
    private final Recordings recordings;
    private final SipFrontEnd sip;
    private final ControlServer control;

    private Engine(EngineConfig config) throws IOException, SipException, PortRangeException {
        this.config = config;
        String version = version();
        PortPool pool = ports(config);
        LOG.log(Level.INFO, "RTP sockets by way of {0}", pool.system());
        this.media =
                new MediaServer(
                        pool, counters, config.name(), config.advertise(), config.mediaTimeout());
        this.recordings = new Recordings(config.recordings(), MAX_RECORDED_BYTES);
        var studio = new Studio(recordings, media);
        this.sip =
                new SipFrontEnd(
                        config,
                        new TestNumbers(studio),
                        media,
                        registry,
                        messages,
                        events,
                        counters);
        try {
            sip.start(version);
            // last: who is answered here finds all the other parts up
            this.control =
                    startControl(
                            new EngineInfo(version, System.nanoTime(), TestNumbers.ALL), studio);
        } catch (IOException | SipException | RuntimeException failure) {
            sip.close();
            media.close();
            recordings.close();
            throw failure;
        }
    }

    private static PortPool ports(EngineConfig config) throws PortRangeException {
        var system = UdpSystem.best();
        int first = config.firstRtpPort();
        int last = config.lastRtpPort();
        return switch (config.portPool()) {
            case EXCLUSIVE -> new ExclusivePorts(system, config.bind(), first, last);
            case SHARED -> new SharedPorts(system, config.bind(), first, last);
        };
    }

    /// Opens everything and answers calls from then on.
    ///
    /// @throws IOException the control port is taken, or no selector is to be had
    /// @throws SipException the SIP port is taken, or the bind address not local
    /// @throws PortRangeException the RTP range holds no pair
    public static Engine start(EngineConfig config)
            throws IOException, SipException, PortRangeException {
        return new Engine(config);
    }

    private ControlServer startControl(EngineInfo info, Studio studio) throws IOException {
        try {
            return ControlServer.start(config, info, this, studio, counters, events);
        } catch (IOException failure) {
            throw new IOException(
                    "control port "
                            + config.controlBind().getHostAddress()
                            + ":"
                            + config.controlPort()
                            + " cannot be opened ("
                            + failure.getMessage()
                            + "); give another with --control-port",
                    failure);
        }
    }

    private static String version() {
        String version = Engine.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /// The line that says that everything listens.
    String ready() {
        return "ready "
                + config.name()
                + ": SIP "
                + config.advertise().getHostAddress()
                + ":"
                + config.sipPort()
                + " UDP and TCP"
                + config.sip().tls().map(tls -> ", TLS " + tls.port()).orElse("")
                + ", RTP "
                + config.firstRtpPort()
                + "-"
                + config.lastRtpPort()
                + ", control "
                + config.controlBind().getHostAddress()
                + ":"
                + control.port();
    }

    /// Port of the control API.
    public int controlPort() {
        return control.port();
    }

    public Counters counters() {
        return counters;
    }

    @Override
    public Map<String, String> parts() {
        var parts = new LinkedHashMap<String, String>();
        parts.put("sip", sip.health());
        parts.put("rtp", media.health());
        parts.put("control", "up");
        return parts;
    }

    @Override
    public List<CallView> calls() {
        List<EngineCall> running = registry.running();
        var views = new LinkedHashMap<String, CallView>();
        for (CallView call : registry.ended()) {
            views.put(call.callId(), call);
        }
        // a call that ends in this moment is in both lists: its last view counts
        List<EngineCall> goingOn =
                running.stream().filter(call -> !views.containsKey(call.callId())).toList();
        goingOn.forEach(call -> views.put(call.callId(), call.view(List.of())));
        addStreams(goingOn, views);
        return List.copyOf(views.values());
    }

    private void addStreams(List<EngineCall> running, Map<String, CallView> views) {
        var paths = new ArrayList<MediaPath>(running.size());
        var withMedia = running.stream().filter(call -> call.path().isPresent()).toList();
        withMedia.forEach(call -> paths.add(call.path().orElseThrow()));
        try {
            var streams = media.streams(paths);
            for (int i = 0; i < withMedia.size(); i++) {
                EngineCall call = withMedia.get(i);
                List<StreamView> ofCall = streams.get(i);
                views.put(call.callId(), call.view(ofCall));
            }
        } catch (RejectedExecutionException failure) {
            LOG.log(Level.WARNING, "no statistics: {0}", failure.getMessage());
        }
    }

    @Override
    public boolean endCall(String callId) {
        var call = registry.find(callId);
        call.ifPresent(found -> found.end("ended through the control API"));
        return call.isPresent();
    }

    @Override
    public ControlAnswer impair(String callId, String profile) {
        var path = registry.find(callId).flatMap(EngineCall::path);
        if (path.isEmpty()) {
            return ControlAnswer.error(404, "there is no running call " + callId);
        }
        return switch (profile.isEmpty()
                ? ParseResult.parsed(Impairment.NONE)
                : Impairment.parse(profile)) {
            case ParseResult.Parsed<Impairment>(Impairment impairment) -> {
                media.impair(path.get(), impairment);
                yield ControlAnswer.nothing();
            }
            case ParseResult.Malformed<Impairment> malformed ->
                    ControlAnswer.error(400, malformed.detail());
        };
    }

    @Override
    public List<MessageView> messages(String callId) {
        return callId.isEmpty() ? messages.all() : messages.ofCall(callId);
    }

    @Override
    public List<RegistrationView> registrations() {
        return sip.registrar().views();
    }

    @Override
    public Optional<String> tlsFingerprint() {
        return sip.tlsFingerprint();
    }

    @Override
    public void refreshCounters() {
        sip.refreshCounters();
    }

    @Override
    public int rtpPortsInUse() {
        return media.portsInUse();
    }

    void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the calls with BYE and closes everything, within two seconds.
    @Override
    public void close() {
        sip.endCalls("the engine stops");
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_CALLS_MILLIS);
            while (registry.runningCount() > 0 && System.nanoTime() < end) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        control.close();
        sip.close();
        media.close();
        recordings.close();
        closed.countDown();
    }
}
