package io.milliwatt.phone.audio;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Frames between two clocks: one thread puts, one takes, neither ever waits. When it is full the
/// oldest frame is lost. When it is empty there is silence until [#TARGET] frames are there again.
/// In between it is kept within bounds: one frame too many is blended into the next, one too few is
/// made by blending the last one in again, so that drift costs no click.
final class FrameRing {
    static final int CAPACITY = 10;
    static final int LOW = 2;
    static final int TARGET = 3; // 60 ms
    static final int HIGH = 5;

    private final AtomicReferenceArray<short[]> slots = new AtomicReferenceArray<>(CAPACITY);
    private final AtomicLong taken = new AtomicLong(); // also moved by put, when it is full
    private volatile long put;
    private volatile long overruns;

    // of the thread that takes
    private boolean primed;
    private boolean repeatedLast;
    private short @Nullable [] last;
    private volatile long underruns;
    private volatile long dropped;
    private volatile long repeated;

    /// Takes over the array. Returns false when the oldest frame was lost for it.
    boolean put(short[] frame) {
        long at = put;
        long oldest = taken.get();
        boolean full = at - oldest >= CAPACITY;
        // whoever takes the oldest meanwhile makes room as well
        boolean lost = full && taken.compareAndSet(oldest, oldest + 1);
        if (lost) {
            overruns = overruns + 1;
        }
        slots.set((int) (at % CAPACITY), frame);
        put = at + 1;
        return !lost;
    }

    /// Fills the frame. Returns false when it is silence because there is nothing.
    boolean take(short[] frame) {
        long fill = put - taken.get();
        if (!primed && fill < TARGET) {
            Arrays.fill(frame, (short) 0);
            return false;
        }
        primed = true;
        if (fill >= CAPACITY) { // nobody took for long: what is old is worth nothing
            for (; fill > TARGET; fill--) {
                poll();
                dropped = dropped + 1;
            }
        }
        short[] before = last;
        if (fill < LOW && fill > 0 && !repeatedLast && before != null) {
            repeatedLast = true;
            repeated = repeated + 1;
            blend(peek(), before, frame);
            return true;
        }
        repeatedLast = false;
        short[] next = poll();
        if (next == null) {
            primed = false;
            last = null;
            underruns = underruns + 1;
            Arrays.fill(frame, (short) 0);
            return false;
        }
        short[] after = fill > HIGH ? poll() : null;
        if (after == null) {
            System.arraycopy(next, 0, frame, 0, frame.length);
            last = next;
        } else {
            dropped = dropped + 1;
            blend(next, after, frame);
            last = after;
        }
        return true;
    }

    BufferCounts counts() {
        return new BufferCounts(underruns, overruns, dropped, repeated);
    }

    private short @Nullable [] poll() {
        while (true) {
            long oldest = taken.get();
            if (oldest == put) {
                return null;
            }
            short[] frame = slots.get((int) (oldest % CAPACITY));
            if (taken.compareAndSet(oldest, oldest + 1)) {
                return frame; // the slot is written again only after the oldest was given up
            }
        }
    }

    private short[] peek() {
        return slots.get((int) (taken.get() % CAPACITY));
    }

    /// Begins as one frame and ends as the other.
    private static void blend(short[] begin, short[] end, short[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = (short) ((begin[i] * (to.length - i) + end[i] * i) / to.length);
        }
    }
}
