package io.milliwatt.protocol.rtcp;

import java.nio.ByteBuffer;

/// What a receiver says about one source, RFC 3550, section 6.4.1.
///
/// ```
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// |                 SSRC_1 (SSRC of first source)                 |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// | fraction lost |       cumulative number of packets lost       |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |           extended highest sequence number received           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                      interarrival jitter                      |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                         last SR (LSR)                         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                   delay since last SR (DLSR)                  |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// ```
///
/// @param fractionLost in 1/256, of the packets since the last report
/// @param cumulativeLost signed, 24 bits: duplicates can make it negative
/// @param jitterTicks interarrival jitter in ticks of the payload's clock
/// @param lastReport middle 32 bits of the NTP time of the source's last sender report; 0 = none
///   came
/// @param delayUnits time since then in 1/65536 s
public record ReportBlock(
        long ssrc,
        int fractionLost,
        int cumulativeLost,
        long extendedHighest,
        long jitterTicks,
        long lastReport,
        long delayUnits) {

    public static final int SIZE = 24;

    public ReportBlock {
        Rtcp.require32(ssrc, "SSRC");
        Rtcp.require32(extendedHighest, "extended highest sequence number");
        Rtcp.require32(jitterTicks, "jitter");
        Rtcp.require32(lastReport, "LSR");
        Rtcp.require32(delayUnits, "DLSR");
        if (fractionLost < 0 || fractionLost > 255) {
            throw new IllegalArgumentException("fraction lost must be 0 to 255: " + fractionLost);
        }
        if (cumulativeLost < -0x80_0000 || cumulativeLost > 0x7f_ffff) {
            throw new IllegalArgumentException("lost must fit 24 bits: " + cumulativeLost);
        }
    }

    static ReportBlock read(ByteBuffer in) {
        long ssrc = Rtcp.unsigned(in);
        int lost = in.getInt();
        return new ReportBlock(
                ssrc,
                lost >>> 24,
                (lost << 8) >> 8,
                Rtcp.unsigned(in),
                Rtcp.unsigned(in),
                Rtcp.unsigned(in),
                Rtcp.unsigned(in));
    }

    void writeTo(ByteBuffer out) {
        out.putInt((int) ssrc);
        out.putInt((fractionLost << 24) | (cumulativeLost & 0xff_ffff));
        out.putInt((int) extendedHighest);
        out.putInt((int) jitterTicks);
        out.putInt((int) lastReport);
        out.putInt((int) delayUnits);
    }
}
