package io.milliwatt.inspector.rtp;

import io.milliwatt.protocol.rtp.RtpSequence;
import io.milliwatt.protocol.stats.Arrival;
import io.milliwatt.protocol.stats.LossAccounting;

/// The sequence numbers of one stream: [LossAccounting], and where the gaps are.
final class StreamSequence {
    private final LossAccounting loss = new LossAccounting();
    private final SequenceGaps gaps = new SequenceGaps();
    private final WiresharkCount wireshark = new WiresharkCount();
    private long packets;
    private int first;
    private long highest;

    Arrival onPacket(RtpFields packet, boolean inTime) {
        int sequence = packet.sequence;
        if (packets++ == 0) {
            first = sequence;
            wireshark.begin(sequence);
        } else {
            wireshark.onPacket(sequence, inTime);
        }
        Arrival arrival = loss.onPacket(sequence);
        switch (arrival) {
            case FIRST, RESTARTED -> highest = sequence;
            case IN_ORDER -> highest++;
            case AFTER_GAP -> {
                long now = RtpSequence.unwrap(highest, sequence);
                gaps.add(highest + 1, now - highest - 1, packet.frame, packet.timeNanos);
                highest = now;
            }
            case LATE -> gaps.fill(RtpSequence.unwrap(highest, sequence));
            case DUPLICATE, REFUSED -> {} // nothing is missing by them
        }
        return arrival;
    }

    long packets() {
        return packets;
    }

    SequenceReport report() {
        return new SequenceReport(
                packets,
                loss.expected(),
                gaps.report(loss.lost()),
                loss.outOfOrder(),
                loss.duplicates(),
                loss.restarts(),
                new SequenceRange(first, highest, wireshark.expected() - packets));
    }
}
