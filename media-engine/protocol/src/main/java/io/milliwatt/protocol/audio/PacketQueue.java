package io.milliwatt.protocol.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Payloads that wait, by their extended sequence number, and which numbers were taken lately.
final class PacketQueue {
    /// Numbers that can be ahead of the next one taken; a power of two.
    static final int CAPACITY = 128;

    /// What a payload is.
    enum Kind {
        AUDIO,
        /// A telephone event: it takes its place in the sequence, and is not heard.
        EVENT,
        COMFORT_NOISE
    }

    private static final long NONE = Long.MIN_VALUE;
    private static final int USUAL_OCTETS = 200;

    private final long[] numbers = new long[CAPACITY];
    private final long[] taken = new long[CAPACITY];
    private final long[] times = new long[CAPACITY];
    private final int[] lengths = new int[CAPACITY];
    private final Kind[] kinds = new Kind[CAPACITY];
    private final ByteBuffer[] payloads = new ByteBuffer[CAPACITY];
    private int size;

    PacketQueue() {
        clear();
        Arrays.fill(kinds, Kind.AUDIO);
        Arrays.fill(payloads, ByteBuffer.allocate(0));
    }

    void clear() {
        Arrays.fill(numbers, NONE);
        Arrays.fill(taken, NONE);
        size = 0;
    }

    private static int slot(long number) {
        return (int) (number & (CAPACITY - 1));
    }

    /// Copies the payload. The slot must be free, see [#isFree].
    void put(long number, long time, Kind kind, ByteBuffer from, int offset, int octets) {
        int slot = slot(number);
        if (payloads[slot].capacity() < octets) {
            payloads[slot] = ByteBuffer.allocate(Math.max(octets, USUAL_OCTETS));
        }
        payloads[slot].put(0, from, offset, octets);
        numbers[slot] = number;
        times[slot] = time;
        lengths[slot] = octets;
        kinds[slot] = kind;
        size++;
    }

    boolean isFree(long number) {
        return numbers[slot(number)] == NONE;
    }

    boolean has(long number) {
        return numbers[slot(number)] == number;
    }

    boolean wasTaken(long number) {
        return taken[slot(number)] == number;
    }

    void take(long number) {
        numbers[slot(number)] = NONE;
        taken[slot(number)] = number;
        size--;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /// The lowest number that waits; the queue must not be empty.
    long first() {
        long lowest = Long.MAX_VALUE;
        for (long number : numbers) {
            if (number != NONE) {
                lowest = Math.min(lowest, number);
            }
        }
        return lowest;
    }

    long time(long number) {
        return times[slot(number)];
    }

    Kind kind(long number) {
        return kinds[slot(number)];
    }

    int octets(long number) {
        return lengths[slot(number)];
    }

    ByteBuffer payload(long number) {
        return payloads[slot(number)];
    }
}
