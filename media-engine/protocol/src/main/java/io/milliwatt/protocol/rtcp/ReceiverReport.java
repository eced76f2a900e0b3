package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.util.List;

/// RR: what one received who did not send. RFC 3550, section 6.4.2.
///
/// @param extension profile-specific octets at the end, a multiple of 4; kept
public record ReceiverReport(long ssrc, List<ReportBlock> blocks, Bytes extension)
        implements RtcpPacket {

    private static final int FIXED = 4;

    public ReceiverReport {
        Rtcp.require32(ssrc, "SSRC");
        blocks = List.copyOf(blocks);
        Rtcp.requireCount(blocks.size(), "report blocks");
        requireWords(extension);
    }

    static void requireWords(Bytes extension) {
        if (extension.size() % 4 != 0) {
            throw new IllegalArgumentException(
                    "extension must be words of 4 bytes, is " + extension.size() + " bytes");
        }
    }

    static ParseResult<RtcpPacket> parse(int count, ByteBuffer body) {
        int needed = FIXED + count * ReportBlock.SIZE;
        if (body.remaining() < needed) {
            return Rtcp.needs("RR with " + count + " blocks", needed, body.remaining());
        }
        return ParseResult.parsed(
                new ReceiverReport(
                        Rtcp.unsigned(body),
                        Rtcp.readBlocks(body, count),
                        Bytes.copyOf(body, body.position(), body.remaining())));
    }

    @Override
    public int packetType() {
        return Rtcp.RECEIVER_REPORT;
    }

    @Override
    public int size() {
        return Rtcp.HEADER_SIZE + FIXED + blocks.size() * ReportBlock.SIZE + extension.size();
    }

    @Override
    public void writeTo(ByteBuffer out) {
        Rtcp.writeHeader(out, blocks.size(), packetType(), size());
        out.putInt((int) ssrc);
        blocks.forEach(block -> block.writeTo(out));
        extension.writeTo(out);
    }
}
