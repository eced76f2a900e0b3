package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Tap;
import java.util.Locale;
import java.util.Optional;

/// R21: some packets are lost, and at which hop.
final class PacketsLost implements Rule {
    /// Below this share nobody hears it.
    private static final double NOTICEABLE = 0.01;

    /// Packets that may still be on their way when the taps are read one after the other.
    private static final long IN_FLIGHT = 25;

    @Override
    public String id() {
        return "R21";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (!evidence.settled() || evidence.packets(Tap.PHONE_IN) == 0) {
            return Optional.empty();
        }
        if (!evidence.hasEngineTaps()) {
            long lost = evidence.at(Tap.PHONE_IN).map(stream -> stream.lost()).orElse(0L);
            long reported = evidence.at(Tap.PHONE_OUT).map(it -> it.remoteLost()).orElse(-1L);
            if (reported > lost / 2) {
                var wayIn =
                        lossFinding(
                                reported,
                                evidence.packets(Tap.PHONE_OUT),
                                "between phone and server, as the server reports by RTCP");
                if (wayIn.isPresent()) {
                    return wayIn;
                }
            }
            return lossFinding(
                    lost, evidence.packets(Tap.PHONE_IN) + lost, "on the way to the phone");
        }
        long lostIn = evidence.at(Tap.ENGINE_IN).map(stream -> stream.lost()).orElse(0L);
        var wayIn =
                lossFinding(
                        lostIn,
                        evidence.packets(Tap.ENGINE_IN) + lostIn,
                        "between phone and engine");
        if (wayIn.isPresent()) {
            return wayIn;
        }
        return lossFinding(
                lostOnTheWayBack(evidence),
                evidence.packets(Tap.ENGINE_OUT),
                "between engine and phone");
    }

    /// What the phone's sequence numbers say is missing, unless the engine left those numbers out
    /// itself; then, and behind the last packet that came, what the engine counted beyond it.
    private static long lostOnTheWayBack(CallEvidence evidence) {
        long sent = evidence.packets(Tap.ENGINE_OUT);
        long came = evidence.packets(Tap.PHONE_IN);
        long missing = evidence.at(Tap.PHONE_IN).map(stream -> stream.lost()).orElse(0L);
        boolean allWereSent = came + missing <= sent;
        return Math.max(sent - came - IN_FLIGHT, allWereSent ? missing : 0);
    }

    private Optional<Finding> lossFinding(long lost, long expected, String where) {
        if (lost < 3 || lost < expected * NOTICEABLE) {
            return Optional.empty();
        }
        return finding(
                Severity.WARNING,
                String.format(
                        Locale.ROOT,
                        "%d of %d RTP packets (%.1f %%) were lost %s",
                        lost,
                        expected,
                        100.0 * lost / expected,
                        where),
                "Look for a full socket buffer or an overloaded host: netstat -su, and the CPU of the engine");
    }
}
