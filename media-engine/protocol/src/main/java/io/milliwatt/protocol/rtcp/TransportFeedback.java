package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;

/// RTPFB: feedback about packets, whatever they carry. RFC 4585, section 6.2.
///
/// ```
/// |V=2|P|   FMT   |    PT=205     |          length               |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                  SSRC of packet sender                        |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                  SSRC of media source                         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// :            Feedback Control Information (FCI)                 :
/// ```
///
/// @param senderSsrc who says it
/// @param mediaSsrc the source it is about
public record TransportFeedback(long senderSsrc, long mediaSsrc, Message message)
        implements RtcpPacket {

    /// What the feedback says, chosen by FMT.
    public sealed interface Message permits GenericNack, TransportWide, UnknownFormat {
        /// FMT, 0 to 31.
        int format();

        /// Octets of the FCI, a multiple of 4.
        int size();

        void writeTo(ByteBuffer out);
    }

    /// Arrival times of all packets of a transport (FMT 15, draft-holmer-rmcat-transport-wide-cc).
    /// It is passed on, not read.
    public record TransportWide(Bytes information) implements Message {
        static final int FORMAT = 15;

        public TransportWide {
            ReceiverReport.requireWords(information);
        }

        @Override
        public int format() {
            return FORMAT;
        }

        @Override
        public int size() {
            return information.size();
        }

        @Override
        public void writeTo(ByteBuffer out) {
            information.writeTo(out);
        }
    }

    /// Any other FMT, kept as it came.
    public record UnknownFormat(int format, Bytes information) implements Message {
        public UnknownFormat {
            Rtcp.requireCount(format, "as feedback format");
            ReceiverReport.requireWords(information);
            if (format == GenericNack.FORMAT || format == TransportWide.FORMAT) {
                throw new IllegalArgumentException("RTPFB format " + format + " is known");
            }
        }

        @Override
        public int size() {
            return information.size();
        }

        @Override
        public void writeTo(ByteBuffer out) {
            information.writeTo(out);
        }
    }

    public TransportFeedback {
        Rtcp.require32(senderSsrc, "SSRC of the packet sender");
        Rtcp.require32(mediaSsrc, "SSRC of the media source");
    }

    static ParseResult<RtcpPacket> parse(int format, ByteBuffer body) {
        if (body.remaining() < Rtcp.FEEDBACK_FIXED) {
            return Rtcp.needs("RTPFB", Rtcp.FEEDBACK_FIXED, body.remaining());
        }
        long senderSsrc = Rtcp.unsigned(body);
        long mediaSsrc = Rtcp.unsigned(body);
        if (format == GenericNack.FORMAT && !body.hasRemaining()) {
            return ParseResult.malformed(
                    MalformedReason.BAD_LENGTH,
                    Rtcp.HEADER_SIZE + body.position(),
                    "generic NACK needs 4 bytes of losses or more, packet has 0");
        }
        Message message =
                switch (format) {
                    case GenericNack.FORMAT -> GenericNack.read(body);
                    case TransportWide.FORMAT -> new TransportWide(Rtcp.rest(body));
                    default -> new UnknownFormat(format, Rtcp.rest(body));
                };
        return ParseResult.parsed(new TransportFeedback(senderSsrc, mediaSsrc, message));
    }

    @Override
    public int packetType() {
        return Rtcp.TRANSPORT_FEEDBACK;
    }

    @Override
    public int size() {
        return Rtcp.HEADER_SIZE + Rtcp.FEEDBACK_FIXED + message.size();
    }

    @Override
    public void writeTo(ByteBuffer out) {
        Rtcp.writeHeader(out, message.format(), packetType(), size());
        out.putInt((int) senderSsrc);
        out.putInt((int) mediaSsrc);
        message.writeTo(out);
    }
}
