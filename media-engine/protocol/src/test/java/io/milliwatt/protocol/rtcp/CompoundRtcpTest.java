package io.milliwatt.protocol.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.Property.Draw;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompoundRtcpTest {
    private static final byte[] FULL =
            Property.hex(
                    """
                    81 c8 00 0c   # SR, one block, 13 words
                    00 00 00 01   #   SSRC of the sender
                    e9 3c 42 00 80 00 00 00   # NTP
                    00 00 1f 40   #   RTP timestamp 8000
                    00 00 00 32   #   50 packets
                    00 00 1f 40   #   8000 octets
                    de ad be ef   #   block: SSRC
                    40 ff ff fe   #     a quarter lost, cumulative -2
                    00 01 00 05   #     highest 5 in cycle 1
                    00 00 00 10   #     jitter 16 ticks
                    42 00 80 00   #     LSR
                    00 01 00 00   #     DLSR 1 s
                    81 ca 00 03   # SDES, one chunk, 4 words
                    00 00 00 01
                    01 03 61 40 62 00 00 00   #   CNAME a@b, end, padding
                    80 c0 00 02   # type 192: unknown to us
                    00 00 00 01 41 42 43 44
                    a1 cb 00 03   # BYE with padding in the last packet
                    00 00 00 01
                    02 6f 6b 00   #   reason "ok"
                    00 00 00 04
                    """);

    private static CompoundRtcp parsed(byte[] bytes) {
        return CompoundRtcp.parse(Property.embedded(bytes)).orThrow();
    }

    private static MalformedReason refused(String hex) {
        return assertInstanceOf(
                        Malformed.class, CompoundRtcp.parse(Property.embedded(Property.hex(hex))))
                .reason();
    }

    private static byte[] written(CompoundRtcp compound) {
        ByteBuffer out = ByteBuffer.allocate(compound.size());
        compound.writeTo(out);
        assertEquals(0, out.remaining());
        return out.array();
    }

    @Test
    void readsEachPacketOfACompound() {
        CompoundRtcp compound = parsed(FULL);
        assertEquals(
                List.of(
                        new SenderReport(
                                1,
                                new NtpTimestamp(0xe93c420080000000L),
                                8000,
                                50,
                                8000,
                                List.of(
                                        new ReportBlock(
                                                0xdeadbeefL,
                                                64,
                                                -2,
                                                0x10005,
                                                16,
                                                0x42008000L,
                                                65536)),
                                Bytes.EMPTY),
                        SourceDescription.cname(1, "a@b"),
                        new UnknownRtcp(192, 0, Bytes.of(Property.hex("0000000141424344"))),
                        Goodbye.of(1, "ok")),
                compound.packets());
        assertEquals(
                Optional.of("a@b"),
                compound.all(SourceDescription.class).findFirst().orElseThrow().cnameOf(1));
        assertEquals("ok", compound.all(Goodbye.class).findFirst().orElseThrow().reasonText());
        assertEquals(1, compound.blocks().size());
        assertEquals(FULL.length - 4, compound.size()); // without the padding
        assertEquals(compound, parsed(written(compound)));
    }

    @Test
    void anEmptyReceiverReportIsEnough() {
        byte[] bytes = Property.hex("80 c9 00 01 00 00 00 07");
        assertEquals(
                List.of(new ReceiverReport(7, List.of(), Bytes.EMPTY)), parsed(bytes).packets());
    }

    @Test
    void refusesWhatAppendixA2Refuses() {
        assertEquals(MalformedReason.TOO_SHORT, refused("80 c9 00"));
        assertEquals(MalformedReason.TOO_SHORT, refused(""));
        assertEquals(MalformedReason.BAD_VERSION, refused("40 c9 00 01 00 00 00 07"));
        assertEquals(MalformedReason.BAD_TYPE, refused("80 cb 00 00")); // BYE first
        assertEquals(MalformedReason.BAD_TYPE, refused("80 00 00 01 00 00 00 07")); // RTP
        assertEquals(MalformedReason.BAD_LENGTH, refused("80 c9 00 02 00 00 00 07"));
        assertEquals(MalformedReason.BAD_LENGTH, refused("81 c9 00 01 00 00 00 07"));
        assertEquals(MalformedReason.BAD_LENGTH, refused("80 c8 00 01 00 00 00 07"));
        assertEquals(MalformedReason.BAD_PADDING, refused("a0 c9 00 02 00 00 00 07 00 00 00 04"));
        assertEquals(
                MalformedReason.BAD_PADDING,
                refused("80 c9 00 01 00 00 00 07 a0 cb 00 01 00 00 00 03"));
        assertEquals(
                MalformedReason.BAD_PADDING,
                refused("80 c9 00 01 00 00 00 07 a0 cb 00 01 00 00 00 04 80 cb 00 00"));
        assertEquals(MalformedReason.BAD_VERSION, refused("80 c9 00 01 00 00 00 07 00 cb 00 00"));
        String report = "80 c9 00 01 00 00 00 07";
        assertEquals(MalformedReason.BAD_LENGTH, refused(report + "81 cb 00 00"));
        assertEquals(MalformedReason.BAD_LENGTH, refused(report + "80 cb 00 01 04 61 62 63"));
        assertEquals(MalformedReason.BAD_LENGTH, refused(report + "81 ca 00 01 00 00 00 01"));
        assertEquals(
                MalformedReason.BAD_LENGTH,
                refused(report + "81 ca 00 02 00 00 00 01 01 02 61 62"));
        assertEquals(
                MalformedReason.BAD_LENGTH,
                refused(report + "81 ca 00 02 00 00 00 01 01 09 61 62"));
    }

    @Test
    void aRefusalSaysWhereInTheDatagram() {
        byte[] bytes = Property.hex("80 c9 00 01 00 00 00 07 81 cb 00 00");
        assertEquals(
                new Malformed<CompoundRtcp>(
                        MalformedReason.BAD_LENGTH,
                        12,
                        "BYE of 1 sources needs 4 bytes after its header, packet has 0"),
                CompoundRtcp.parse(Property.embedded(bytes)));
    }

    @Test
    void aCompoundThatDoesNotBeginWithAReportCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new CompoundRtcp(List.of()));
        assertThrows(
                IllegalArgumentException.class, () -> new CompoundRtcp(List.of(Goodbye.of(1, ""))));
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        String text = SourceDescription.Item.of(1, "\u00e4\ud83d\ude00".repeat(60)).text();
        assertEquals("\u00e4\ud83d\ude00".repeat(42) + "\u00e4", text); // 42 * 6 + 2 octets
        assertEquals(255, Goodbye.of(1, "x".repeat(300)).reasonText().length());
        assertEquals(Optional.empty(), Goodbye.of(1, "").reason());
    }

    @Test
    void wallClockTimeBecomesNtpTimeAndBack() {
        NtpTimestamp epoch = NtpTimestamp.ofEpochNanos(0);
        assertEquals(2_208_988_800L << 32, epoch.bits());
        assertEquals(0x7e80_0000L, epoch.middle()); // 0x83aa7e80 seconds
        assertEquals(0x7e80_8000L, NtpTimestamp.ofEpochNanos(500_000_000L).middle());
        Property.holds(
                1000,
                draw -> {
                    long seconds = draw.unsigned32() % 4_233_000_000L; // 1970 to 2104
                    long nanos = seconds * 1_000_000_000L + draw.below(1_000_000_000);
                    assertEquals(nanos, NtpTimestamp.ofEpochNanos(nanos).toEpochNanos());
                });
    }

    @Test
    void whatIsWrittenParsesEqual() {
        Property.holds(
                3000,
                draw -> {
                    CompoundRtcp compound = anyCompound(draw);
                    assertEquals(compound, parsed(written(compound)));
                });
    }

    @Test
    void noBytesMakeTheParserThrowAndWhatParsesCanBeWritten() {
        Property.holds(
                20_000,
                draw -> {
                    byte[] bytes =
                            draw.mutated(draw.chance(30) ? FULL : written(anyCompound(draw)));
                    CompoundRtcp.parse(Property.embedded(bytes))
                            .toOptional()
                            .ifPresent(
                                    compound -> assertEquals(compound, parsed(written(compound))));
                });
    }

    static CompoundRtcp anyCompound(Draw draw) {
        List<RtcpPacket> packets = new ArrayList<>();
        packets.add(anyReport(draw));
        for (int i = draw.below(4); i > 0; i--) {
            packets.add(
                    switch (draw.below(5)) {
                        case 0 -> anyDescription(draw);
                        case 1 ->
                                new Goodbye(
                                        List.of(draw.unsigned32()),
                                        draw.chance(50)
                                                ? Optional.empty()
                                                : Optional.of(
                                                        Bytes.of(draw.bytes(draw.below(256)))));
                        case 2 -> anyReport(draw);
                        case 3 -> AnyRtcp.draw(draw);
                        default ->
                                new UnknownRtcp(
                                        draw.between(208, 223),
                                        draw.below(32),
                                        Bytes.of(draw.bytes(4 * draw.below(6))));
                    });
        }
        return new CompoundRtcp(packets);
    }

    private static SourceDescription anyDescription(Draw draw) {
        List<SourceDescription.Chunk> chunks = new ArrayList<>();
        for (int i = draw.below(4); i > 0; i--) {
            List<SourceDescription.Item> items = new ArrayList<>();
            for (int j = draw.below(4); j > 0; j--) {
                items.add(
                        new SourceDescription.Item(
                                draw.between(1, 255), Bytes.of(draw.bytes(draw.below(40)))));
            }
            chunks.add(new SourceDescription.Chunk(draw.unsigned32(), items));
        }
        return new SourceDescription(chunks);
    }

    private static RtcpPacket anyReport(Draw draw) {
        List<ReportBlock> blocks = new ArrayList<>();
        for (int i = draw.chance(90) ? draw.below(3) : 31; i > 0; i--) {
            blocks.add(
                    new ReportBlock(
                            draw.unsigned32(),
                            draw.below(256),
                            draw.between(-0x80_0000, 0x7f_ffff),
                            draw.unsigned32(),
                            draw.unsigned32(),
                            draw.unsigned32(),
                            draw.unsigned32()));
        }
        Bytes extension = Bytes.of(draw.bytes(4 * draw.below(3)));
        return draw.chance(50)
                ? new ReceiverReport(draw.unsigned32(), blocks, extension)
                : new SenderReport(
                        draw.unsigned32(),
                        new NtpTimestamp(draw.unsigned32() << 32 | draw.unsigned32()),
                        draw.unsigned32(),
                        draw.unsigned32(),
                        draw.unsigned32(),
                        blocks,
                        extension);
    }
}
