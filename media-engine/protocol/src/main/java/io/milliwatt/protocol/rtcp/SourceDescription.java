package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// SDES: who a source is. RFC 3550, section 6.5.
public record SourceDescription(List<Chunk> chunks) implements RtcpPacket {

    /// The items of one source.
    public record Chunk(long ssrc, List<Item> items) {
        public Chunk {
            Rtcp.require32(ssrc, "SSRC");
            items = List.copyOf(items);
        }

        /// SSRC, items, and one to four zero octets up to the next word.
        int size() {
            int octets = 4;
            for (Item item : items) {
                octets += 2 + item.octets().size();
            }
            return octets / 4 * 4 + 4;
        }
    }

    /// One item.
    ///
    /// @param type 1 CNAME, 2 NAME, 3 EMAIL, 4 PHONE, 5 LOC, 6 TOOL, 7 NOTE, 8 PRIV
    public record Item(int type, Bytes octets) {
        public static final int CNAME = 1;
        public static final int TOOL = 6;
        public static final int MAX_SIZE = 255;

        public Item {
            if (type < 1 || type > 255 || octets.size() > MAX_SIZE) {
                throw new IllegalArgumentException(
                        "SDES item out of range: type " + type + ", " + octets.size() + " bytes");
            }
        }

        /// An item of UTF-8 text; text of more than 255 octets is cut.
        public static Item of(int type, String text) {
            return new Item(type, utf8(text));
        }

        public String text() {
            return new String(octets.toArray(), StandardCharsets.UTF_8);
        }
    }

    public SourceDescription {
        chunks = List.copyOf(chunks);
        Rtcp.requireCount(chunks.size(), "chunks");
    }

    /// The one description every compound packet needs.
    public static SourceDescription cname(long ssrc, String cname) {
        return cname(List.of(ssrc), cname);
    }

    /// The same canonical name for several sources of one participant.
    public static SourceDescription cname(List<Long> ssrcs, String cname) {
        List<Item> items = List.of(Item.of(Item.CNAME, cname));
        return new SourceDescription(ssrcs.stream().map(ssrc -> new Chunk(ssrc, items)).toList());
    }

    public Optional<String> cnameOf(long ssrc) {
        return chunks.stream()
                .filter(chunk -> chunk.ssrc() == ssrc)
                .flatMap(chunk -> chunk.items().stream())
                .filter(item -> item.type() == Item.CNAME)
                .map(Item::text)
                .findFirst();
    }

    /// UTF-8 of at most 255 octets, cut between characters.
    static Bytes utf8(String text) {
        String kept = text;
        byte[] octets = kept.getBytes(StandardCharsets.UTF_8);
        while (octets.length > Item.MAX_SIZE) {
            kept = kept.substring(0, Math.min(kept.length() - 1, Item.MAX_SIZE));
            if (Character.isHighSurrogate(kept.charAt(kept.length() - 1))) {
                kept = kept.substring(0, kept.length() - 1);
            }
            octets = kept.getBytes(StandardCharsets.UTF_8);
        }
        return Bytes.of(octets);
    }

    static ParseResult<RtcpPacket> parse(int count, ByteBuffer body) {
        List<Chunk> chunks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (body.remaining() < 8) {
                return Rtcp.needs("SDES with " + count + " chunks", 8 * count, body.limit());
            }
            long ssrc = Rtcp.unsigned(body);
            List<Item> items = new ArrayList<>();
            while (body.hasRemaining() && body.get(body.position()) != 0) {
                int type = body.get() & 0xff;
                int length = body.hasRemaining() ? body.get() & 0xff : 1;
                if (length > body.remaining()) {
                    return ParseResult.malformed(
                            MalformedReason.BAD_LENGTH,
                            Rtcp.HEADER_SIZE + body.position(),
                            "SDES item says "
                                    + length
                                    + " bytes, packet has "
                                    + body.remaining()
                                    + " left");
                }
                items.add(new Item(type, Bytes.copyOf(body, body.position(), length)));
                body.position(body.position() + length);
            }
            if (!body.hasRemaining()) {
                return ParseResult.malformed(
                        MalformedReason.BAD_LENGTH,
                        Rtcp.HEADER_SIZE + body.position(),
                        "SDES chunk needs 1 zero byte at its end, packet has 0 left");
            }
            body.position(body.position() / 4 * 4 + 4);
            chunks.add(new Chunk(ssrc, items));
        }
        return ParseResult.parsed(new SourceDescription(chunks));
    }

    @Override
    public int packetType() {
        return Rtcp.SOURCE_DESCRIPTION;
    }

    @Override
    public int size() {
        return Rtcp.HEADER_SIZE + chunks.stream().mapToInt(Chunk::size).sum();
    }

    @Override
    public void writeTo(ByteBuffer out) {
        Rtcp.writeHeader(out, chunks.size(), packetType(), size());
        for (Chunk chunk : chunks) {
            int end = out.position() + chunk.size();
            out.putInt((int) chunk.ssrc());
            for (Item item : chunk.items()) {
                out.put((byte) item.type());
                out.put((byte) item.octets().size());
                item.octets().writeTo(out);
            }
            while (out.position() < end) {
                out.put((byte) 0);
            }
        }
    }
}
