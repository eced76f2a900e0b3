package io.milliwatt.bench.call;

import io.milliwatt.bench.doctor.Topology;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.topology.TopologyLook;
import io.milliwatt.phone.PacketTap;
import io.milliwatt.phone.Phone;
import io.milliwatt.phone.PhoneConfig;
import io.milliwatt.phone.PhoneException;
import io.milliwatt.phone.PhoneListener;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipTransport;
import io.milliwatt.sip.SipUri;
import io.milliwatt.sip.TlsTrust;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Places test calls with a phone of this process, which is started by the first call.
public final class PhoneCalls implements Calls {
    private static final String USER = "milliwatt";

    private final Engines engines;
    private final Optional<TlsTrust> trust;
    private final TopologyLook look = TopologyLook.create();
    private final Set<PhoneLiveCall> calls = ConcurrentHashMap.newKeySet();
    private Optional<Phone> phone = Optional.empty();
    private boolean closed;

    private PhoneCalls(Engines engines, Optional<TlsTrust> trust) {
        this.engines = engines;
        this.trust = trust;
    }

    /// @param engines asked why an engine ended
    public static Calls open(Engines engines) {
        return new PhoneCalls(engines, Optional.empty());
    }

    /// With a phone that speaks TLS.
    ///
    /// @throws BenchException the authorities cannot be read
    public static Calls open(Engines engines, TlsChoice tls) throws BenchException {
        return new PhoneCalls(engines, Optional.of(tls.trust()));
    }

    @Override
    public LiveCall dial(CallRequest request) throws BenchException {
        SipUri target = target(request);
        PhoneCodecs.check(request.codecs());
        // everything that can be refused is looked at before anything is opened
        PlacedCall placed = LocalPlacedCall.dial(startedPhone(), request, target);
        Optional<EngineTap> tap =
                request.engine().map(engine -> new EngineTap(engine, placed.callId()));
        var surroundings =
                new CallSurroundings(
                        look, request, target.toString(), new Topology.Phone("", true, List.of()));
        var call = new PhoneLiveCall(request, target, placed, tap, this::whyEnded, surroundings);
        calls.add(call);
        call.watch(() -> calls.remove(call));
        return call;
    }

    @Override
    public void watch(PacketTap tap) throws BenchException {
        startedPhone().watch(tap);
    }

    private Optional<String> whyEnded(EngineInfo engine) {
        return engines.whyEnded(engine);
    }

    private synchronized Phone startedPhone() throws BenchException {
        if (closed) {
            throw new BenchException(ProblemCode.INTERNAL, "The phone is closed", "");
        }
        if (phone.isEmpty()) {
            phone = Optional.of(start(trust));
        }
        return phone.get();
    }

    /// Starts a phone on any free ports.
    static Phone start(Optional<TlsTrust> trust) throws BenchException {
        try {
            PhoneConfig plain = PhoneConfig.on(InetAddress.ofLiteral("0.0.0.0"), USER);
            return Phone.start(trust.map(plain::withTls).orElse(plain), new PhoneListener() {});
        } catch (PhoneException failure) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "The phone cannot start: " + failure.getMessage(),
                    "Free a UDP and TCP port, or look for a limit of open files: ulimit -n",
                    failure);
        }
    }

    static SipUri target(CallRequest request) throws BenchException {
        String text =
                request.engine().isPresent() && !request.target().contains(":")
                        ? request.engine().get().dial(request.target())
                        : request.target();
        try {
            SipUri uri = SipUri.parse(text);
            // UDP is what a URI means that says nothing
            return SipTransport.of(request.transport())
                    .filter(wanted -> wanted != SipTransport.UDP && uri.transport().isEmpty())
                    .map(uri::withTransport)
                    .orElse(uri);
        } catch (SipException failure) {
            throw new BenchException(
                    ProblemCode.BAD_URI,
                    String.valueOf(failure.getMessage()),
                    "Give a URI such as sip:echo@192.0.2.10:5060, or a test number such as echo");
        }
    }

    @Override
    public void close() {
        Optional<Phone> started;
        synchronized (this) {
            closed = true;
            started = phone;
            phone = Optional.empty();
        }
        calls.forEach(PhoneLiveCall::hangUp);
        started.ifPresent(Phone::close);
    }
}
