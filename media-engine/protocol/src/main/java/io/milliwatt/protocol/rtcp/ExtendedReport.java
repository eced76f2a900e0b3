package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.ParseResult.Parsed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// XR: reports beyond SR and RR, as blocks of their own types. RFC 3611, section 2.
///
/// ```
/// |V=2|P|reserved |   PT=XR=207   |             length            |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                              SSRC                             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// :                         report blocks                         :
/// ```
///
/// @param ssrc who reports
public record ExtendedReport(long ssrc, List<XrBlock> blocks) implements RtcpPacket {

    private static final int FIXED = 4;

    public ExtendedReport {
        Rtcp.require32(ssrc, "SSRC");
        blocks = List.copyOf(blocks);
    }

    static ParseResult<RtcpPacket> parse(ByteBuffer body) {
        if (body.remaining() < FIXED) {
            return Rtcp.needs("XR", FIXED, body.remaining());
        }
        long ssrc = Rtcp.unsigned(body);
        List<XrBlock> blocks = new ArrayList<>();
        while (body.hasRemaining()) {
            int start = Rtcp.HEADER_SIZE + body.position();
            switch (XrBlock.parse(body)) {
                case Malformed<XrBlock>(MalformedReason reason, int offset, String detail) -> {
                    return ParseResult.malformed(reason, start + offset, detail);
                }
                case Parsed<XrBlock>(XrBlock block) -> blocks.add(block);
            }
        }
        return ParseResult.parsed(new ExtendedReport(ssrc, blocks));
    }

    /// The blocks of one kind, in order.
    public <T extends XrBlock> Stream<T> all(Class<T> kind) {
        return blocks.stream().filter(kind::isInstance).map(kind::cast);
    }

    @Override
    public int packetType() {
        return Rtcp.EXTENDED_REPORT;
    }

    @Override
    public int size() {
        return Rtcp.HEADER_SIZE + FIXED + blocks.stream().mapToInt(XrBlock::size).sum();
    }

    @Override
    public void writeTo(ByteBuffer out) {
        Rtcp.writeHeader(out, 0, packetType(), size());
        out.putInt((int) ssrc);
        blocks.forEach(block -> block.writeTo(out));
    }
}
