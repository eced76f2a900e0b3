package io.milliwatt.protocol.rtcp;

/// What a session may spend on RTCP, RFC 3550, section 6.2.
///
/// @param sessionBitsPerSecond bandwidth of the session; RTCP gets 5 % of it
/// @param reducedMinimum whether the interval may go below 5 s, down to 360 s divided by the
///   session's kbit/s
public record RtcpBandwidth(int sessionBitsPerSecond, boolean reducedMinimum) {
    /// One G.711 stream with its RTP, UDP and IPv4 headers: 200 octets each 20 ms.
    public static final RtcpBandwidth G711 = new RtcpBandwidth(80_000, false);

    public RtcpBandwidth {
        if (sessionBitsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "session bandwidth must be at least 1 bit/s, is " + sessionBitsPerSecond);
        }
    }

    /// Octets a second all participants together may spend.
    public double rtcpOctetsPerSecond() {
        return 0.05 * sessionBitsPerSecond / 8;
    }

    /// The shortest interval before randomisation; the first one may be half of it.
    public double minimumSeconds() {
        return reducedMinimum ? Math.min(5, 360_000.0 / sessionBitsPerSecond) : 5;
    }
}
