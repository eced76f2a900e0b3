package io.milliwatt.bench.call;

import io.milliwatt.bench.docker.RootlessDaemon;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.lan.LanVantage;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.route.ContainerSubnet;
import io.milliwatt.bench.route.LanRoutes;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.ToolboxTask;
import io.milliwatt.bench.topology.TopologyLook;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.sip.SipUri;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Places test calls with a phone in a container that stands on the LAN. Everything it needs is
/// removed when it is closed, and when this process is killed.
public final class LanCalls implements Calls {
    private static final Duration READY_LIMIT = Duration.ofSeconds(30);

    private final Engines engines;
    private final LanFiles files;
    private final LanVantage vantage;
    private final TopologyLook look;
    private final List<String> routes;
    private final List<LanRoutes.Opened> opened;
    private final OutputStream input;
    private final Map<Integer, LanPlacedCall> placed = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean gone;

    private LanCalls(
            Engines engines,
            LanFiles files,
            LanVantage vantage,
            TopologyLook look,
            List<String> routes,
            List<LanRoutes.Opened> opened) {
        this.engines = engines;
        this.files = files;
        this.vantage = vantage;
        this.look = look;
        this.routes = routes;
        this.opened = opened;
        this.input = vantage.process().input();
    }

    /// Starts the phone; takes some seconds, more where the toolbox image is to be built first.
    ///
    /// @param engines asked why an engine ended
    public static LanCalls open(
            Engines engines, LanChoice choice, ImageProgress progress, BooleanSupplier cancelled)
            throws BenchException {
        return open(engines, HostChanges.create(), choice, progress, cancelled);
    }

    static LanCalls open(
            Engines engines,
            HostChanges changes,
            LanChoice choice,
            ImageProgress progress,
            BooleanSupplier cancelled)
            throws BenchException {
        RootlessDaemon.refuse(changes.toolbox().docker(), "A phone on the LAN");
        changes.toolbox().prepare(progress, cancelled);
        LanFiles files = LanFiles.create();
        try {
            ToolboxTask task = files.phoneTask(choice.tls());
            LanVantage vantage =
                    choice.beside().isPresent()
                            ? LanVantage.beside(changes, task, choice.beside().get())
                            : LanVantage.open(changes, task, choice.routes());
            var opened = new ArrayList<LanRoutes.Opened>();
            var calls =
                    new LanCalls(
                            engines,
                            files,
                            vantage,
                            new TopologyLook(changes.toolbox()),
                            choice.routes().stream().map(Subnet::toString).toList(),
                            opened);
            try {
                openAlso(changes, vantage, choice.routes(), opened);
                calls.awaitReady(cancelled);
                return calls;
            } catch (BenchException | RuntimeException e) {
                calls.close();
                throw e;
            }
        } catch (BenchException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    /// What `route add` has opened for phones on the LAN is opened for this one too.
    private static void openAlso(
            HostChanges changes,
            LanVantage vantage,
            List<Subnet> wanted,
            List<LanRoutes.Opened> opened)
            throws BenchException {
        if (wanted.isEmpty() || vantage.address().isEmpty()) {
            return;
        }
        var routes = new LanRoutes(changes.toolbox(), changes);
        for (ContainerSubnet each : routes.networks().all()) {
            if (wanted.stream().anyMatch(it -> it.contains(each.subnet()))) {
                InetAddress place = InetAddress.ofLiteral(vantage.address());
                opened.add(routes.openAlso(each, place, LaunchRequest.DEFAULT_SIP_PORT));
            }
        }
    }

    private void awaitReady(BooleanSupplier cancelled) throws BenchException {
        Thread.ofVirtual().name("lan-phone").start(this::listen);
        long end = System.nanoTime() + READY_LIMIT.toNanos();
        try {
            while (!ready.await(50, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new BenchException(
                            ProblemCode.CANCELLED,
                            "The phone on the LAN was cancelled; what it needed is removed",
                            "Start it again");
                }
                if (gone || System.nanoTime() - end > 0) {
                    throw new BenchException(
                            ProblemCode.TOOLBOX_FAILED,
                            "The phone on the LAN did not start: " + said(),
                            "./milliwatt image build toolbox --force, then try again");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(ProblemCode.CANCELLED, "Cancelled", "Start it again", e);
        }
    }

    private String said() {
        String text = vantage.process().error().strip();
        return text.isEmpty() ? "it said nothing" : text.lines().findFirst().orElse(text);
    }

    private void listen() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                vantage.process().output(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(LanLine.read(line, LanLine.Report.class));
            }
        } catch (IOException _) {
            // told below: the phone is gone
        } finally {
            gone = true;
            placed.values().forEach(it -> it.broken("the phone's container has ended"));
        }
    }

    private void hear(LanLine.Report report) {
        if (report.event() == LanLine.Event.READY) {
            ready.countDown();
            return;
        }
        LanPlacedCall call = placed.get(report.call());
        if (call != null) {
            call.heard(report);
        }
    }

    private void tell(LanLine.Command command) {
        try {
            synchronized (input) {
                input.write(LanLine.write(command).getBytes(StandardCharsets.UTF_8));
                input.flush();
            }
        } catch (IOException _) {
            gone = true; // its end is told by the other direction
        }
    }

    /// Where the phone stands; empty in a Docker network, which gives it an address.
    public String address() {
        return vantage.address();
    }

    @Override
    public Optional<String> phoneContainer() {
        return Optional.of(vantage.process().containerId());
    }

    @Override
    public LiveCall dial(CallRequest request) throws BenchException {
        SipUri target = PhoneCalls.target(request);
        PhoneCodecs.check(request.codecs());
        int number = numbers.incrementAndGet();
        LanLine.Order order = order(request, number);
        var call =
                new LanPlacedCall(number, this::tell, () -> files.fetch(request.audio(), number));
        placed.put(number, call);
        try {
            if (gone) {
                call.broken("its container has ended: " + said());
            }
            call.dial(order);
        } catch (BenchException e) {
            placed.remove(number);
            throw e;
        }
        Optional<EngineTap> tap =
                request.engine().map(engine -> new EngineTap(engine, call.callId()));
        var surroundings =
                new CallSurroundings(
                        look,
                        request,
                        target.toString(),
                        CallSurroundings.behindThisHost(vantage.address(), routes));
        var live = new PhoneLiveCall(request, target, call, tap, engines::whyEnded, surroundings);
        live.watch(() -> placed.remove(number));
        return live;
    }

    private LanLine.Order order(CallRequest request, int number) throws BenchException {
        String recordTo = files.recording(request.audio(), number);
        return switch (request.audio()) {
            case AudioChoice.Reference _ -> order(request, "reference", 0, "", recordTo);
            case AudioChoice.Silence _ -> order(request, "silence", 0, "", recordTo);
            case AudioChoice.Tone(double frequencyHz, var _) ->
                    order(request, "tone", frequencyHz, "", recordTo);
            case AudioChoice.WavFile(var file, var _) ->
                    order(request, "wav", 0, files.give(file, number), recordTo);
            case AudioChoice.Devices _ ->
                    throw new BenchException(
                            ProblemCode.BAD_USAGE,
                            "A phone on the LAN has no microphone and no loudspeaker",
                            "Send the reference signal, a tone or a WAV file, or call from this"
                                    + " host: --vantage host");
        };
    }

    private static LanLine.Order order(
            CallRequest request, String audio, double frequencyHz, String play, String recordTo)
            throws BenchException {
        return new LanLine.Order(
                PhoneCalls.target(request).toString(),
                audio,
                frequencyHz,
                play,
                recordTo,
                request.codecs(),
                request.transport(),
                request.security());
    }

    @Override
    public void close() {
        List<LanPlacedCall> left = new ArrayList<>(placed.values());
        left.forEach(LanPlacedCall::hangUp);
        left.forEach(LanPlacedCall::conclude);
        for (LanRoutes.Opened each : opened) {
            try {
                each.close();
            } catch (BenchException _) {
                // it is in the journal: the next change of any process undoes it
            }
        }
        vantage.close();
        files.close();
    }
}
