package io.milliwatt.bench.tap;

import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.rtp.StreamReport;
import java.util.List;

/// Taps that run.
public interface Taps extends AutoCloseable {
    /// How they stand.
    List<TapReport.TapState> taps();

    /// The RTP streams so far, at each tap; the tap of a stream is the index of [#taps()].
    List<StreamReport> streams();

    /// What they have seen so far: the packets until two seconds ago, because younger ones may
    /// still be on their way to us. What stopped and what else must be known is in its notes.
    TapReport soFar();

    /// The calls so far, with their streams at each tap; a tap is the index of [#taps()]. Where the
    /// SDP names other addresses than the packets have, streams are found by what Docker
    /// translates, else by SSRC, sequence numbers and time.
    default Inspection inspection() {
        return Inspection.EMPTY;
    }

    /// Ends the taps, and says what they saw. A second time the same is said.
    TapReport finish();

    /// Ends the taps.
    @Override
    void close();
}
