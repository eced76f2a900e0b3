package io.milliwatt.presentation.call;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.presentation.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// The path of a call: phone, host, engine, and back, with what is seen at each tap.
///
/// @param phone the phone's own address, as its offer tells it
/// @param host the advertised address
/// @param hostNote what the host does with the packets: `DNAT to 172.17.0.2`, or `no NAT`
/// @param engine where the engine listens
/// @param hops phone to host, host to engine, engine to host, host to phone
/// @param verdict one line on all of it: `audio both ways · round trip 24 ms`
/// @param health colour of the verdict
public record PathView(
        String phone,
        String host,
        String hostNote,
        String engine,
        List<Hop> hops,
        String verdict,
        Health health) {
    /// Below this many packets (half a second at 20 ms) silence at a tap is not yet a fault.
    private static final long ENOUGH_PACKETS = 25;

    private static final double BAD_LOSS = 0.05;
    private static final double HIGH_JITTER_MILLIS = 30;

    /// No call.
    public static final PathView NONE =
            new PathView("", "", "", "", List.of(), "no call yet", Health.IDLE);

    public PathView {
        hops = List.copyOf(hops);
    }

    /// The path of `record`; `engine` when the call went to the bench's engine.
    public static PathView of(CallRecord record, Optional<EngineInfo> engine) {
        return of(record, engine, TapReport.NOTHING);
    }

    /// The path of `record`, with what taps saw on it.
    public static PathView of(CallRecord record, Optional<EngineInfo> engine, TapReport taps) {
        List<Hop> hops = new ArrayList<>();
        boolean over = record.state().equals("ended");
        boolean answered = record.setUpMillis() >= 0;
        for (Tap tap : Tap.values()) {
            hops.add(hop(tap, record, over));
        }
        List<Hop> measured = TappedPath.of(taps, hops, ssrcs(record));
        Health health = health(record, measured, answered, over);
        return new PathView(
                phoneAddress(record),
                engine.map(e -> Format.address(e.advertisedAddress()))
                        .orElse(record.engine().advertisedAddress()),
                hostNote(engine),
                engineAddress(record, engine),
                measured,
                verdict(record, health, answered, over),
                health);
    }

    /// Those of the streams of a call, unsigned 32 bits.
    static Set<Long> ssrcs(CallRecord record) {
        return record.streams().stream().map(StreamRecord::ssrc).collect(Collectors.toSet());
    }

    private static Hop hop(Tap tap, CallRecord record, boolean over) {
        Optional<StreamRecord> stream = stream(tap, record);
        boolean seen = stream.isPresent() && stream.get().packets() > 0;
        Optional<Tap> sender =
                switch (tap) {
                    case PHONE_OUT, ENGINE_OUT -> Optional.empty();
                    case ENGINE_IN -> Optional.of(Tap.PHONE_OUT);
                    case PHONE_IN -> Optional.of(Tap.ENGINE_OUT);
                };
        long sent = sender.flatMap(t -> stream(t, record)).map(StreamRecord::packets).orElse(0L);
        if (!seen) {
            boolean missed = sent >= ENOUGH_PACKETS || (over && sent > 0);
            return new Hop(
                    tap,
                    missed ? Health.BAD : Health.IDLE,
                    false,
                    0,
                    0,
                    -1,
                    OptionalDouble.empty());
        }
        StreamRecord at = stream.get();
        if (sender.isEmpty()) {
            return new Hop(tap, Health.GOOD, true, at.packets(), 0, -1, OptionalDouble.empty());
        }
        double loss = (double) at.lost() / Math.max(1, at.packets() + at.lost());
        Health health =
                record.verdict() == Verdict.NO_ENGINE || loss >= BAD_LOSS
                        ? Health.BAD
                        : at.lost() > 0 || at.jitterMillis() > HIGH_JITTER_MILLIS
                                ? Health.WARN
                                : Health.GOOD;
        return new Hop(
                tap,
                health,
                true,
                at.packets(),
                at.lost(),
                at.jitterMillis(),
                OptionalDouble.empty());
    }

    private static Optional<StreamRecord> stream(Tap tap, CallRecord record) {
        return record.streams().stream()
                .filter(s -> s.tap() == tap)
                .max(Comparator.comparingLong(StreamRecord::packets));
    }

    private static Health health(
            CallRecord record, List<Hop> hops, boolean answered, boolean over) {
        if (!answered) {
            return over ? Health.BAD : Health.IDLE;
        }
        if (hops.stream().anyMatch(h -> h.health() == Health.BAD)
                || (over && record.verdict() != Verdict.AUDIO)) {
            return Health.BAD;
        }
        if (hops.stream().anyMatch(h -> h.health() == Health.WARN)) {
            return Health.WARN;
        }
        return record.verdict() == Verdict.AUDIO ? Health.GOOD : Health.IDLE;
    }

    private static String verdict(
            CallRecord record, Health health, boolean answered, boolean over) {
        if (!answered) {
            return over ? "not answered" : record.state();
        }
        String words =
                switch (record.verdict()) {
                    case AUDIO -> health == Health.GOOD ? "audio both ways" : "audio, with losses";
                    case NO_AUDIO, NO_CALL ->
                            over || health == Health.BAD ? "no audio back" : "listening";
                    case NO_ENGINE -> "the engine is gone";
                };
        double roundTrip = roundTrip(record);
        return roundTrip < 0 || health == Health.BAD
                ? words
                : words + " · round trip " + Format.millis(roundTrip);
    }

    /// As measured on the audio itself where that was done, else as RTCP has it.
    private static double roundTrip(CallRecord record) {
        if (record.audio().roundTripMillis() >= 0) {
            return record.audio().roundTripMillis();
        }
        return record.streams().stream()
                .mapToDouble(StreamRecord::roundTripMillis)
                .filter(millis -> millis >= 0)
                .findFirst()
                .orElse(-1);
    }

    /// As the phone told it in its offer.
    private static String phoneAddress(CallRecord record) {
        return record.offerSdp()
                .lines()
                .filter(line -> line.startsWith("c="))
                .findFirst()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1).strip())
                .orElse("");
    }

    private static String hostNote(Optional<EngineInfo> engine) {
        if (engine.isEmpty()) {
            return "";
        }
        return engine.get()
                .containerAddress()
                .map(address -> "DNAT to " + Format.address(address))
                .orElse("no NAT");
    }

    private static String engineAddress(CallRecord record, Optional<EngineInfo> engine) {
        return engine.flatMap(EngineInfo::containerAddress)
                .map(Format::address)
                .or(() -> engine.flatMap(EngineInfo::pid).map(pid -> "process " + pid))
                .orElse(record.engine().name().isBlank() ? "far end" : record.engine().name());
    }
}
