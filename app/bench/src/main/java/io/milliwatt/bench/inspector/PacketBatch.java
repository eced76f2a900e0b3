package io.milliwatt.bench.inspector;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Copies of packets in a row, on their way from one thread to another. It is filled, handed over,
/// emptied, and used again; no packet costs an object.
final class PacketBatch {
    private static final int PACKETS = 2048;

    /// Octets of payload: so many that one datagram always fits.
    private static final int OCTETS = 512 << 10;

    /// What one packet has in [#numbers].
    private static final int NUMBERS = 10;

    private final long[] numbers = new long[PACKETS * NUMBERS];
    private final byte[] octets = new byte[OCTETS];

    /// What few packets have: [TcpBytes] instead of a datagram, or the frames of its fragments.
    private final @Nullable Object[] rare = new Object[PACKETS];

    private final Datagram datagram = new Datagram();
    private boolean hasRare;
    private int packets;
    private int used;

    boolean isEmpty() {
        return packets == 0;
    }

    /// Takes a copy; false when there is no room for it.
    boolean add(Datagram packet) {
        if (packets == PACKETS || packet.length() > OCTETS - used) {
            return false;
        }
        if (packet.earlierFrames().length > 0) {
            hasRare = true;
            rare[packets] = packet.earlierFrames();
        }
        int at = packets++ * NUMBERS;
        numbers[at] = packet.timeNanos();
        numbers[at + 1] = packet.frame();
        numbers[at + 2] = packet.tap();
        numbers[at + 3] = packet.sourceHigh();
        numbers[at + 4] = packet.sourceLow();
        numbers[at + 5] = packet.destinationHigh();
        numbers[at + 6] = packet.destinationLow();
        numbers[at + 7] = (long) packet.sourcePort() << 32 | packet.destinationPort();
        numbers[at + 8] = packet.length();
        numbers[at + 9] = packet.wireLength();
        System.arraycopy(packet.bytes(), packet.offset(), octets, used, packet.length());
        used += packet.length();
        return true;
    }

    boolean add(TcpBytes bytes) {
        if (packets == PACKETS) {
            return false;
        }
        rare[packets++] = bytes;
        hasRare = true;
        return true;
    }

    /// Gives what is in it, in order.
    void giveTo(PacketSink sink) {
        int payload = 0;
        for (int i = 0; i < packets; i++) {
            Object more = rare[i];
            if (more instanceof TcpBytes bytes) {
                sink.onTcp(bytes);
                continue;
            }
            int at = i * NUMBERS;
            int length = (int) numbers[at + 8];
            long ports = numbers[at + 7];
            datagram.seen(numbers[at], numbers[at + 1], (int) numbers[at + 2])
                    .from(numbers[at + 3], numbers[at + 4], (int) (ports >>> 32))
                    .to(numbers[at + 5], numbers[at + 6], (int) ports)
                    .carrying(octets, payload, length, (int) numbers[at + 9]);
            if (more instanceof long[] fragments) {
                datagram.partlyIn(fragments);
            }
            sink.onDatagram(datagram);
            payload += length;
        }
    }

    /// Has nothing in it any more.
    void clear() {
        if (hasRare) {
            Arrays.fill(rare, null);
            hasRare = false;
        }
        packets = 0;
        used = 0;
    }
}
