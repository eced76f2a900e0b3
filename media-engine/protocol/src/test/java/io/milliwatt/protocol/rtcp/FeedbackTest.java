package io.milliwatt.protocol.rtcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.rtcp.PayloadFeedback.FullIntraRequest;
import io.milliwatt.protocol.rtcp.PayloadFeedback.PictureLoss;
import io.milliwatt.protocol.rtcp.TransportFeedback.TransportWide;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// APP and feedback: RFC 3550, section 6.7, RFC 4585, section 6, RFC 5104, section 4.3.1, and the
/// reduced size of RFC 5506.
class FeedbackTest {
    private static final byte[] NACK =
            Property.hex(
                    """
                    81 cd 00 04   # RTPFB, FMT 1, 5 words
                    00 00 00 01   #   sender
                    00 00 00 02   #   media source
                    ff fe 00 05   #   65534 lost, and 1 and 3 after it
                    00 64 80 00   #   100 lost, and 16 after it
                    """);
    private static final byte[] PICTURE_LOSS =
            Property.hex(
                    """
                    81 ce 00 02   # PSFB, FMT 1, 3 words
                    00 00 00 01 00 00 00 02
                    """);
    private static final byte[] INTRA =
            Property.hex(
                    """
                    84 ce 00 06   # PSFB, FMT 4, 7 words
                    00 00 00 01 00 00 00 00   #   the media source is not used
                    00 00 00 02 07 00 00 00   #   request 7 to source 2
                    00 00 00 03 ff 00 00 00   #   request 255 to source 3
                    """);
    private static final byte[] APPLICATION =
            Property.hex(
                    """
                    85 cc 00 03   # APP, subtype 5, 4 words
                    de ad be ef   #   SSRC
                    6d 69 6c 77   #   "milw"
                    01 02 03 04
                    """);

    private static void reads(RtcpPacket expected, byte[] bytes) {
        assertEquals(expected, RtcpPacket.parse(Property.embedded(bytes)).orThrow());
        ByteBuffer out = ByteBuffer.allocate(expected.size());
        expected.writeTo(out);
        assertArrayEquals(bytes, out.array());
    }

    private static Malformed<?> refused(String hex) {
        return assertInstanceOf(
                Malformed.class, RtcpPacket.parse(Property.embedded(Property.hex(hex))));
    }

    @Test
    void readsAndWritesGenericNack() {
        GenericNack nack =
                new GenericNack(
                        List.of(
                                new GenericNack.Losses(65534, 5),
                                new GenericNack.Losses(100, 0x8000)));
        reads(new TransportFeedback(1, 2, nack), NACK);
        assertEquals(List.of(65534, 65535, 1, 100, 116), nack.sequenceNumbers());
        assertEquals(5, nack.count());
    }

    @Test
    void packsLostPacketsIntoAsFewWordsAsThereCanBe() {
        assertEquals(
                new GenericNack(
                        List.of(
                                new GenericNack.Losses(65534, 0b101),
                                new GenericNack.Losses(100, 0x8000),
                                new GenericNack.Losses(117, 0))),
                GenericNack.of(List.of(65534, 65535, 1, 1, 100, 116, 117)));
        assertThrows(IllegalArgumentException.class, () -> GenericNack.of(List.of()));
        Property.holds(
                2000,
                draw -> {
                    int start = draw.below(65536);
                    TreeSet<Integer> steps = new TreeSet<>();
                    for (int i = draw.between(1, 40); i > 0; i--) {
                        steps.add(draw.below(200));
                    }
                    List<Integer> lost = new ArrayList<>();
                    steps.forEach(step -> lost.add((start + step) & 0xffff));
                    GenericNack nack = GenericNack.of(lost);
                    assertEquals(lost, nack.sequenceNumbers());
                    assertEquals(lost.size(), nack.count());
                    assertTrue(nack.losses().size() <= 200 / 17 + 1, nack.toString());
                });
    }

    @Test
    void readsAndWritesPictureLossAndIntraRequests() {
        reads(new PayloadFeedback(1, 2, new PictureLoss()), PICTURE_LOSS);
        reads(
                new PayloadFeedback(
                        1,
                        0,
                        new FullIntraRequest(
                                List.of(
                                        new FullIntraRequest.Request(2, 7),
                                        new FullIntraRequest.Request(3, 255)))),
                INTRA);
    }

    @Test
    void keepsTransportWideAndUnknownFeedbackAsItCame() {
        Bytes four = Bytes.of(Property.hex("01020304"));
        reads(
                new TransportFeedback(1, 2, new TransportWide(four)),
                Property.hex("8f cd 00 03 00000001 00000002 01020304"));
        reads(
                new TransportFeedback(1, 2, new TransportFeedback.UnknownFormat(3, four)),
                Property.hex("83 cd 00 03 00000001 00000002 01020304"));
        reads(
                new PayloadFeedback(1, 2, new PayloadFeedback.UnknownFormat(15, four)),
                Property.hex("8f ce 00 03 00000001 00000002 01020304"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TransportFeedback.UnknownFormat(15, four));
        assertThrows(
                IllegalArgumentException.class, () -> new PayloadFeedback.UnknownFormat(32, four));
    }

    @Test
    void readsAndWritesApplicationDefined() {
        reads(
                new ApplicationDefined(5, 0xdeadbeefL, "milw", Bytes.of(Property.hex("01020304"))),
                APPLICATION);
        reads(
                new ApplicationDefined(0, 1, "\0\u00ff\0A", Bytes.EMPTY),
                Property.hex("80 cc 00 02 00000001 00 ff 00 41"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ApplicationDefined(0, 1, "long name", Bytes.EMPTY));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ApplicationDefined(0, 1, "\u2211um!", Bytes.EMPTY));
    }

    @Test
    void refusesLengthsThatContradictTheFormat() {
        for (String bad :
                List.of(
                        "81 cd 00 00", // no sources
                        "81 cd 00 02 00000001 00000002", // NACK of nothing
                        "81 ce 00 01 00000001",
                        "81 ce 00 03 00000001 00000002 00000000", // PLI with more
                        "84 ce 00 02 00000001 00000000", // FIR to nobody
                        "84 ce 00 03 00000001 00000000 00000002", // half an entry
                        "80 cc 00 01 00000001")) { // APP without a name
            assertEquals(MalformedReason.BAD_LENGTH, refused(bad).reason(), bad);
        }
        assertEquals(
                "FIR needs 8 bytes for each request, packet has 4",
                refused("84 ce 00 03 00000001 00000000 00000002").detail());
    }

    @Test
    void reducedSizeIsAcceptedWhereAgreedOnAndRefusedElsewhere() {
        assertEquals(
                MalformedReason.BAD_TYPE,
                assertInstanceOf(
                                Malformed.class,
                                CompoundRtcp.parse(Property.embedded(PICTURE_LOSS)))
                        .reason());
        CompoundRtcp reduced = reduced(PICTURE_LOSS);
        assertEquals(CompoundRtcp.Form.REDUCED_SIZE, reduced.form());
        assertEquals(List.of(new PayloadFeedback(1, 2, new PictureLoss())), reduced.packets());
        CompoundRtcp full = reduced(Property.hex("80 c9 00 01 00000007"));
        assertEquals(CompoundRtcp.Form.COMPOUND, full.form());
        // padding in the only packet, which is also the last
        assertEquals(
                reduced.packets(),
                reduced(Property.hex("a1 ce 00 03 00000001 00000002 00000004")).packets());
        assertThrows(
                IllegalArgumentException.class,
                () -> new CompoundRtcp(full.packets(), CompoundRtcp.Form.REDUCED_SIZE));
    }

    private static CompoundRtcp reduced(byte[] bytes) {
        return CompoundRtcp.parse(Property.embedded(bytes), CompoundRtcp.Form.REDUCED_SIZE)
                .orThrow();
    }

    @Test
    void reducedSizeWithAnyContentIsReadOrRefusedAndNeverThrows() {
        Property.holds(
                20_000,
                draw -> {
                    List<RtcpPacket> packets = new ArrayList<>();
                    for (int i = draw.between(1, 3); i > 0; i--) {
                        packets.add(AnyRtcp.draw(draw));
                    }
                    CompoundRtcp made = new CompoundRtcp(packets, CompoundRtcp.Form.REDUCED_SIZE);
                    byte[] bytes = written(made);
                    assertEquals(made, reduced(bytes));
                    CompoundRtcp.parse(
                                    Property.embedded(draw.mutated(bytes)),
                                    CompoundRtcp.Form.REDUCED_SIZE)
                            .toOptional()
                            .ifPresent(read -> assertEquals(read, reduced(written(read))));
                });
    }

    private static byte[] written(CompoundRtcp compound) {
        ByteBuffer out = ByteBuffer.allocate(compound.size());
        compound.writeTo(out);
        assertEquals(0, out.remaining());
        return out.array();
    }
}
