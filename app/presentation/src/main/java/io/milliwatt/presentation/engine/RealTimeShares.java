package io.milliwatt.presentation.engine;

import io.milliwatt.bench.realtime.RtSlice;
import io.milliwatt.bench.realtime.RtState;
import io.milliwatt.bench.realtime.RtThread;
import io.milliwatt.presentation.Format;
import java.util.ArrayList;
import java.util.List;

/// Who has what of the kernel's real-time budget.
///
/// @param totalMicros what there is; microseconds of each period
/// @param periodMicros length of a period; microseconds
/// @param parts who has what, in the order in which they are drawn; together they make the total
public record RealTimeShares(long totalMicros, long periodMicros, List<Part> parts) {
    private static final String CONTAINER_PREFIX = "milliwatt-";

    /// Whose it is.
    public enum Kind {
        /// The engine that is looked at.
        THIS,
        /// Another engine of ours.
        ENGINE,
        /// Other containers.
        OTHERS,
        /// Nobody's.
        FREE
    }

    /// @param name whose it is
    /// @param micros microseconds of each period
    /// @param fraction share of the whole, 0..1
    /// @param detail how its media threads are scheduled; empty when that is not known
    public record Part(Kind kind, String name, long micros, double fraction, String detail) {}

    public RealTimeShares {
        parts = List.copyOf(parts);
    }

    /// @param engine name of the engine that is looked at
    public static RealTimeShares of(RtState state, String engine) {
        long total = Math.max(1, state.parentMicros());
        List<Part> parts = new ArrayList<>();
        long given = 0;
        for (RtSlice slice : state.slices()) {
            String name =
                    slice.container().startsWith(CONTAINER_PREFIX)
                            ? slice.container().substring(CONTAINER_PREFIX.length())
                            : slice.container();
            given += slice.micros();
            parts.add(
                    part(
                            name.equals(engine) ? Kind.THIS : Kind.ENGINE,
                            name,
                            slice.micros(),
                            total,
                            threads(slice.threads())));
        }
        if (state.othersMicros() > 0) {
            parts.add(part(Kind.OTHERS, "other containers", state.othersMicros(), total, ""));
        }
        long free = state.parentMicros() - given - state.othersMicros();
        if (free > 0) {
            parts.add(part(Kind.FREE, "free", free, total, ""));
        }
        return new RealTimeShares(state.parentMicros(), state.periodMicros(), parts);
    }

    private static Part part(Kind kind, String name, long micros, long total, String detail) {
        return new Part(kind, name, micros, (double) micros / total, detail);
    }

    private static String threads(List<RtThread> threads) {
        long right = threads.stream().filter(RtThread::isRealTime).count();
        if (threads.isEmpty()) {
            return "";
        }
        return right == threads.size()
                ? threads.size() + " media threads, SCHED_FIFO"
                : right + " of " + threads.size() + " media threads with SCHED_FIFO";
    }

    /// `475,000 of 950,000 µs`.
    public String own() {
        long micros =
                parts.stream().filter(p -> p.kind() == Kind.THIS).mapToLong(Part::micros).sum();
        return Format.count(micros) + " of " + Format.count(totalMicros) + " µs";
    }
}
