package io.milliwatt.protocol.session;

import io.milliwatt.protocol.rtcp.RtcpBandwidth;
import java.util.Map;
import java.util.OptionalInt;

/// Who we are in an RTP session and what its payload types mean.
///
/// @param ssrc ours, chosen at random for each session (RFC 3550, section 8)
/// @param cname our canonical name, the same for all streams of a call
/// @param clockRateHz of every payload type that is not in `clockRates`
/// @param clockRates clock rate by payload type
/// @param telephoneEventPayloadType packets that share sequence numbers with the audio but repeat a
///   timestamp
/// @param seed of the randomness of the RTCP timer
public record SessionConfig(
        long ssrc,
        String cname,
        int clockRateHz,
        Map<Integer, Integer> clockRates,
        OptionalInt telephoneEventPayloadType,
        RtcpBandwidth bandwidth,
        long seed) {

    public SessionConfig {
        clockRates = Map.copyOf(clockRates);
        if (ssrc < 0 || ssrc > 0xffff_ffffL) {
            throw new IllegalArgumentException("SSRC must fit 32 bits, is " + ssrc);
        }
        if (clockRateHz < 1 || clockRates.values().stream().anyMatch(rate -> rate < 1)) {
            throw new IllegalArgumentException("clock rates must be at least 1 Hz");
        }
    }

    /// One clock rate for everything, the bandwidth of G.711, the 5 s minimum of RTCP.
    public static SessionConfig audio(
            long ssrc, String cname, int clockRateHz, OptionalInt telephoneEvent, long seed) {
        return new SessionConfig(
                ssrc, cname, clockRateHz, Map.of(), telephoneEvent, RtcpBandwidth.G711, seed);
    }

    public SessionConfig withBandwidth(RtcpBandwidth newBandwidth) {
        return new SessionConfig(
                ssrc,
                cname,
                clockRateHz,
                clockRates,
                telephoneEventPayloadType,
                newBandwidth,
                seed);
    }
}
