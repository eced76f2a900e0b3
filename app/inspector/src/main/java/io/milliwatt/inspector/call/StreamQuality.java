package io.milliwatt.inspector.call;

import io.milliwatt.inspector.rtp.LossReport;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.protocol.stats.EModel;
import java.util.Optional;

/// Rates a stream by what was measured on it. Nothing is rated before there is enough of it.
final class StreamQuality {
    /// Two seconds of usual packets.
    private static final long LEAST_PACKETS = 100;

    private StreamQuality() {}

    static Optional<Quality> of(StreamReport report) {
        if (report.sequence().packets() < LEAST_PACKETS) {
            return Optional.empty();
        }
        LossReport loss = report.sequence().loss();
        double roundTrip = report.rtcp().roundTrip().lastMillis();
        double oneWay = roundTrip < 0 ? 0 : roundTrip / 2;
        return EModel.rate(
                        report.mainPayload().codec(),
                        report.sequence().lostPercent(),
                        EModel.burstRatio(loss.lost(), loss.gaps(), report.sequence().expected()),
                        oneWay)
                .map(rating ->
                        new Quality(
                                rating.r(),
                                rating.mos(),
                                rating.codec(),
                                rating.lossPercent(),
                                rating.burstRatio(),
                                roundTrip < 0 ? -1 : oneWay));
    }
}
