package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the stream of a packet without making an object: open addressing, with the hash in the
/// slot, so that nothing but the slot and the stream itself is fetched.
final class StreamIndex {
    private static final int FIRST_CAPACITY = 256; // a power of two, as are all
    private static final long NUMBER = 0xffff_ffffL;

    private final List<RtpStream> streams = new ArrayList<>();

    /// Hash in the upper half, number of the stream plus one in the lower; 0 = free.
    private long[] slots = new long[FIRST_CAPACITY];

    List<RtpStream> streams() {
        return streams;
    }

    @Nullable RtpStream find(Datagram datagram, long ssrc) {
        int hash = StreamNumbers.hash(datagram, ssrc);
        long[] all = slots;
        int mask = all.length - 1;
        for (int at = hash & mask; all[at] != 0; at = at + 1 & mask) {
            if ((int) (all[at] >>> 32) == hash) {
                RtpStream stream = streams.get((int) (all[at] & NUMBER) - 1);
                if (stream.isOf(datagram, ssrc)) {
                    return stream;
                }
            }
        }
        return null;
    }

    /// @param first a packet of the stream, which is not in yet
    void add(RtpStream stream, Datagram first, long ssrc) {
        if (2 * (streams.size() + 1) > slots.length) {
            long[] before = slots;
            slots = new long[2 * before.length];
            for (long slot : before) {
                if (slot != 0) {
                    put(slot);
                }
            }
        }
        streams.add(stream);
        put((long) StreamNumbers.hash(first, ssrc) << 32 | streams.size());
    }

    private void put(long slot) {
        int mask = slots.length - 1;
        int at = (int) (slot >>> 32) & mask;
        while (slots[at] != 0) {
            at = at + 1 & mask;
        }
        slots[at] = slot;
    }
}
