package io.milliwatt.protocol.rtp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An RTP packet as an immutable value, RFC 3550, section 5. The packet path uses [RtpView]
/// instead.
///
/// @param paddingLength octets of padding at the end, its count octet included; 0 = the P bit is
///   clear
public record RtpPacket(RtpHeader header, Bytes payload, int paddingLength) {

    public RtpPacket {
        if (paddingLength < 0 || paddingLength > 255) {
            throw new IllegalArgumentException(
                    "padding must be 0 to 255 bytes, is " + paddingLength);
        }
    }

    public RtpPacket(RtpHeader header, Bytes payload) {
        this(header, payload, 0);
    }

    public static RtpPacket of(
            int payloadType, int sequenceNumber, long timestamp, long ssrc, byte... payload) {
        return new RtpPacket(
                RtpHeader.of(payloadType, sequenceNumber, timestamp, ssrc), Bytes.of(payload));
    }

    /// Reads position..limit of `datagram`; the buffer is left as it was.
    public static ParseResult<RtpPacket> parse(ByteBuffer datagram) {
        ByteBuffer in = datagram.slice().order(ByteOrder.BIG_ENDIAN);
        RtpView view = new RtpView();
        MalformedReason refused = view.wrap(in);
        if (refused != null) {
            return ParseResult.malformed(refused, view.errorOffset(), view.describe(refused));
        }
        List<Long> csrcs = new ArrayList<>(view.csrcCount());
        for (int i = 0; i < view.csrcCount(); i++) {
            csrcs.add(view.csrc(i));
        }
        Optional<RtpHeaderExtension> extension = Optional.empty();
        if (view.hasExtension()) {
            int start = RtpHeader.FIXED_SIZE + 4 * csrcs.size();
            extension =
                    Optional.of(
                            new RtpHeaderExtension(
                                    in.getShort(start) & 0xffff,
                                    Bytes.copyOf(in, start + 4, view.payloadOffset() - start - 4)));
        }
        RtpHeader header =
                new RtpHeader(
                        view.marker(),
                        view.payloadType(),
                        view.sequenceNumber(),
                        view.timestamp(),
                        view.ssrc(),
                        csrcs,
                        extension);
        Bytes payload = Bytes.copyOf(in, view.payloadOffset(), view.payloadLength());
        return ParseResult.parsed(new RtpPacket(header, payload, view.paddingLength()));
    }

    /// Octets on the wire.
    public int size() {
        return header.size() + payload.size() + paddingLength;
    }

    /// Writes at the position of `out`, which needs [#size()] octets of room.
    public void writeTo(ByteBuffer out) {
        out.order(ByteOrder.BIG_ENDIAN);
        int flags = 0x80 | header.csrcs().size();
        if (paddingLength > 0) {
            flags |= 0x20;
        }
        if (header.extension().isPresent()) {
            flags |= 0x10;
        }
        out.put((byte) flags);
        out.put((byte) ((header.marker() ? 0x80 : 0) | header.payloadType()));
        out.putShort((short) header.sequenceNumber());
        out.putInt((int) header.timestamp());
        out.putInt((int) header.ssrc());
        for (long csrc : header.csrcs()) {
            out.putInt((int) csrc);
        }
        if (header.extension().isPresent()) {
            RtpHeaderExtension extension = header.extension().get();
            out.putShort((short) extension.profile());
            out.putShort((short) (extension.data().size() / 4));
            extension.data().writeTo(out);
        }
        payload.writeTo(out);
        for (int i = 1; i < paddingLength; i++) {
            out.put((byte) 0);
        }
        if (paddingLength > 0) {
            out.put((byte) paddingLength);
        }
    }

    /// The packet in a new buffer, ready to be sent.
    public ByteBuffer toBuffer() {
        ByteBuffer out = ByteBuffer.allocate(size());
        writeTo(out);
        return out.flip();
    }

    public boolean marker() {
        return header.marker();
    }

    public int payloadType() {
        return header.payloadType();
    }

    public int sequenceNumber() {
        return header.sequenceNumber();
    }

    public long timestamp() {
        return header.timestamp();
    }

    public long ssrc() {
        return header.ssrc();
    }
}
