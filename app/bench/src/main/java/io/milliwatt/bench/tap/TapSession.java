package io.milliwatt.bench.tap;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxNetwork;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.Inspector;
import io.milliwatt.inspector.capture.LiveCapture;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.PacketDecoder;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.phone.PacketTap;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Taps that run. Opening takes about half a second for each sidecar; after that nothing of a call
/// is missed.
///
/// ```java
/// try (TapSession taps = TapSession.open(toolbox, TapPlan.of(engine, "call"), true)) {
///     phone.watch(taps.phone().orElseThrow());
///     ...
///     TapReport report = taps.finish();
/// }
/// ```
public final class TapSession implements Taps {
    private static final String APPLICATION = "Milliwatt";

    /// A packet that was sent this short ago may not have come from all taps yet: the kernel keeps
    /// it up to 1.1 s, and then it is on its way through Docker.
    private static final Duration YOUNG = Duration.ofSeconds(2);

    private final Object lock = new Object();
    private final TapPlan plan;
    private final List<Place> places = new ArrayList<>();
    private final List<String> descriptions = new ArrayList<>();
    private final List<Optional<SidecarTap>> sidecars = new ArrayList<>();
    private final List<LiveCapture> captures = new ArrayList<>();
    private final List<PacketDecoder> decoders = new ArrayList<>();
    private final HopTable table;
    private final Inspector inspector;
    private final ClockWatch clock = new ClockWatch(Clock.systemUTC(), System::nanoTime);
    private final Thread watching;
    private final List<Optional<String>> stoppedEarly = new ArrayList<>();
    private final long[] packets;
    private Optional<PhonePackets> phone = Optional.empty();
    private Optional<OrderedWriter> writer = Optional.empty();
    private Optional<String> writeProblem = Optional.empty();
    private Optional<TapReport> report = Optional.empty();
    private volatile boolean over;

    private TapSession(TapPlan plan, boolean ourPhone) {
        this.plan = plan;
        inspector = new Inspector(plan.sides().translations().map());
        if (ourPhone) {
            add(Place.PHONE, TapReport.INSIDE_PHONE);
        } else if (plan.phoneContainer().isPresent()) {
            add(Place.PHONE, "in the phone's container");
        }
        if (plan.host()) {
            add(Place.HOST, "in the network of the host");
        }
        if (plan.hasEngine()) {
            add(
                    Place.ENGINE,
                    plan.ownNamespace()
                            ? "in the network of the engine's container"
                            : "in the network of the host, where the engine is");
        }
        table = new HopTable(plan.sides(), places);
        packets = new long[places.size()];
        for (int tap = 0; tap < places.size(); tap++) {
            captures.add(LiveCapture.ofFrames(this::frame).asTap(tap, places.get(tap).key()));
            decoders.add(new PacketDecoder(new Both(table, inspector)));
            sidecars.add(Optional.empty());
        }
        watching = Thread.ofVirtual().name("tap-watch").unstarted(this::watch);
    }

    private void add(Place place, String description) {
        places.add(place);
        descriptions.add(description);
    }

    /// Starts the taps.
    ///
    /// @param ourPhone whether the phone is one of this process, which is to be given [#phone()]
    /// @throws BenchException a tap does not start, or the file cannot be written
    public static TapSession open(Toolbox toolbox, TapPlan plan, boolean ourPhone)
            throws BenchException {
        return open(toolbox, plan, ourPhone, () -> false);
    }

    /// Starts the taps, unless told to stop meanwhile.
    ///
    /// @param ourPhone whether the phone is one of this process, which is to be given [#phone()]
    /// @param cancelled looked at while a tap starts; then `CANCELLED`, and nothing is left
    public static TapSession open(
            Toolbox toolbox, TapPlan plan, boolean ourPhone, BooleanSupplier cancelled)
            throws BenchException {
        var session = new TapSession(plan, ourPhone);
        try {
            session.start(toolbox, ourPhone, cancelled);
            return session;
        } catch (BenchException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void start(Toolbox toolbox, boolean ourPhone, BooleanSupplier cancelled)
            throws BenchException {
        openFile();
        for (int tap = 0; tap < places.size(); tap++) {
            Place place = places.get(tap);
            if (place == Place.PHONE && ourPhone) {
                phone = Optional.of(new PhonePackets(this::frame, tap));
                continue;
            }
            LiveCapture capture = captures.get(tap);
            sidecars.set(
                    tap,
                    Optional.of(
                            SidecarTap.start(
                                    toolbox,
                                    "capture packets " + descriptions.get(tap),
                                    networkOf(place),
                                    filterOf(place),
                                    chunk -> {
                                        synchronized (lock) {
                                            capture.feed(chunk.bytes(), 0, chunk.length());
                                        }
                                    },
                                    cancelled)));
        }
        watching.start();
    }

    private ToolboxNetwork networkOf(Place place) {
        return switch (place) {
            case PHONE -> new ToolboxNetwork.OfContainer(plan.phoneContainer().orElseThrow());
            case HOST -> new ToolboxNetwork.Host();
            case ENGINE -> plan.engineNetwork();
        };
    }

    private String filterOf(Place place) {
        boolean alone =
                switch (place) {
                    case PHONE -> true;
                    case HOST -> false;
                    case ENGINE -> plan.ownNamespace();
                };
        return alone ? plan.wideFilter() : plan.narrowFilter();
    }

    private void openFile() throws BenchException {
        if (plan.file().isEmpty()) {
            return;
        }
        try {
            writer =
                    Optional.of(
                            new OrderedWriter(
                                    plan.file().get(),
                                    APPLICATION,
                                    plan.what() + "; all taps have the clock of one machine",
                                    places.stream().map(Place::key).toArray(String[]::new),
                                    descriptions.toArray(String[]::new)));
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "The capture file " + plan.file().get() + " cannot be written: " + e,
                    "Give a file in a directory of yours, on a disk with room",
                    e);
        }
    }

    /// The tap that our phone is to be given; empty when the session was opened without one.
    public Optional<PacketTap> phone() {
        return phone.map(it -> it);
    }

    private void frame(Frame frame) {
        synchronized (lock) {
            packets[frame.tap()]++;
            decoders.get(frame.tap()).onFrame(frame);
            if (writer.isPresent() && writeProblem.isEmpty()) {
                try {
                    writer.get().write(frame);
                } catch (IOException e) {
                    writeProblem = Optional.of("writing the capture file ended: " + e.getMessage());
                }
            }
        }
    }

    private void watch() {
        try {
            while (!over) {
                TimeUnit.MILLISECONDS.sleep(500);
                clock.look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<StreamReport> streams() {
        synchronized (lock) {
            return inspector.streams();
        }
    }

    @Override
    public Inspection inspection() {
        synchronized (lock) {
            return inspector.snapshot();
        }
    }

    @Override
    public List<TapReport.TapState> taps() {
        var states = new ArrayList<TapReport.TapState>();
        for (int tap = 0; tap < places.size(); tap++) {
            states.add(state(tap));
        }
        return states;
    }

    private TapReport.TapState state(int tap) {
        long handedOver;
        synchronized (lock) {
            handedOver = packets[tap];
        }
        Optional<SidecarTap> sidecar = sidecars.get(tap);
        boolean ours = places.get(tap) == Place.PHONE && phone.isPresent();
        return new TapReport.TapState(
                places.get(tap),
                descriptions.get(tap),
                handedOver,
                sidecar.map(it -> it.counts().dropped()).orElse(0L),
                ours ? phone.get().dropped() : 0,
                problemOf(tap));
    }

    private Optional<String> problemOf(int tap) {
        return stoppedEarly.isEmpty()
                ? sidecars.get(tap).flatMap(SidecarTap::broken)
                : stoppedEarly.get(tap);
    }

    @Override
    public TapReport finish() {
        if (report.isPresent()) {
            return report.get();
        }
        Instant now = Instant.now();
        stoppedEarly.addAll(sidecars.stream().map(it -> it.flatMap(SidecarTap::broken)).toList());
        over = true;
        phone.ifPresent(PhonePackets::close);
        if (sidecars.stream().anyMatch(Optional::isPresent)) {
            pause(SidecarTap.BEHIND);
        }
        sidecars.forEach(each -> each.ifPresent(SidecarTap::askToEnd));
        sidecars.forEach(each -> each.ifPresent(SidecarTap::awaitEnd));
        synchronized (lock) {
            captures.forEach(LiveCapture::end);
            table.end(nanos(now));
            closeFile();
            clock.look();
            report = Optional.of(report(table.figures()));
        }
        close();
        return report.get();
    }

    @Override
    public TapReport soFar() {
        synchronized (lock) {
            return report.orElseGet(
                    () -> report(table.figuresUntil(nanos(Instant.now().minus(YOUNG)))));
        }
    }

    /// Under the lock.
    private TapReport report(HopFigures figures) {
        var notes = new ArrayList<>(broken());
        notes.addAll(unread());
        clock.words().ifPresent(notes::add);
        writeProblem.ifPresent(notes::add);
        if (table.beyond() > 0) {
            notes.add(
                    table.beyond()
                            + " packets are of more than "
                            + HopTable.MOST_STREAMS
                            + " streams, and not in the table");
        }
        return new TapReport(
                taps(),
                figures.hops(),
                ClockComparison.of(figures, places, true),
                notes,
                plan.file());
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> broken() {
        var broken = new ArrayList<String>();
        for (int tap = 0; tap < places.size(); tap++) {
            String place = places.get(tap).key();
            problemOf(tap)
                    .ifPresent(why -> broken.add("the tap at the " + place + " stopped: " + why));
        }
        return broken;
    }

    /// Under the lock. Where the bytes of a tap could not be read, packets are missing that nobody
    /// counted as dropped.
    private List<String> unread() {
        var unread = new ArrayList<String>();
        for (int tap = 0; tap < places.size(); tap++) {
            String place = places.get(tap).key();
            captures.get(tap).summary().problems().first().stream()
                    .findFirst()
                    .ifPresent(problem ->
                            unread.add(
                                    "not all of the tap at the "
                                            + place
                                            + " could be read: "
                                            + problem));
        }
        return unread;
    }

    private void closeFile() {
        if (writer.isEmpty()) {
            return;
        }
        try {
            for (TapReport.TapState each : taps()) {
                int tap = places.indexOf(each.place());
                writer.get()
                        .statistics(
                                tap,
                                each.packets() + each.kernelDropped() + each.ownDropped(),
                                each.kernelDropped() + each.ownDropped());
            }
            writer.get().close();
        } catch (IOException e) {
            writeProblem = Optional.of("writing the capture file ended: " + e.getMessage());
        }
        writer = Optional.empty();
    }

    @Override
    public void close() {
        over = true;
        phone.ifPresent(PhonePackets::close);
        sidecars.forEach(each -> each.ifPresent(SidecarTap::close));
        synchronized (lock) {
            closeFile();
        }
    }

    /// Gives to two.
    private record Both(PacketSink one, PacketSink other) implements PacketSink {
        @Override
        public void onDatagram(Datagram datagram) {
            one.onDatagram(datagram);
            other.onDatagram(datagram);
        }

        @Override
        public void onTcp(TcpBytes bytes) {
            one.onTcp(bytes);
            other.onTcp(bytes);
        }
    }
}
