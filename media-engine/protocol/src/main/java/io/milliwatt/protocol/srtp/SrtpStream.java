package io.milliwatt.protocol.srtp;

import io.milliwatt.protocol.rtp.RtpSequence;

/// What is remembered of one SSRC under one key: RFC 3711, section 3.2.1.
final class SrtpStream {
    private final int ssrc;
    final ReplayWindow rtp = new ReplayWindow();
    final ReplayWindow rtcp = new ReplayWindow();

    SrtpStream(int ssrc) {
        this.ssrc = ssrc;
    }

    int ssrc() {
        return ssrc;
    }

    /// The 48-bit index a sequence number stands for: that nearest to the newest (RFC 3711, section
    /// 3.3.1). The first packet has a roll-over counter of 0.
    long indexOf(int sequence) {
        if (rtp.isEmpty()) {
            return sequence;
        }
        long nearest = RtpSequence.unwrap(rtp.newest(), sequence);
        return nearest < 0 ? nearest + RtpSequence.MODULUS : nearest;
    }
}
