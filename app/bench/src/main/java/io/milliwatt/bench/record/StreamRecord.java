package io.milliwatt.bench.record;

/// One RTP stream as seen at one tap.
///
/// @param tap where it was seen
/// @param ssrc the synchronisation source, RFC 3550, section 5.1; unsigned 32 bits
/// @param payloadType RTP payload type 0..127 of the newest packet
/// @param codec encoding name, `PCMU`, `PCMA`; `?` when the SDP names none for the payload type
/// @param source address and port the packets came from, `IP:port`; empty when not known at this
///   tap
/// @param destination address and port they went to, `IP:port`; empty when not known at this tap
/// @param packets packets seen
/// @param octets payload octets seen
/// @param lost packets expected and not seen, duplicates not counted; RFC 3550, appendix A.3; 0 at
///   a sending tap
/// @param outOfOrder packets that came after a later one
/// @param duplicates packets seen more than once
/// @param jitterMillis interarrival jitter, RFC 3550, section 6.4.1, at the end; milliseconds
/// @param maxJitterMillis its maximum; milliseconds
/// @param meanDeltaMillis mean time between packets; milliseconds
/// @param maxDeltaMillis longest time between packets; milliseconds
/// @param roundTripMillis round trip from RTCP, RFC 3550, section 6.4.1; negative when not measured
/// @param remoteLost cumulative packets lost that the far end's RTCP reports of this stream;
///   negative when not reported
public record StreamRecord(
        Tap tap,
        long ssrc,
        int payloadType,
        String codec,
        String source,
        String destination,
        long packets,
        long octets,
        long lost,
        long outOfOrder,
        long duplicates,
        double jitterMillis,
        double maxJitterMillis,
        double meanDeltaMillis,
        double maxDeltaMillis,
        double roundTripMillis,
        long remoteLost) {}
