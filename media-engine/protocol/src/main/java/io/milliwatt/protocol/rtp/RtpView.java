package io.milliwatt.protocol.rtp;

import io.milliwatt.protocol.MalformedReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A reusable window over the bytes of one RTP packet (RFC 3550, section 5.1) for the packet path:
/// no allocation, no copy, and the fields a relay changes are patched in place.
///
/// One thread owns a view; it is valid until the next [#wrap(ByteBuffer)] or until the buffer is
/// reused. The accessors may be called only after a `wrap` that returned null.
public final class RtpView {
    private static final int EXTENSION_BIT = 0x10;
    private static final int PADDING_BIT = 0x20;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer buffer = NOTHING;
    private int start;
    private int flags;
    private int markerAndType;
    private int payloadOffset;
    private int payloadLength;
    private int paddingLength;
    private int needed;
    private int available;

    /// Looks at position..limit of `datagram`, which must be big endian, and keeps a reference to
    /// it; position and limit stay.
    ///
    /// @return null when the bytes are a well-formed RTP packet, else why not
    public @Nullable MalformedReason wrap(ByteBuffer datagram) {
        if (datagram.order() != ByteOrder.BIG_ENDIAN) {
            throw new IllegalArgumentException("the buffer must be big endian");
        }
        buffer = datagram;
        start = datagram.position();
        available = datagram.limit() - start;
        if (available < RtpHeader.FIXED_SIZE) {
            return tooShort(RtpHeader.FIXED_SIZE);
        }
        flags = datagram.get(start) & 0xff;
        if (flags >> 6 != 2) {
            return MalformedReason.BAD_VERSION;
        }
        markerAndType = datagram.get(start + 1) & 0xff;
        int headerSize = RtpHeader.FIXED_SIZE + 4 * (flags & 0x0f);
        if ((flags & EXTENSION_BIT) != 0) {
            if (available < headerSize + 4) {
                return tooShort(headerSize + 4);
            }
            headerSize += 4 + 4 * (datagram.getShort(start + headerSize + 2) & 0xffff);
        }
        if (available < headerSize) {
            return tooShort(headerSize);
        }
        paddingLength = 0;
        if ((flags & PADDING_BIT) != 0) {
            paddingLength = datagram.get(start + available - 1) & 0xff;
            if (paddingLength == 0 || paddingLength > available - headerSize) {
                needed = headerSize + paddingLength;
                return MalformedReason.BAD_PADDING;
            }
        }
        payloadOffset = headerSize;
        payloadLength = available - headerSize - paddingLength;
        return null;
    }

    private MalformedReason tooShort(int bytes) {
        needed = bytes;
        return MalformedReason.TOO_SHORT;
    }

    /// One sentence about the reason the last [#wrap(ByteBuffer)] gave, with both numbers. For
    /// reports; it allocates.
    public String describe(MalformedReason reason) {
        return switch (reason) {
            case TOO_SHORT -> "RTP header needs " + needed + " bytes, packet has " + available;
            case BAD_VERSION -> "RTP version must be 2, packet has " + (flags >> 6);
            case BAD_PADDING ->
                    paddingLength == 0
                            ? "RTP padding must be at least 1 byte, packet has 0"
                            : "RTP header and padding need "
                                    + needed
                                    + " bytes, packet has "
                                    + available;
            case TOO_LONG, BAD_LENGTH, BAD_TYPE, BAD_SYNTAX, BAD_VALUE -> "RTP packet is " + reason;
        };
    }

    int errorOffset() {
        return available < RtpHeader.FIXED_SIZE || flags >> 6 == 2 ? available : 0;
    }

    /// The buffer given to the last [#wrap(ByteBuffer)].
    public ByteBuffer buffer() {
        return buffer;
    }

    /// Octets of the whole packet.
    public int size() {
        return available;
    }

    public boolean marker() {
        return (markerAndType & 0x80) != 0;
    }

    public int payloadType() {
        return markerAndType & 0x7f;
    }

    public int sequenceNumber() {
        return buffer.getShort(start + 2) & 0xffff;
    }

    /// 0 to 4294967295, in ticks of the payload's clock.
    public long timestamp() {
        return buffer.getInt(start + 4) & 0xffff_ffffL;
    }

    /// 0 to 4294967295.
    public long ssrc() {
        return buffer.getInt(start + 8) & 0xffff_ffffL;
    }

    public int csrcCount() {
        return flags & 0x0f;
    }

    public long csrc(int index) {
        return buffer.getInt(start + RtpHeader.FIXED_SIZE + 4 * index) & 0xffff_ffffL;
    }

    public boolean hasExtension() {
        return (flags & EXTENSION_BIT) != 0;
    }

    public int paddingLength() {
        return paddingLength;
    }

    /// Absolute index of the first payload octet in [#buffer()].
    public int payloadOffset() {
        return start + payloadOffset;
    }

    /// Octets of payload, padding not counted.
    public int payloadLength() {
        return payloadLength;
    }

    public void setMarker(boolean marker) {
        markerAndType = marker ? markerAndType | 0x80 : markerAndType & 0x7f;
        buffer.put(start + 1, (byte) markerAndType);
    }

    public void setPayloadType(int payloadType) {
        markerAndType = (markerAndType & 0x80) | (payloadType & 0x7f);
        buffer.put(start + 1, (byte) markerAndType);
    }

    public void setSequenceNumber(int sequenceNumber) {
        buffer.putShort(start + 2, (short) sequenceNumber);
    }

    public void setTimestamp(long timestamp) {
        buffer.putInt(start + 4, (int) timestamp);
    }

    public void setSsrc(long ssrc) {
        buffer.putInt(start + 8, (int) ssrc);
    }
}
