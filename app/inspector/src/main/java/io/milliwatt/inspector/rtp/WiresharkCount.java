package io.milliwatt.inspector.rtp;

/// How many packets Wireshark says there should have been (version 4.0, ui/tap-rtp-analysis.c):
/// from the first sequence number to that of the *last* packet, in whatever order they came, with a
/// cycle added when a number is below the first.
///
/// Deviation: a second count beside [io.milliwatt.protocol.stats.LossAccounting], because a user
/// who has both programs open must find the same number in one place; it is wrong by 65536 where
/// packets are out of order at the beginning or at the end of a cycle.
final class WiresharkCount {
    private static final int CYCLE = 0x1_0000;

    private int first;
    private int last;
    private int cycles;
    private boolean under;

    void begin(int sequence) {
        first = sequence;
        last = sequence;
    }

    /// @param inTime whether its timestamp is not before that of the first packet
    void onPacket(int sequence, boolean inTime) {
        if (inTime) {
            boolean isNewCycle = sequence < first || sequence == 0 && last == CYCLE - 1;
            if (isNewCycle && !under) {
                cycles++;
                under = true;
            } else if (sequence > first) {
                under = false;
            }
        }
        last = sequence;
    }

    long expected() {
        return last + (long) cycles * CYCLE - first + 1;
    }
}
