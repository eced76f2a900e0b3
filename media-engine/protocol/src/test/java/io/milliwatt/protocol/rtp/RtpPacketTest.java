package io.milliwatt.protocol.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.Property.Draw;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RtpPacketTest {
    private static final byte[] FULL =
            Property.hex(
                    """
                    b2          # V=2 P=1 X=1 CC=2
                    88          # M=1 PT=8
                    ff fe       # sequence number 65534
                    80 00 00 01 # timestamp
                    de ad be ef # SSRC
                    00 00 00 01 # CSRC 1
                    ff ff ff ff # CSRC 2
                    be de 00 01 # extension, profile 0xbede, one word
                    10 aa 00 00
                    01 02 03    # payload
                    00 00 03    # three octets of padding
                    """);

    private static RtpPacket parsed(byte[] bytes) {
        return RtpPacket.parse(Property.embedded(bytes)).orThrow();
    }

    private static Malformed<RtpPacket> refused(byte[] bytes) {
        return (Malformed<RtpPacket>) RtpPacket.parse(Property.embedded(bytes));
    }

    @Test
    void readsEveryFieldOfTheHeader() {
        RtpPacket packet = parsed(FULL);
        RtpHeader header = packet.header();
        assertEquals(true, header.marker());
        assertEquals(8, header.payloadType());
        assertEquals(65534, header.sequenceNumber());
        assertEquals(0x80000001L, header.timestamp());
        assertEquals(0xdeadbeefL, header.ssrc());
        assertEquals(List.of(1L, 0xffffffffL), header.csrcs());
        assertEquals(
                Optional.of(
                        new RtpHeaderExtension(
                                0xbede, Bytes.of((byte) 0x10, (byte) 0xaa, (byte) 0, (byte) 0))),
                header.extension());
        assertEquals(Bytes.of((byte) 1, (byte) 2, (byte) 3), packet.payload());
        assertEquals(3, packet.paddingLength());
        assertEquals(ByteBuffer.wrap(FULL), packet.toBuffer());
    }

    @Test
    void rejectsPacketShorterThanTheFixedHeader() {
        Malformed<RtpPacket> refused = refused(new byte[11]);
        assertEquals(MalformedReason.TOO_SHORT, refused.reason());
        assertEquals("RTP header needs 12 bytes, packet has 11", refused.detail());
        assertEquals(11, refused.offset());
    }

    @Test
    void rejectsPacketShorterThanItsCsrcList() {
        byte[] bytes = new byte[12];
        bytes[0] = (byte) 0x81;
        assertEquals("RTP header needs 16 bytes, packet has 12", refused(bytes).detail());
    }

    @Test
    void rejectsPacketShorterThanItsExtension() {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) 0x90;
        bytes[14] = (byte) 0xff;
        bytes[15] = (byte) 0xff;
        assertEquals("RTP header needs 262156 bytes, packet has 16", refused(bytes).detail());
        assertEquals(
                "RTP header needs 16 bytes, packet has 15",
                refused(java.util.Arrays.copyOf(bytes, 15)).detail());
    }

    @Test
    void rejectsAnotherVersion() {
        Malformed<RtpPacket> refused = refused(new byte[12]);
        assertEquals(MalformedReason.BAD_VERSION, refused.reason());
        assertEquals("RTP version must be 2, packet has 0", refused.detail());
        assertEquals(0, refused.offset());
    }

    @Test
    void rejectsPaddingThatReachesIntoTheHeaderOrIsNone() {
        byte[] bytes = new byte[14];
        bytes[0] = (byte) 0xa0;
        bytes[13] = 3;
        assertEquals(
                "RTP header and padding need 15 bytes, packet has 14", refused(bytes).detail());
        bytes[13] = 0;
        assertEquals("RTP padding must be at least 1 byte, packet has 0", refused(bytes).detail());
        bytes[13] = 2;
        assertEquals(Bytes.EMPTY, parsed(bytes).payload());
    }

    @Test
    void whatIsWrittenParsesEqual() {
        Property.holds(
                2000,
                draw -> {
                    RtpPacket packet = anyPacket(draw);
                    assertEquals(packet.size(), packet.toBuffer().remaining());
                    assertEquals(ParseResult.parsed(packet), RtpPacket.parse(packet.toBuffer()));
                });
    }

    @Test
    void noBytesMakeTheParserThrowAndWhatParsesCanBeWritten() {
        Property.holds(
                20_000,
                draw -> {
                    byte[] bytes =
                            draw.chance(30)
                                    ? draw.bytes(draw.below(60))
                                    : draw.mutated(anyPacket(draw).toBuffer().array());
                    RtpPacket.parse(Property.embedded(bytes))
                            .toOptional()
                            .ifPresent(packet ->
                                    assertEquals(
                                            packet, RtpPacket.parse(packet.toBuffer()).orThrow()));
                });
    }

    @Test
    void theViewReadsWhatThePacketHolds() {
        RtpView view = new RtpView();
        Property.holds(
                2000,
                draw -> {
                    RtpPacket packet = anyPacket(draw);
                    ByteBuffer buffer = Property.embedded(packet.toBuffer().array());
                    assertNull(view.wrap(buffer));
                    assertEquals(packet.marker(), view.marker());
                    assertEquals(packet.payloadType(), view.payloadType());
                    assertEquals(packet.sequenceNumber(), view.sequenceNumber());
                    assertEquals(packet.timestamp(), view.timestamp());
                    assertEquals(packet.ssrc(), view.ssrc());
                    assertEquals(packet.size(), view.size());
                    assertEquals(
                            packet.payload(),
                            Bytes.copyOf(buffer, view.payloadOffset(), view.payloadLength()));
                });
    }

    @Test
    void theViewPatchesInPlaceAndLeavesTheRest() {
        ByteBuffer buffer = Property.embedded(FULL);
        RtpView view = new RtpView();
        assertNull(view.wrap(buffer));
        view.setSsrc(0xfeedf00dL);
        view.setSequenceNumber(65537);
        view.setTimestamp(0xffff_fff0L);
        view.setPayloadType(101);
        view.setMarker(false);
        RtpPacket before = parsed(FULL);
        RtpHeader header = before.header();
        RtpHeader expected =
                new RtpHeader(
                        false,
                        101,
                        1,
                        0xffff_fff0L,
                        0xfeedf00dL,
                        header.csrcs(),
                        header.extension());
        assertEquals(
                new RtpPacket(expected, before.payload(), 3), RtpPacket.parse(buffer).orThrow());
        assertEquals(101, view.payloadType());
        assertEquals(false, view.marker());
        assertEquals(0xfeedf00dL, view.ssrc());
    }

    private static RtpPacket anyPacket(Draw draw) {
        List<Long> csrcs = new ArrayList<>();
        for (int i = draw.chance(50) ? 0 : draw.below(16); i > 0; i--) {
            csrcs.add(draw.unsigned32());
        }
        Optional<RtpHeaderExtension> extension =
                draw.chance(70)
                        ? Optional.empty()
                        : Optional.of(
                                new RtpHeaderExtension(
                                        draw.below(65536),
                                        Bytes.of(draw.bytes(4 * draw.below(5)))));
        RtpHeader header =
                new RtpHeader(
                        draw.chance(50),
                        draw.below(128),
                        draw.below(65536),
                        draw.unsigned32(),
                        draw.unsigned32(),
                        csrcs,
                        extension);
        int padding = draw.chance(80) ? 0 : draw.between(1, 255);
        return new RtpPacket(header, Bytes.of(draw.bytes(draw.below(200))), padding);
    }
}
