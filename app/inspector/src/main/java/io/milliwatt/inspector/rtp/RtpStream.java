package io.milliwatt.inspector.rtp;

import java.util.List;

/// One stream, counted packet by packet. One thread: who shows it elsewhere hands over a
/// [StreamReport].
public final class RtpStream {
    private final StreamKey key;

    RtpStream(StreamKey key) {
        this.key = key;
    }

    public StreamKey key() {
        return key;
    }

    /// Packets so far.
    public long packets() {
        return 0;
    }

    /// All figures as they are now.
    public StreamReport report() {
        return new StreamReport(
                key,
                List.of(),
                new SequenceReport(
                        0,
                        0,
                        new LossReport(0, 0, 0, 0, List.of()),
                        0,
                        0,
                        0,
                        new SequenceRange(0, 0)),
                new TimingReport(
                        Range.NONE,
                        Range.NONE,
                        0,
                        new TimingReport.MaxDelta(0, 0),
                        TimingReport.ClockReport.UNKNOWN,
                        new TimingReport.Span(0, 0, 0, 0)),
                new TrafficReport(0, 0, 0),
                new EventReport(List.of(), 0, 0, 0, 0, 0, 0),
                RtcpReport.NONE);
    }
}
