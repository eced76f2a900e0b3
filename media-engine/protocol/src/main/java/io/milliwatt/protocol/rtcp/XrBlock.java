package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// One block of an [ExtendedReport], RFC 3611, section 3.
///
/// ```
/// |      BT       | type-specific |  length: 32-bit words minus 1 |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// :             type-specific block contents                      :
/// ```
public sealed interface XrBlock
        permits XrBlock.ReceiverReferenceTime,
                XrBlock.ReferenceTimeAnswers,
                VoipMetrics,
                XrBlock.UnknownXrBlock {
    int HEADER_SIZE = 4;

    /// BT, 0 to 255.
    int blockType();

    /// Octets on the wire, a multiple of 4.
    int size();

    /// Writes at the position of `out`, which must be big endian and have [#size()] octets of room.
    void writeTo(ByteBuffer out);

    /// RRT (BT 4): the clock of one who receives, so that a sender's answer tells it the round trip
    /// time. RFC 3611, section 4.4.
    record ReceiverReferenceTime(NtpTimestamp ntp) implements XrBlock {
        static final int BLOCK_TYPE = 4;
        static final int SIZE = 12;

        @Override
        public int blockType() {
            return BLOCK_TYPE;
        }

        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public void writeTo(ByteBuffer out) {
            writeHeader(out, this, 0);
            out.putLong(ntp.bits());
        }
    }

    /// DLRR (BT 5): the answers to [ReceiverReferenceTime]. RFC 3611, section 4.5.
    record ReferenceTimeAnswers(List<Answer> answers) implements XrBlock {
        static final int BLOCK_TYPE = 5;
        static final int ANSWER_SIZE = 12;

        /// The answer to one receiver.
        ///
        /// @param ssrc the receiver
        /// @param lastReference middle 32 bits of the last reference time it sent; 0 = none came
        /// @param delayUnits time since then in 1/65536 s
        public record Answer(long ssrc, long lastReference, long delayUnits) {
            public Answer {
                Rtcp.require32(ssrc, "SSRC");
                Rtcp.require32(lastReference, "LRR");
                Rtcp.require32(delayUnits, "DLRR");
            }
        }

        public ReferenceTimeAnswers {
            answers = List.copyOf(answers);
        }

        @Override
        public int blockType() {
            return BLOCK_TYPE;
        }

        @Override
        public int size() {
            return HEADER_SIZE + ANSWER_SIZE * answers.size();
        }

        @Override
        public void writeTo(ByteBuffer out) {
            writeHeader(out, this, 0);
            for (Answer answer : answers) {
                out.putInt((int) answer.ssrc());
                out.putInt((int) answer.lastReference());
                out.putInt((int) answer.delayUnits());
            }
        }
    }

    /// A block of a type this module does not read, kept as it came.
    ///
    /// @param typeSpecific the octet beside the type
    /// @param contents a multiple of 4 octets
    record UnknownXrBlock(int blockType, int typeSpecific, Bytes contents) implements XrBlock {
        public UnknownXrBlock {
            if (blockType < 0 || blockType > 255 || typeSpecific < 0 || typeSpecific > 255) {
                throw new IllegalArgumentException(
                        "XR block type and its octet must be 0 to 255, are "
                                + blockType
                                + " and "
                                + typeSpecific);
            }
            if (isRead(blockType)) {
                throw new IllegalArgumentException("XR block type " + blockType + " is known");
            }
            ReceiverReport.requireWords(contents);
        }

        @Override
        public int size() {
            return HEADER_SIZE + contents.size();
        }

        @Override
        public void writeTo(ByteBuffer out) {
            writeHeader(out, this, typeSpecific);
            contents.writeTo(out);
        }
    }

    private static boolean isRead(int blockType) {
        return blockType == ReceiverReferenceTime.BLOCK_TYPE
                || blockType == ReferenceTimeAnswers.BLOCK_TYPE
                || blockType == VoipMetrics.BLOCK_TYPE;
    }

    /// Reads the block at the position of `body`, which is moved behind it.
    static ParseResult<XrBlock> parse(ByteBuffer body) {
        int available = body.remaining();
        if (available < HEADER_SIZE) {
            return badLength("XR block header needs 4 bytes, packet has " + available + " left");
        }
        int blockType = body.get() & 0xff;
        int typeSpecific = body.get() & 0xff;
        int contents = 4 * (body.getShort() & 0xffff);
        if (contents > body.remaining()) {
            return badLength(
                    "XR block says "
                            + contents
                            + " bytes, packet has "
                            + body.remaining()
                            + " left");
        }
        return switch (blockType) {
            case ReceiverReferenceTime.BLOCK_TYPE ->
                    contents == ReceiverReferenceTime.SIZE - HEADER_SIZE
                            ? ParseResult.parsed(
                                    new ReceiverReferenceTime(new NtpTimestamp(body.getLong())))
                            : badLength("XR reference time has 8 bytes, block has " + contents);
            case ReferenceTimeAnswers.BLOCK_TYPE ->
                    contents % ReferenceTimeAnswers.ANSWER_SIZE == 0
                            ? ParseResult.parsed(
                                    readAnswers(body, contents / ReferenceTimeAnswers.ANSWER_SIZE))
                            : badLength("XR DLRR has 12 bytes an answer, block has " + contents);
            case VoipMetrics.BLOCK_TYPE ->
                    contents == VoipMetrics.SIZE - HEADER_SIZE
                            ? ParseResult.parsed(VoipMetrics.read(body))
                            : badLength("XR VoIP metrics have 32 bytes, block has " + contents);
            default -> {
                Bytes kept = Bytes.copyOf(body, body.position(), contents);
                body.position(body.position() + contents);
                yield ParseResult.parsed(new UnknownXrBlock(blockType, typeSpecific, kept));
            }
        };
    }

    private static XrBlock readAnswers(ByteBuffer body, int count) {
        List<ReferenceTimeAnswers.Answer> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            answers.add(
                    new ReferenceTimeAnswers.Answer(
                            Rtcp.unsigned(body), Rtcp.unsigned(body), Rtcp.unsigned(body)));
        }
        return new ReferenceTimeAnswers(answers);
    }

    private static ParseResult<XrBlock> badLength(String detail) {
        return ParseResult.malformed(MalformedReason.BAD_LENGTH, 0, detail);
    }

    /// Writes the header of a block.
    static void writeHeader(ByteBuffer out, XrBlock block, int typeSpecific) {
        out.put((byte) block.blockType());
        out.put((byte) typeSpecific);
        out.putShort((short) (block.size() / 4 - 1));
    }
}
