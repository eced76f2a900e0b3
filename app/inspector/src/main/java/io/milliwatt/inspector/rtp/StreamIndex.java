package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the stream of a packet without making an object: open addressing over the numbers of its
/// key.
final class StreamIndex {
    private static final int FIRST_CAPACITY = 256; // a power of two, as are all
    private static final int NUMBERS = 6;

    private final List<RtpStream> streams = new ArrayList<>();

    /// Index of a stream plus one; 0 = free.
    private int[] slots = new int[FIRST_CAPACITY];

    /// The numbers of the stream's key, [#NUMBERS] for each stream.
    private long[] keys = new long[NUMBERS * FIRST_CAPACITY];

    List<RtpStream> streams() {
        return streams;
    }

    @Nullable RtpStream find(Datagram datagram, long ssrc) {
        long ports = ports(datagram);
        long source = datagram.sourceLow();
        long destination = datagram.destinationLow();
        int mask = slots.length - 1;
        int slot = hash(source, destination, ports, ssrc) & mask;
        for (; slots[slot] != 0; slot = slot + 1 & mask) {
            int stream = slots[slot] - 1;
            int at = NUMBERS * stream;
            if (keys[at] == ssrc
                    && keys[at + 1] == ports
                    && keys[at + 2] == source
                    && keys[at + 3] == destination
                    && keys[at + 4] == datagram.sourceHigh()
                    && keys[at + 5] == datagram.destinationHigh()) {
                return streams.get(stream);
            }
        }
        return null;
    }

    /// @param first a packet of the stream, which is not in yet
    void add(RtpStream stream, Datagram first, long ssrc) {
        int number = streams.size();
        if (2 * (number + 1) > slots.length) {
            grow();
        }
        streams.add(stream);
        int at = NUMBERS * number;
        keys[at] = ssrc;
        keys[at + 1] = ports(first);
        keys[at + 2] = first.sourceLow();
        keys[at + 3] = first.destinationLow();
        keys[at + 4] = first.sourceHigh();
        keys[at + 5] = first.destinationHigh();
        put(number);
    }

    private void put(int number) {
        int at = NUMBERS * number;
        int mask = slots.length - 1;
        int slot = hash(keys[at + 2], keys[at + 3], keys[at + 1], keys[at]) & mask;
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        slots[slot] = number + 1;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        slots = new int[2 * slots.length];
        for (int i = 0; i < streams.size(); i++) {
            put(i);
        }
    }

    private static long ports(Datagram datagram) {
        return (long) datagram.tap() << 32
                | (long) datagram.sourcePort() << 16
                | datagram.destinationPort();
    }

    /// Multiplication by odd numbers with many bits spreads what differs in few.
    private static int hash(long source, long destination, long ports, long ssrc) {
        long mixed = source * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ destination) * 0xc2b2_ae3d_27d4_eb4fL;
        mixed = (mixed ^ ports) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ ssrc) * 0xc2b2_ae3d_27d4_eb4fL;
        return (int) (mixed >>> 32);
    }
}
