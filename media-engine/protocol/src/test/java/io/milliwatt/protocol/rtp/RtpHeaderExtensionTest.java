package io.milliwatt.protocol.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.Property.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// RFC 8285.
class RtpHeaderExtensionTest {

    private static RtpHeaderExtension extension(int profile, String hex) {
        return new RtpHeaderExtension(profile, Bytes.of(Property.hex(hex)));
    }

    private static HeaderExtensionElement element(int id, String hex) {
        return new HeaderExtensionElement(id, Bytes.of(Property.hex(hex)));
    }

    private static MalformedReason refused(RtpHeaderExtension extension) {
        return assertInstanceOf(Malformed.class, extension.elements()).reason();
    }

    @Test
    void readsAndWritesTheOneByteExampleOfTheRfc() {
        RtpHeaderExtension example =
                extension(
                        RtpHeaderExtension.ONE_BYTE_PROFILE,
                        """
                        10 aa         # id 1, 1 octet
                        21 bb cc 00   # id 2, 2 octets; padding
                        00            # padding
                        33 01 02 03 04   # id 3, 4 octets
                        """);
        List<HeaderExtensionElement> elements =
                List.of(element(1, "aa"), element(2, "bbcc"), element(3, "01020304"));
        assertEquals(elements, example.elements().orThrow());
        assertEquals(
                extension(0xbede, "10aa 21bbcc 3301020304 0000"),
                RtpHeaderExtension.of(elements)); // padding at the end only
    }

    @Test
    void readsAndWritesTheTwoByteExampleOfTheRfc() {
        RtpHeaderExtension example =
                extension(
                        0x1005,
                        """
                        01 00         # id 1, no data
                        02 01 bb 00   # id 2, 1 octet; padding
                        03 04 01 02 03 04   # id 3, 4 octets
                        """);
        List<HeaderExtensionElement> elements =
                List.of(element(1, ""), element(2, "bb"), element(3, "01020304"));
        assertEquals(elements, example.elements().orThrow());
        assertEquals(
                extension(0x1005, "0100 0201bb 030401020304 00"),
                RtpHeaderExtension.twoByte(elements, 5));
        assertEquals(0x1000, RtpHeaderExtension.of(elements).profile());
    }

    @Test
    void readingEndsWhereTheOneByteFormSays() {
        assertEquals(
                List.of(element(1, "aa")),
                extension(0xbede, "10aa f0bb 20cc 0000").elements().orThrow());
        assertEquals(
                List.of(element(1, "aa")),
                extension(0xbede, "10aa 01bb 20cc 0000").elements().orThrow());
        assertEquals(List.of(), extension(0xbede, "00000000").elements().orThrow());
        assertEquals(List.of(), extension(0xbede, "").elements().orThrow());
    }

    @Test
    void refusesElementsThatReachBeyondTheEnd() {
        assertEquals(MalformedReason.BAD_LENGTH, refused(extension(0xbede, "13 aabbcc")));
        assertEquals(MalformedReason.BAD_LENGTH, refused(extension(0x1000, "01 03 aabb")));
        assertEquals(MalformedReason.BAD_LENGTH, refused(extension(0x1000, "000000 01")));
        assertEquals(MalformedReason.BAD_TYPE, refused(extension(0x1010, "01 01 aa 00")));
        assertEquals(MalformedReason.BAD_TYPE, refused(extension(0xabcd, "")));
    }

    @Test
    void whatTheFormsCannotCarryCannotBeMade() {
        assertThrows(
                IllegalArgumentException.class,
                () -> RtpHeaderExtension.oneByte(List.of(element(15, "aa"))));
        assertThrows(
                IllegalArgumentException.class,
                () -> RtpHeaderExtension.oneByte(List.of(element(1, ""))));
        assertThrows(
                IllegalArgumentException.class,
                () -> RtpHeaderExtension.oneByte(List.of(element(1, "00".repeat(17)))));
        assertThrows(IllegalArgumentException.class, () -> element(0, "aa"));
        assertThrows(IllegalArgumentException.class, () -> element(256, "aa"));
        assertThrows(IllegalArgumentException.class, () -> element(1, "00".repeat(256)));
        assertThrows(
                IllegalArgumentException.class, () -> RtpHeaderExtension.twoByte(List.of(), 16));
    }

    @Test
    void whatIsWrittenIntoAPacketIsReadFromIt() {
        Property.holds(
                2000,
                draw -> {
                    List<HeaderExtensionElement> elements = anyElements(draw);
                    RtpHeader plain = RtpHeader.of(0, 1, 160, 7);
                    RtpHeader header =
                            new RtpHeader(
                                    false,
                                    0,
                                    plain.sequenceNumber(),
                                    plain.timestamp(),
                                    plain.ssrc(),
                                    List.of(),
                                    Optional.of(RtpHeaderExtension.of(elements)));
                    RtpPacket packet = new RtpPacket(header, Bytes.of(draw.bytes(20)));
                    RtpPacket read = RtpPacket.parse(packet.toBuffer()).orThrow();
                    assertEquals(packet, read);
                    assertEquals(
                            elements, read.header().extension().orElseThrow().elements().orThrow());
                });
    }

    private static List<HeaderExtensionElement> anyElements(Draw draw) {
        boolean small = draw.chance(50);
        List<HeaderExtensionElement> elements = new ArrayList<>();
        for (int i = draw.below(6); i > 0; i--) {
            int size = small ? draw.between(1, 16) : draw.below(256);
            elements.add(
                    new HeaderExtensionElement(
                            draw.between(1, small ? 14 : 255), Bytes.of(draw.bytes(size))));
        }
        return elements;
    }

    @Test
    void noBytesMakeTheParserThrowAndWhatItReadsCanBeWritten() {
        int[] read = {0};
        Property.holds(
                20_000,
                draw -> {
                    int profile = draw.chance(50) ? 0xbede : 0x1000 | draw.below(16);
                    Bytes data = Bytes.of(draw.bytes(4 * draw.below(12)));
                    new RtpHeaderExtension(profile, data)
                            .elements()
                            .toOptional()
                            .ifPresent(elements -> {
                                read[0]++;
                                assertEquals(
                                        elements,
                                        RtpHeaderExtension.of(elements).elements().orThrow());
                            });
                });
        assertTrue(read[0] > 1000, "only " + read[0] + " were read");
    }
}
