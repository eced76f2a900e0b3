package io.milliwatt.protocol.audio;

import java.util.Arrays;

/// Samples by their media time, in a ring: which are there, and which the sender said are silence.
final class SampleTimeline {
    /// Samples that can be ahead of the oldest one kept; a power of two.
    static final int CAPACITY = 16_384;

    private static final int MASK = CAPACITY - 1;

    private final short[] samples = new short[CAPACITY];
    private final boolean[] present = new boolean[CAPACITY];

    void clear() {
        Arrays.fill(present, false);
    }

    boolean isPresent(long time) {
        return present[(int) (time & MASK)];
    }

    void put(long time, short sample) {
        int index = (int) (time & MASK);
        samples[index] = sample;
        present[index] = true;
    }

    /// Fills what is not there from `from` to before `to` with silence, at most [#CAPACITY]
    /// samples.
    void silence(long from, long to) {
        for (long at = Math.max(from, to - CAPACITY); at < to; at++) {
            if (!isPresent(at)) {
                put(at, (short) 0);
            }
        }
    }

    /// Whether all of `count` samples from `time` are there.
    boolean hasAll(long time, int count) {
        for (long at = time; at < time + count; at++) {
            if (!isPresent(at)) {
                return false;
            }
        }
        return true;
    }

    void copy(long time, short[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = samples[(int) (time + i & MASK)];
        }
    }

    /// Forgets `count` samples from `time`.
    void drop(long time, int count) {
        for (long at = time; at < time + count; at++) {
            present[(int) (at & MASK)] = false;
        }
    }
}
