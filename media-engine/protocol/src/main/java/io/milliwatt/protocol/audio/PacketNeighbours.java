package io.milliwatt.protocol.audio;

import java.util.Arrays;

/// Where the last packets lie in media time, by sequence number: a gap of time between neighbours
/// by number is silence, not loss.
final class PacketNeighbours {
    private static final int REMEMBERED = 64;

    private final long[] numbers = new long[REMEMBERED];
    private final long[] starts = new long[REMEMBERED];
    private final long[] ends = new long[REMEMBERED];

    PacketNeighbours() {
        clear();
    }

    void clear() {
        Arrays.fill(numbers, Long.MIN_VALUE);
    }

    void add(long number, long start, long end) {
        int slot = Math.floorMod(number, REMEMBERED);
        numbers[slot] = number;
        starts[slot] = start;
        ends[slot] = end;
    }

    /// Where the packet before `number` ends; Long.MAX_VALUE when it is not known.
    long endBefore(long number) {
        int slot = Math.floorMod(number - 1, REMEMBERED);
        return numbers[slot] == number - 1 ? ends[slot] : Long.MAX_VALUE;
    }

    /// Where the packet after `number` starts; Long.MIN_VALUE when it is not known.
    long startAfter(long number) {
        int slot = Math.floorMod(number + 1, REMEMBERED);
        return numbers[slot] == number + 1 ? starts[slot] : Long.MIN_VALUE;
    }
}
