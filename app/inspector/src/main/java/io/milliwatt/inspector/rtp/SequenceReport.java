package io.milliwatt.inspector.rtp;

/// What the sequence numbers of a stream tell (RFC 3550, appendix A.3).
///
/// @param packets that came, duplicates included
/// @param expected from the first to the highest sequence number, over all restarts
/// @param outOfOrder that came after one with a higher number
/// @param duplicates whose number had come before
/// @param restarts times the numbers jumped and went on from elsewhere
/// @param range the numbers themselves
public record SequenceReport(
        long packets,
        long expected,
        LossReport loss,
        long outOfOrder,
        long duplicates,
        int restarts,
        SequenceRange range) {
    public long lost() {
        return loss.lost();
    }

    /// Of the expected, 0 to 100.
    public double lostPercent() {
        return expected == 0 ? 0 : 100.0 * lost() / expected;
    }

    /// What Wireshark calls lost ([SequenceRange#wiresharkLost]).
    public long wiresharkLost() {
        return range.wiresharkLost();
    }
}
