package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What the RTCP packet types share: the header, numbers, lists of report blocks.
final class Rtcp {
    static final int HEADER_SIZE = 4;
    static final int MAX_COUNT = 31;
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int SOURCE_DESCRIPTION = 202;
    static final int GOODBYE = 203;
    static final int APPLICATION_DEFINED = 204;
    static final int TRANSPORT_FEEDBACK = 205;
    static final int PAYLOAD_FEEDBACK = 206;
    static final int EXTENDED_REPORT = 207;

    /// Octets of the two sources every feedback packet begins with: RFC 4585, section 6.1.
    static final int FEEDBACK_FIXED = 8;

    private Rtcp() {}

    static void require32(long value, String what) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException(what + " must fit 32 bits, is " + value);
        }
    }

    static void requireCount(int count, String what) {
        if (count < 0 || count > MAX_COUNT) {
            throw new IllegalArgumentException("at most 31 " + what + ", not " + count);
        }
    }

    static long unsigned(ByteBuffer in) {
        return in.getInt() & 0xffff_ffffL;
    }

    /// What is left of a packet, from the position on.
    static Bytes rest(ByteBuffer body) {
        return Bytes.copyOf(body, body.position(), body.remaining());
    }

    static <T> ParseResult<T> needs(String what, int needed, int has) {
        return ParseResult.malformed(
                MalformedReason.BAD_LENGTH,
                HEADER_SIZE + has,
                what + " needs " + needed + " bytes after its header, packet has " + has);
    }

    static void writeHeader(ByteBuffer out, int count, int packetType, int size) {
        out.put((byte) (0x80 | count));
        out.put((byte) packetType);
        out.putShort((short) (size / 4 - 1));
    }

    static List<ReportBlock> readBlocks(ByteBuffer in, int count) {
        List<ReportBlock> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(ReportBlock.read(in));
        }
        return blocks;
    }
}
