package io.milliwatt.bench.call;

import io.milliwatt.bench.doctor.MediaFacts;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.phone.PhoneMedia;
import io.milliwatt.protocol.stats.StreamSnapshot;
import java.util.List;
import java.util.Optional;

/// How regularly packets came to the phone, and what it did not take.
///
/// @param driftPpm how much faster than ours the far end's clock runs; parts per million; NaN = not
///   known
/// @param late packets that came after their time
/// @param strangers packets of another source or payload type than agreed on
record PhoneTiming(double driftPpm, long late, long strangers) {
    static final PhoneTiming NONE = new PhoneTiming(Double.NaN, 0, 0);

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PACKET_MILLIS = 20;
    private static final long ENOUGH_PACKETS = 150;

    /// A sender that pauses has no drift that could be measured so simply.
    private static final double LONGEST_GAP_MILLIS = 120;

    /// What one packet that is late at either end does to the sum.
    private static final double SLACK_MILLIS = 40;

    static PhoneTiming of(PhoneMedia media) {
        return new PhoneTiming(
                drift(media.incoming()), media.playout().late(), media.refused().strangers());
    }

    /// How far packets of 20 ms came too early or too late in all, when that is more than
    /// irregularity explains.
    static double drift(StreamSnapshot stream) {
        if (stream.packets() < ENOUGH_PACKETS
                || stream.maxDeltaMillis() > LONGEST_GAP_MILLIS
                || stream.expected() < 2) {
            return Double.NaN;
        }
        double elapsed = (stream.lastNanos() - stream.firstNanos()) / NANOS_PER_MILLI;
        double nominal = (stream.expected() - 1) * PACKET_MILLIS;
        double early = nominal - elapsed;
        double packetMillis = elapsed / (stream.expected() - 1);
        boolean otherPacketTime = packetMillis < 15 || packetMillis > 25;
        if (otherPacketTime
                || Math.abs(early) < SLACK_MILLIS + stream.maxDeltaMillis() - PACKET_MILLIS) {
            return Double.NaN;
        }
        return early / elapsed * 1e6;
    }

    /// For the doctor.
    MediaFacts facts(Optional<MediaFacts.AtServer> atServer) {
        return new MediaFacts(
                List.of(new MediaFacts.Timing(Tap.PHONE_IN, Double.NaN, driftPpm)),
                late,
                strangers,
                atServer);
    }
}
