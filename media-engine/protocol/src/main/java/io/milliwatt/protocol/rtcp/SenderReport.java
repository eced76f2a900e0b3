package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.util.List;

/// SR: what a sender sent, and what it received. RFC 3550, section 6.4.1.
///
/// @param rtpTimestamp the moment of `ntp` on the RTP clock
/// @param packetCount RTP packets sent, modulo 2^32
/// @param octetCount payload octets sent, modulo 2^32
/// @param extension profile-specific octets at the end, a multiple of 4; kept
public record SenderReport(
        long ssrc,
        NtpTimestamp ntp,
        long rtpTimestamp,
        long packetCount,
        long octetCount,
        List<ReportBlock> blocks,
        Bytes extension)
        implements RtcpPacket {

    private static final int FIXED = 24;

    public SenderReport {
        Rtcp.require32(ssrc, "SSRC");
        Rtcp.require32(rtpTimestamp, "RTP timestamp");
        Rtcp.require32(packetCount, "packet count");
        Rtcp.require32(octetCount, "octet count");
        blocks = List.copyOf(blocks);
        Rtcp.requireCount(blocks.size(), "report blocks");
        ReceiverReport.requireWords(extension);
    }

    static ParseResult<RtcpPacket> parse(int count, ByteBuffer body) {
        int needed = FIXED + count * ReportBlock.SIZE;
        if (body.remaining() < needed) {
            return Rtcp.needs("SR with " + count + " blocks", needed, body.remaining());
        }
        return ParseResult.parsed(
                new SenderReport(
                        Rtcp.unsigned(body),
                        new NtpTimestamp(body.getLong()),
                        Rtcp.unsigned(body),
                        Rtcp.unsigned(body),
                        Rtcp.unsigned(body),
                        Rtcp.readBlocks(body, count),
                        Bytes.copyOf(body, body.position(), body.remaining())));
    }

    @Override
    public int packetType() {
        return Rtcp.SENDER_REPORT;
    }

    @Override
    public int size() {
        return Rtcp.HEADER_SIZE + FIXED + blocks.size() * ReportBlock.SIZE + extension.size();
    }

    @Override
    public void writeTo(ByteBuffer out) {
        Rtcp.writeHeader(out, blocks.size(), packetType(), size());
        out.putInt((int) ssrc);
        out.putLong(ntp.bits());
        out.putInt((int) rtpTimestamp);
        out.putInt((int) packetCount);
        out.putInt((int) octetCount);
        blocks.forEach(block -> block.writeTo(out));
        extension.writeTo(out);
    }
}
