package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.FrameSink;
import io.milliwatt.inspector.packet.LinkType;
import java.util.ArrayList;
import java.util.List;

/// Gives the frames of a capture to a sink, and counts what the summary tells.
final class FrameEmitter {
    /// Interfaces that are told apart; a file with more is corrupt or made to harm.
    private static final int MOST_INTERFACES = 10_000;

    private static final int NO_FIXED_TAP = -1;

    private final FrameSink sink;
    private final ProblemLog problems;
    private final Frame frame = new Frame();
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    private int fixedTap = NO_FIXED_TAP;
    private String fixedName = "";
    private long shiftNanos;
    private long packets;
    private long firstNanos;
    private long lastNanos;

    FrameEmitter(FrameSink sink, ProblemLog problems) {
        this.sink = sink;
        this.problems = problems;
    }

    void fixTap(int tap, String name) {
        fixedTap = tap;
        fixedName = name;
    }

    void shiftClock(long nanos) {
        shiftNanos = nanos;
    }

    /// @return the tap of its frames; negative when there are too many
    int addInterface(String name, String description, int linkType, long snapLength) {
        int index = interfaces.size();
        if (index == MOST_INTERFACES) {
            return -1;
        }
        if (!LinkType.isKnown(linkType)) {
            problem("frames of link type %d cannot be taken apart", linkType, 0);
        }
        boolean isFixed = fixedTap != NO_FIXED_TAP;
        String shown = isFixed && !fixedName.isEmpty() ? fixedName : name;
        interfaces.add(
                new CaptureInterface(
                        isFixed ? fixedTap : index, shown, description, linkType, snapLength, -1));
        return index;
    }

    void dropped(int index, long count) {
        CaptureInterface of = interfaces.get(index);
        interfaces.set(
                index,
                new CaptureInterface(
                        of.index(),
                        of.name(),
                        of.description(),
                        of.linkType(),
                        of.snapLength(),
                        count));
    }

    /// Begins a frame of `index`; then [#give].
    Frame begin(int index, long timeNanos) {
        long shifted = timeNanos + shiftNanos;
        packets++;
        if (packets == 1) {
            firstNanos = shifted;
        }
        lastNanos = shifted;
        int tap = fixedTap == NO_FIXED_TAP ? index : fixedTap;
        return frame.seen(packets, shifted, tap, interfaces.get(index).linkType());
    }

    void give(Frame whole) {
        sink.onFrame(whole);
    }

    /// About the frame that is next, or what stands in its place.
    void problem(String format, long one, long other) {
        problems.onProblem(packets + 1, format, one, other);
    }

    long packets() {
        return packets;
    }

    /// Time of the last frame, without shift: for formats whose packets may have none.
    long lastTimeNanos() {
        return lastNanos - shiftNanos;
    }

    CaptureSummary summary(CaptureFormat format, boolean cancelled) {
        return new CaptureSummary(
                format, interfaces, packets, firstNanos, lastNanos, problems.problems(), cancelled);
    }
}
