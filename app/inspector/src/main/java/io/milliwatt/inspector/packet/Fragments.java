package io.milliwatt.inspector.packet;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Puts fragmented IP packets together: RFC 791, section 3.2; RFC 8200, section 4.5.
///
/// Bounded: so many packets at a time, so many octets in all, and 30 s of the capture's time for
/// each. Where fragments overlap, the octets that came first stay.
final class Fragments {
    private static final int MOST_PACKETS = 1024;
    private static final long MOST_OCTETS = 8 << 20;
    private static final long TIMEOUT_NANOS = 30_000_000_000L;
    private static final int LONGEST = 65_535;
    private static final int UNIT = 8;

    /// Frames of one packet that are remembered: the longest packet in the smallest fragments.
    private static final int MOST_FRAGMENTS = 8192;

    private final ProblemSink problems;

    /// The oldest first.
    private final Map<Key, Partial> partials = new LinkedHashMap<>();

    private long octets;

    /// RFC 791: identification, addresses and protocol.
    private record Key(
            long identification,
            int tapAndProtocol,
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow) {}

    /// What came of a packet.
    private static final class Partial {
        final long beganNanos;
        final long beganFrame;
        final BitSet units = new BitSet();
        byte[] data = {};
        int length = -1;
        private long[] frames = new long[4];
        private int count;

        Partial(long beganNanos, long beganFrame) {
            this.beganNanos = beganNanos;
            this.beganFrame = beganFrame;
        }

        void seenIn(long frame) {
            if (count == frames.length && count < MOST_FRAGMENTS) {
                frames = Arrays.copyOf(frames, 2 * count);
            }
            if (count < frames.length) {
                frames[count++] = frame;
            }
        }

        /// All but the last.
        long[] frames() {
            return Arrays.copyOf(frames, count - 1);
        }

        boolean isWhole() {
            return length >= 0 && units.nextClearBit(0) >= unitsOf(length);
        }
    }

    Fragments(ProblemSink problems) {
        this.problems = problems;
    }

    private static int unitsOf(int octets) {
        return (octets + UNIT - 1) / UNIT;
    }

    /// Takes a fragment. When its packet is whole now, `packet` is that, from its first octet
    /// behind the IP headers, and the answer is true.
    ///
    /// @param offset of the fragment in the packet, octets
    /// @param more whether others follow it
    boolean add(IpPacket packet, long identification, int offset, boolean more) {
        expire(packet.timeNanos);
        int length = packet.end - packet.at;
        int end = offset + packet.wireEnd - packet.at;
        if (end > LONGEST || more && (packet.wireEnd - packet.at) % UNIT != 0 || length <= 0) {
            problems.onProblem(
                    packet.frame, "fragment from %d to %d octets cannot be", offset, end);
            return false;
        }
        Key key =
                new Key(
                        identification,
                        packet.tap << 8 | packet.protocol & 0xff,
                        packet.sourceHigh,
                        packet.sourceLow,
                        packet.destinationHigh,
                        packet.destinationLow);
        Partial partial =
                partials.computeIfAbsent(key, _ -> new Partial(packet.timeNanos, packet.frame));
        if (!more) {
            partial.length = partial.length < 0 ? end : Math.min(partial.length, end);
        }
        partial.seenIn(packet.frame);
        keep(partial, packet, offset, length, end);
        if (!partial.isWhole()) {
            bound();
            return false;
        }
        partials.remove(key);
        octets -= partial.data.length;
        packet.earlierFrames = partial.frames();
        packet.bytes = partial.data;
        packet.at = 0;
        packet.end = Math.min(partial.length, partial.data.length);
        packet.wireEnd = packet.end;
        return true;
    }

    private void keep(Partial partial, IpPacket packet, int offset, int length, int end) {
        if (partial.data.length < offset + length) {
            int roomier = Math.max(offset + length, Math.min(LONGEST, 2 * partial.data.length));
            octets += roomier - partial.data.length;
            partial.data = Arrays.copyOf(partial.data, roomier);
        }
        boolean isCut = offset + length < end;
        int units = isCut ? length / UNIT : unitsOf(length);
        for (int i = 0; i < units; i++) {
            int unit = offset / UNIT + i;
            if (!partial.units.get(unit)) {
                int from = i * UNIT;
                System.arraycopy(
                        packet.bytes,
                        packet.at + from,
                        partial.data,
                        offset + from,
                        Math.min(UNIT, length - from));
                partial.units.set(unit);
            }
        }
    }

    private void expire(long nowNanos) {
        Iterator<Partial> oldest = partials.values().iterator();
        while (oldest.hasNext()) {
            Partial partial = oldest.next();
            if (nowNanos - partial.beganNanos <= TIMEOUT_NANOS) {
                return;
            }
            oldest.remove();
            giveUp(partial);
        }
    }

    private void bound() {
        Iterator<Partial> oldest = partials.values().iterator();
        while (partials.size() > MOST_PACKETS || octets > MOST_OCTETS) {
            Partial partial = oldest.next();
            oldest.remove();
            giveUp(partial);
        }
    }

    private void giveUp(Partial partial) {
        octets -= partial.data.length;
        problems.onProblem(
                partial.beganFrame,
                "fragments of a packet of %d octets did not all come",
                Math.max(partial.length, 0),
                0);
    }

    /// Nothing more comes.
    void finish() {
        partials.values().forEach(this::giveUp);
        partials.clear();
    }
}
