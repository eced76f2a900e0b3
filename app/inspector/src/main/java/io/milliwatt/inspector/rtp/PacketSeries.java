package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureProgress;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/// The packets of one stream, one after the other: for plots, for a table, for "next problem". It
/// does not change any more, and may be read by any thread.
public final class PacketSeries {
    /// Packets that are kept of a stream: some seven hours of 20 ms.
    public static final int MOST_ROWS = 1_250_000;

    private final SeriesColumns columns;
    private final StreamReport report;
    private final long left;

    PacketSeries(SeriesColumns columns, StreamReport report, long left) {
        this.columns = columns;
        this.report = report;
        this.left = left;
    }

    /// Reads the file once more for the packets of one stream.
    ///
    /// @param hints what SDP told
    public static PacketSeries read(
            CaptureFile file,
            StreamKey key,
            MediaHints hints,
            CaptureProgress progress,
            BooleanSupplier cancelled)
            throws IOException {
        SeriesRecorder recorder = new SeriesRecorder(key, hints, MOST_ROWS);
        file.read(recorder, progress, cancelled);
        return recorder.series();
    }

    public int size() {
        return columns.size();
    }

    /// Packets in front of the first row that are not kept any more.
    public long left() {
        return left;
    }

    /// The figures of the stream.
    public StreamReport report() {
        return report;
    }

    /// @param index from 0 to [#size()] - 1
    public PacketRow row(int index) {
        return columns.row(index);
    }

    /// Arrival of a packet, nanoseconds since 1970.
    public long timeNanos(int index) {
        return columns.timeNanos(index);
    }

    /// -1 while the clock rate is not known.
    public double jitterMillis(int index) {
        return columns.jitterMillis(index);
    }

    public double deltaMillis(int index) {
        return columns.deltaMillis(index);
    }

    public double skewMillis(int index) {
        return columns.skewMillis(index);
    }

    public double kilobitsPerSecond(int index) {
        return columns.kilobits(index);
    }

    public PacketStatus status(int index) {
        return columns.status(index);
    }

    /// The row of the next problem behind `index` (-1 = from the beginning); -1 when there is none.
    public int nextProblem(int index) {
        for (int i = index + 1; i < size(); i++) {
            if (status(i).isProblem()) {
                return i;
            }
        }
        return -1;
    }

    /// The first row that came at this time or later; [#size()] when none did. For plots.
    public int firstAt(long nanos) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timeNanos(middle) < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
