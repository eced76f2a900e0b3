package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// BYE: sources that leave, and perhaps why. RFC 3550, section 6.6.
///
/// @param reason UTF-8, at most 255 octets
public record Goodbye(List<Long> ssrcs, Optional<Bytes> reason) implements RtcpPacket {

    public Goodbye {
        ssrcs = List.copyOf(ssrcs);
        Rtcp.requireCount(ssrcs.size(), "sources");
        ssrcs.forEach(ssrc -> Rtcp.require32(ssrc, "SSRC"));
        reason.ifPresent(text -> {
            if (text.size() > SourceDescription.Item.MAX_SIZE) {
                throw new IllegalArgumentException(
                        "BYE reason may have 255 bytes, has " + text.size());
            }
        });
    }

    /// Leaves with a reason; a reason of more than 255 octets is cut, an empty one is left out.
    public static Goodbye of(long ssrc, String reason) {
        return of(List.of(ssrc), reason);
    }

    /// Several sources of one participant leave.
    public static Goodbye of(List<Long> ssrcs, String reason) {
        return new Goodbye(
                ssrcs,
                reason.isEmpty() ? Optional.empty() : Optional.of(SourceDescription.utf8(reason)));
    }

    /// The reason as text, or empty text.
    public String reasonText() {
        return reason.map(text -> new String(text.toArray(), StandardCharsets.UTF_8)).orElse("");
    }

    static ParseResult<RtcpPacket> parse(int count, ByteBuffer body) {
        if (body.remaining() < 4 * count) {
            return Rtcp.needs("BYE of " + count + " sources", 4 * count, body.remaining());
        }
        List<Long> ssrcs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ssrcs.add(Rtcp.unsigned(body));
        }
        if (!body.hasRemaining()) {
            return ParseResult.parsed(new Goodbye(ssrcs, Optional.empty()));
        }
        int length = body.get() & 0xff;
        if (length > body.remaining()) {
            return ParseResult.malformed(
                    MalformedReason.BAD_LENGTH,
                    Rtcp.HEADER_SIZE + body.position(),
                    "BYE reason says "
                            + length
                            + " bytes, packet has "
                            + body.remaining()
                            + " left");
        }
        Bytes reason = Bytes.copyOf(body, body.position(), length);
        return ParseResult.parsed(new Goodbye(ssrcs, Optional.of(reason)));
    }

    @Override
    public int packetType() {
        return Rtcp.GOODBYE;
    }

    @Override
    public int size() {
        int reasonSize = reason.map(text -> (1 + text.size() + 3) / 4 * 4).orElse(0);
        return Rtcp.HEADER_SIZE + 4 * ssrcs.size() + reasonSize;
    }

    @Override
    public void writeTo(ByteBuffer out) {
        int end = out.position() + size();
        Rtcp.writeHeader(out, ssrcs.size(), packetType(), size());
        ssrcs.forEach(ssrc -> out.putInt(ssrc.intValue()));
        if (reason.isPresent()) {
            out.put((byte) reason.get().size());
            reason.get().writeTo(out);
        }
        while (out.position() < end) {
            out.put((byte) 0);
        }
    }
}
