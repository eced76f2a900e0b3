package io.milliwatt.bench.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.inspector.packet.Datagram;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HopTableTest {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long MILLI = 1_000_000;
    private static final long SSRC = 0xdeadbeefL;
    private static final List<Place> ALL = List.of(Place.PHONE, Place.HOST, Place.ENGINE);
    private static final String PHONE = "192.0.2.9:18000";
    private static final String HOST = "192.0.2.20:40000";
    private static final String CONTAINER = "172.17.0.2:40000";

    private final HopTable table = table(ALL);

    private static HopTable table(List<Place> places) {
        return new HopTable(
                new Sides(
                        Optional.of(new PortRange(40_000, 40_009)),
                        Set.of(InetAddress.ofLiteral("172.17.0.2"))),
                places);
    }

    @Test
    void packetIsFollowedFromPointToPointWithTheAddressesItHadThere() {
        for (int i = 0; i < 100; i++) {
            long sent = START + i * 20 * MILLI;
            saw(0, PHONE, HOST, i, sent);
            saw(1, PHONE, HOST, i, sent + MILLI);
            saw(1, PHONE, CONTAINER, i, sent + 3 * MILLI);
            saw(2, PHONE, CONTAINER, i, sent + 4 * MILLI);
        }
        table.end(START + 10_000 * MILLI);
        List<Hop> hops = table.hops();
        assertEquals(
                List.of(
                        "left the phone",
                        "reached the host",
                        "left the host",
                        "entered the engine"),
                hops.stream().map(Hop::point).toList());
        assertEquals(List.of(100L, 100L, 100L, 100L), hops.stream().map(Hop::packets).toList());
        assertEquals(List.of(0L, 0L, 0L, 0L), hops.stream().map(Hop::lost).toList());
        assertEquals(Double.NaN, hops.get(0).meanDelayMillis());
        assertEquals(1, hops.get(1).meanDelayMillis(), 1e-9);
        assertEquals(2, hops.get(2).maxDelayMillis(), 1e-9);
        assertEquals(HOST, hops.get(1).destination());
        assertEquals(CONTAINER, hops.get(2).destination(), "rewritten by the host");
    }

    @Test
    void lossIsToldAtTheHopWhereItHappenedAndNotAgainBehindIt() {
        for (int i = 0; i < 3_000; i++) {
            long sent = START + i * 20 * MILLI;
            saw(0, PHONE, HOST, i, sent);
            saw(1, PHONE, HOST, i, sent + MILLI);
            saw(1, PHONE, CONTAINER, i, sent + 2 * MILLI);
            if (i % 10 != 3) {
                saw(2, PHONE, CONTAINER, i, sent + 3 * MILLI);
            }
        }
        table.end(START + 100_000 * MILLI);
        List<Hop> hops = table.hops();
        assertEquals(List.of(0L, 0L, 0L, 300L), hops.stream().map(Hop::lost).toList());
        assertEquals(2_700, hops.getLast().packets());
    }

    /// As a FORWARD chain does that drops.
    @Test
    void whatComesToTheHostAndIsSeenOnceThereDidNotLeaveIt() {
        for (int i = 0; i < 200; i++) {
            long sent = START + i * 20 * MILLI;
            saw(0, PHONE, HOST, i, sent);
            saw(1, PHONE, HOST, i, sent + MILLI);
        }
        table.end(START + 100_000 * MILLI);
        List<Hop> hops = table.hops();
        assertEquals(List.of(0L, 0L, 200L, 0L), hops.stream().map(Hop::lost).toList());
        assertEquals(List.of(200L, 200L, 0L, 0L), hops.stream().map(Hop::packets).toList());
    }

    /// A tap that could not keep up: what was seen behind it was not lost.
    @Test
    void whatATapMissedAndALaterOneSawIsNotLost() {
        for (int i = 0; i < 200; i++) {
            long sent = START + i * 20 * MILLI;
            saw(0, PHONE, HOST, i, sent);
            if (i % 2 == 0) {
                saw(1, PHONE, HOST, i, sent + MILLI);
                saw(1, PHONE, CONTAINER, i, sent + 2 * MILLI);
            }
            saw(2, PHONE, CONTAINER, i, sent + 3 * MILLI);
        }
        table.end(START + 100_000 * MILLI);
        List<Hop> hops = table.hops();
        assertEquals(List.of(0L, 0L, 0L, 0L), hops.stream().map(Hop::lost).toList());
        assertEquals(List.of(200L, 100L, 100L, 200L), hops.stream().map(Hop::packets).toList());
    }

    @Test
    void whatNeverArrivesIsLostButForWhatIsStillOnItsWay() {
        for (int i = 0; i < 50; i++) {
            saw(0, PHONE, HOST, i, START + i * 20 * MILLI);
        }
        table.end(START + 50 * 20 * MILLI);
        // the last 300 ms are 15 packets
        assertEquals(35, table.hops().get(1).lost());
        assertEquals("", table.hops().getLast().destination());
    }

    @Test
    void meanwhileWhatIsOlderThanSomeTimeIsCountedAndNothingIsSettledByLooking() {
        for (int i = 0; i < 200; i++) {
            long sent = START + i * 20 * MILLI;
            saw(0, PHONE, HOST, i, sent);
            if (i < 120) { // the engine's tap is behind
                saw(2, PHONE, CONTAINER, i, sent + MILLI);
            }
        }
        List<Hop> early = table.figuresUntil(START + 100 * 20 * MILLI).hops();
        assertEquals(List.of(100L, 0L, 0L, 100L), early.stream().map(Hop::packets).toList());
        assertEquals(List.of(0L, 0L, 0L, 0L), early.stream().map(Hop::lost).toList());
        assertEquals(1, early.getLast().meanDelayMillis(), 1e-9);
        List<Hop> late = table.figuresUntil(START + 150 * 20 * MILLI).hops();
        assertEquals(30, late.stream().mapToLong(Hop::lost).sum());
        for (int i = 120; i < 200; i++) {
            saw(2, PHONE, CONTAINER, i, START + i * 20 * MILLI + MILLI);
        }
        table.end(START + 100_000 * MILLI);
        assertEquals(200, table.hops().getLast().packets());
        assertEquals(0, table.hops().stream().mapToLong(Hop::lost).sum());
    }

    @Test
    void numbersThatBeginAnewAndPacketsThatComeTwiceOrLateAreToldApart() {
        for (int i = 0; i < 70_000; i++) {
            int sequence = (65_000 + i) & 0xffff;
            long sent = START + i * 20 * MILLI;
            saw(0, PHONE, HOST, sequence, sent);
            saw(2, PHONE, CONTAINER, sequence, sent + MILLI);
            saw(2, PHONE, CONTAINER, sequence, sent + 2 * MILLI);
        }
        table.end(START + 10_000_000 * MILLI);
        List<Hop> hops = table.hops();
        assertEquals(70_000, hops.getFirst().packets());
        assertEquals(70_000, hops.getLast().packets());
        assertEquals(1, hops.getLast().maxDelayMillis(), 1e-9, "the first of the two counts");
    }

    @Test
    void wayBackAndClocksAreMeasuredByTheSamePackets() {
        HopTable direct = table(List.of(Place.PHONE, Place.ENGINE));
        long ahead = 7 * MILLI; // the engine's clock
        for (int i = 0; i < 100; i++) {
            long sent = START + i * 20 * MILLI;
            direct.onDatagram(packet(0, PHONE, HOST, i, sent));
            direct.onDatagram(packet(1, PHONE, CONTAINER, i, sent + MILLI + ahead));
            direct.onDatagram(packet(1, CONTAINER, PHONE, i, sent + 2 * MILLI + ahead));
            direct.onDatagram(packet(0, HOST, PHONE, i, sent + 3 * MILLI));
        }
        direct.end(START + 10_000 * MILLI);
        ClockComparison clocks =
                ClockComparison.of(direct.figures(), List.of(Place.PHONE, Place.ENGINE), true)
                        .getFirst();
        assertEquals(7, clocks.offsetMillis(), 1e-6);
        assertEquals(1, clocks.uncertaintyMillis(), 1e-6);
        assertTrue(clocks.words().contains("one clock (the same machine)"), clocks.words());
        assertEquals(
                List.of("left the phone", "entered the engine", "left the engine", "came back"),
                direct.hops().stream().map(Hop::point).toList());
    }

    @Test
    void whatIsNoRtpOrNotTheEnginesIsLeftOut() {
        var rtcp = packet(0, PHONE, HOST, 1, START);
        rtcp.bytes()[1] = (byte) 200;
        table.onDatagram(rtcp);
        table.onDatagram(packet(0, PHONE, "192.0.2.30:5004", 1, START));
        var shorter = packet(0, PHONE, HOST, 1, START);
        table.onDatagram(shorter.carrying(shorter.bytes(), 0, 11, 11));
        table.end(START);
        assertEquals(List.of(), table.hops());
    }

    @Test
    void streamsThatAreTooManyAreCounted() {
        for (int i = 0; i < HopTable.MOST_STREAMS + 5; i++) {
            Datagram packet = packet(0, PHONE, HOST, 1, START);
            ByteBuffer.wrap(packet.bytes()).putInt(8, i);
            table.onDatagram(packet);
        }
        assertEquals(5, table.beyond());
    }

    private void saw(int tap, String from, String to, int sequence, long nanos) {
        table.onDatagram(packet(tap, from, to, sequence, nanos));
    }

    private static Datagram packet(int tap, String from, String to, int sequence, long nanos) {
        byte[] bytes =
                ByteBuffer.allocate(172)
                        .put((byte) 0x80)
                        .put((byte) 0)
                        .putShort((short) sequence)
                        .putInt(sequence * 160)
                        .putInt((int) SSRC)
                        .array();
        return new Datagram()
                .seen(nanos, 1, tap)
                .from(0, low(from), port(from))
                .to(0, low(to), port(to))
                .carrying(bytes, 0, bytes.length, bytes.length);
    }

    private static long low(String endpoint) {
        byte[] octets =
                InetAddress.ofLiteral(endpoint.substring(0, endpoint.indexOf(':'))).getAddress();
        return Datagram.IPV4_MAPPED | ByteBuffer.wrap(octets).getInt() & 0xffff_ffffL;
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1));
    }
}
