package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import java.util.Locale;
import java.util.Optional;

/// R25: packets hold more audio than the side that receives them takes.
final class PacketTime implements Rule {
    private static final long ENOUGH_PACKETS = 20;
    private static final double OCTETS_A_MILLI = 8;
    private static final double SLACK_MILLIS = 1;

    @Override
    public String id() {
        return "R25";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        return judge(evidence, Tap.PHONE_IN, evidence.offer(), "offer", "the server sends")
                .or(() ->
                        judge(
                                evidence,
                                Tap.PHONE_OUT,
                                evidence.answer(),
                                "answer",
                                "the phone sends"));
    }

    private Optional<Finding> judge(
            CallEvidence evidence,
            Tap tap,
            Optional<SdpFacts> receiver,
            String which,
            String sender) {
        double millis = packetMillis(evidence, tap);
        if (receiver.isEmpty() || Double.isNaN(millis)) {
            return Optional.empty();
        }
        int most = receiver.get().formats().maxPtimeMillis();
        int asked = receiver.get().formats().ptimeMillis();
        boolean tooLong = most > 0 && millis > most + SLACK_MILLIS;
        boolean farFromAsked = tap == Tap.PHONE_IN && asked > 0 && millis > 2 * asked;
        if (!tooLong && !farFromAsked) {
            return Optional.empty();
        }
        return finding(
                Severity.WARNING,
                String.format(
                        Locale.ROOT,
                        "%s %.0f ms of audio in a packet, the %s asked for %s: phones with a short"
                                + " buffer play gaps",
                        sender.substring(0, 1).toUpperCase(Locale.ROOT) + sender.substring(1),
                        millis,
                        which,
                        tooLong ? "at most " + most + " (a=maxptime)" : asked + " (a=ptime)"),
                "Set the packet time of the sender to "
                        + (tooLong && asked == 0 ? most : asked)
                        + " ms");
    }

    private static double packetMillis(CallEvidence evidence, Tap tap) {
        Optional<StreamRecord> stream = evidence.at(tap);
        if (stream.isEmpty() || stream.get().packets() < ENOUGH_PACKETS) {
            return Double.NaN;
        }
        double known =
                evidence.media().at(tap).map(MediaFacts.Timing::packetMillis).orElse(Double.NaN);
        boolean g711 = stream.get().codec().matches("(?i)PCM[AU]");
        return !Double.isNaN(known) || !g711
                ? known
                : stream.get().octets() / OCTETS_A_MILLI / stream.get().packets();
    }
}
