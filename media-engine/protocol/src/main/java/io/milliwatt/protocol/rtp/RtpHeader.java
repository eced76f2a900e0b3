package io.milliwatt.protocol.rtp;

import java.util.List;
import java.util.Optional;

/// The RTP header, RFC 3550, section 5.1.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                           timestamp                           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |           synchronization source (SSRC) identifier            |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// |            contributing source (CSRC) identifiers             |
/// |                             ....                              |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// @param timestamp 0 to 4294967295, in ticks of the payload's clock
/// @param ssrc 0 to 4294967295
public record RtpHeader(
        boolean marker,
        int payloadType,
        int sequenceNumber,
        long timestamp,
        long ssrc,
        List<Long> csrcs,
        Optional<RtpHeaderExtension> extension) {

    /// Octets of a header without contributing sources and extension.
    public static final int FIXED_SIZE = 12;

    static final int MAX_CSRCS = 15;
    private static final long MAX_32 = 0xffff_ffffL;

    public RtpHeader {
        csrcs = List.copyOf(csrcs);
        require(
                payloadType >= 0 && payloadType <= 127,
                "payload type must be 0 to 127",
                payloadType);
        require(
                sequenceNumber >= 0 && sequenceNumber <= 0xffff,
                "sequence number must be 0 to 65535",
                sequenceNumber);
        require(timestamp >= 0 && timestamp <= MAX_32, "timestamp must fit 32 bits", timestamp);
        require(ssrc >= 0 && ssrc <= MAX_32, "SSRC must fit 32 bits", ssrc);
        require(csrcs.size() <= MAX_CSRCS, "at most 15 contributing sources", csrcs.size());
        for (long csrc : csrcs) {
            require(csrc >= 0 && csrc <= MAX_32, "CSRC must fit 32 bits", csrc);
        }
    }

    /// A header without marker, contributing sources and extension.
    public static RtpHeader of(int payloadType, int sequenceNumber, long timestamp, long ssrc) {
        return new RtpHeader(
                false, payloadType, sequenceNumber, timestamp, ssrc, List.of(), Optional.empty());
    }

    public RtpHeader withMarker(boolean newMarker) {
        return new RtpHeader(
                newMarker, payloadType, sequenceNumber, timestamp, ssrc, csrcs, extension);
    }

    /// Octets on the wire.
    public int size() {
        return FIXED_SIZE + 4 * csrcs.size() + extension.map(RtpHeaderExtension::size).orElse(0);
    }

    private static void require(boolean holds, String rule, long value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", is " + value);
        }
    }
}
