package io.milliwatt.bench.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PacketRelayTest {
    private static final Endpoint PLACE = new Endpoint(InetAddress.getLoopbackAddress(), 5060);

    /// Writes down what comes, and on which thread.
    private static class Notes implements PacketSink {
        final List<String> seen = new ArrayList<>();
        Thread thread = Thread.currentThread();

        @Override
        public void onDatagram(Datagram datagram) {
            thread = Thread.currentThread();
            seen.add(words(datagram));
        }

        @Override
        public void onTcp(TcpBytes bytes) {
            seen.add("tcp " + bytes.frame());
        }
    }

    private static String words(Datagram datagram) {
        return "%d %d %d %s %s %d %d %d"
                .formatted(
                        datagram.timeNanos(),
                        datagram.frame(),
                        datagram.tap(),
                        datagram.source(),
                        datagram.destination(),
                        datagram.length(),
                        datagram.wireLength(),
                        Arrays.hashCode(datagram.payload()));
    }

    private static Datagram datagram(Random random, int frame, int length) {
        byte[] bytes = new byte[length + 7];
        random.nextBytes(bytes);
        long high = random.nextBoolean() ? 0 : random.nextLong();
        long low = Datagram.IPV4_MAPPED | random.nextInt() & 0xffff_ffffL;
        return new Datagram()
                .seen(random.nextLong(), frame, random.nextInt(9))
                .from(high, low, random.nextInt(65_536))
                .to(high, low + 1, random.nextInt(65_536))
                .carrying(bytes, 7, length, length + random.nextInt(3));
    }

    @Test
    void givesEveryPacketAsItWasInOrderOnAnotherThread() {
        var random = new Random(3);
        var notes = new Notes();
        var given = new ArrayList<String>();
        try (var relay = new PacketRelay(notes)) {
            for (int frame = 1; frame <= 20_000; frame++) {
                if (frame % 100 == 0) {
                    relay.onTcp(new TcpBytes(1, PLACE, PLACE, 0, frame, 0, false, new byte[3]));
                    given.add("tcp " + frame);
                    continue;
                }
                int length = frame % 500 == 1 ? 65_507 : random.nextInt(300);
                Datagram datagram = datagram(random, frame, length);
                given.add(words(datagram));
                relay.onDatagram(datagram);
                Arrays.fill(datagram.bytes(), (byte) 0); // it is used again for the next
            }
        }
        assertEquals(given, notes.seen);
        assertNotEquals(Thread.currentThread(), notes.thread);
    }

    @Test
    void givesNothingWhenNothingCame() {
        var notes = new Notes();
        new PacketRelay(notes).close();
        assertEquals(List.of(), notes.seen);
    }

    @Test
    void tellsWhatTheSinkThrewAndHoldsNobodyUpUntilThen() {
        var failing =
                new Notes() {
                    @Override
                    public void onDatagram(Datagram datagram) {
                        throw new IllegalArgumentException("packet " + datagram.frame());
                    }
                };
        var relay = new PacketRelay(failing);
        var random = new Random(4);
        for (int frame = 1; frame <= 20_000; frame++) {
            relay.onDatagram(datagram(random, frame, 100));
        }
        var told = assertThrows(IllegalStateException.class, relay::close);
        assertEquals(
                "java.lang.IllegalArgumentException: packet 1", String.valueOf(told.getCause()));
    }

    @Test
    void keepsAnInterruptForWhoeverReadsTheFile() {
        var notes = new Notes();
        var random = new Random(5);
        try (var relay = new PacketRelay(notes)) {
            Thread.currentThread().interrupt();
            for (int frame = 1; frame <= 10_000; frame++) {
                relay.onDatagram(datagram(random, frame, 10));
            }
        }
        assertTrue(Thread.interrupted());
        assertEquals(10_000, notes.seen.size());
    }
}
