package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// PSFB: feedback about what packets carry, which is video. RFC 4585, section 6.3, with the full
/// intra request of RFC 5104, section 4.3.1. Its form is that of a [TransportFeedback] with PT 206.
///
/// @param senderSsrc who says it
/// @param mediaSsrc the source it is about; 0 in a full intra request, whose entries name sources
public record PayloadFeedback(long senderSsrc, long mediaSsrc, Message message)
        implements RtcpPacket {

    /// What the feedback says, chosen by FMT.
    public sealed interface Message permits PictureLoss, FullIntraRequest, UnknownFormat {
        /// FMT, 0 to 31.
        int format();

        /// Octets of the FCI, a multiple of 4.
        int size();

        void writeTo(ByteBuffer out);
    }

    /// PLI (FMT 1): a picture was lost, send one that needs no other. RFC 4585, section 6.3.1.
    public record PictureLoss() implements Message {
        static final int FORMAT = 1;

        @Override
        public int format() {
            return FORMAT;
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public void writeTo(ByteBuffer out) {}
    }

    /// FIR (FMT 4): send a decoder refresh point. RFC 5104, section 4.3.1.
    ///
    /// @param requests at least one
    public record FullIntraRequest(List<Request> requests) implements Message {
        static final int FORMAT = 4;
        static final int REQUEST_SIZE = 8;

        /// @param ssrc the source that shall send a refresh point
        /// @param sequenceNumber 0 to 255, raised by one with each new request, not with a repeated
        ///   one
        public record Request(long ssrc, int sequenceNumber) {
            public Request {
                Rtcp.require32(ssrc, "SSRC");
                if (sequenceNumber < 0 || sequenceNumber > 255) {
                    throw new IllegalArgumentException(
                            "FIR sequence number must be 0 to 255, is " + sequenceNumber);
                }
            }
        }

        public FullIntraRequest {
            requests = List.copyOf(requests);
            if (requests.isEmpty()) {
                throw new IllegalArgumentException("a FIR has at least 1 request, not 0");
            }
        }

        static FullIntraRequest read(ByteBuffer body) {
            List<Request> requests = new ArrayList<>(body.remaining() / REQUEST_SIZE);
            while (body.hasRemaining()) {
                requests.add(new Request(Rtcp.unsigned(body), body.getInt() >>> 24));
            }
            return new FullIntraRequest(requests);
        }

        @Override
        public int format() {
            return FORMAT;
        }

        @Override
        public int size() {
            return REQUEST_SIZE * requests.size();
        }

        @Override
        public void writeTo(ByteBuffer out) {
            for (Request request : requests) {
                out.putInt((int) request.ssrc());
                out.putInt(request.sequenceNumber() << 24);
            }
        }
    }

    /// Any other FMT, such as REMB (15), kept as it came.
    public record UnknownFormat(int format, Bytes information) implements Message {
        public UnknownFormat {
            Rtcp.requireCount(format, "as feedback format");
            ReceiverReport.requireWords(information);
            if (format == PictureLoss.FORMAT || format == FullIntraRequest.FORMAT) {
                throw new IllegalArgumentException("PSFB format " + format + " is known");
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

    public PayloadFeedback {
        Rtcp.require32(senderSsrc, "SSRC of the packet sender");
        Rtcp.require32(mediaSsrc, "SSRC of the media source");
    }

    static ParseResult<RtcpPacket> parse(int format, ByteBuffer body) {
        if (body.remaining() < Rtcp.FEEDBACK_FIXED) {
            return Rtcp.needs("PSFB", Rtcp.FEEDBACK_FIXED, body.remaining());
        }
        long senderSsrc = Rtcp.unsigned(body);
        long mediaSsrc = Rtcp.unsigned(body);
        int has = body.remaining();
        if (format == PictureLoss.FORMAT && has != 0) {
            return badLength(body, "PLI has no bytes after its sources, packet has " + has);
        }
        if (format == FullIntraRequest.FORMAT
                && (has == 0 || has % FullIntraRequest.REQUEST_SIZE != 0)) {
            return badLength(body, "FIR needs 8 bytes for each request, packet has " + has);
        }
        Message message =
                switch (format) {
                    case PictureLoss.FORMAT -> new PictureLoss();
                    case FullIntraRequest.FORMAT -> FullIntraRequest.read(body);
                    default -> new UnknownFormat(format, Rtcp.rest(body));
                };
        return ParseResult.parsed(new PayloadFeedback(senderSsrc, mediaSsrc, message));
    }

    private static ParseResult<RtcpPacket> badLength(ByteBuffer body, String detail) {
        return ParseResult.malformed(
                MalformedReason.BAD_LENGTH, Rtcp.HEADER_SIZE + body.position(), detail);
    }

    @Override
    public int packetType() {
        return Rtcp.PAYLOAD_FEEDBACK;
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
