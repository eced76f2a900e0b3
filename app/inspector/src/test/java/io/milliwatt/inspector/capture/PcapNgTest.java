package io.milliwatt.inspector.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.Hex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapNgTest {
    private static final String SECTION =
            """
            0a0d0d0a 1c000000 4d3c2b1a     # section header, 28 octets, little endian
            0100 0000 ffffffffffffffff     # version 1.0, length not told
            1c000000
            """;
    private static final String INTERFACE =
            """
            01000000 20000000              # interface description, 32 octets
            0100 0000 00000000             # Ethernet, frames kept whole
            0200 0400 65746830             # name eth0
            0000 0000                      # end of options
            20000000
            """;
    private static final String PACKET =
            """
            06000000 24000000 00000000     # enhanced packet, 36 octets, interface 0
            00000000 40420f00              # 1000000 us
            03000000 05000000 aabbcc 00    # 3 octets of 5, padded
            24000000
            """;

    @TempDir Path folder;

    private static byte[] of(String... parts) {
        return Hex.bytes(String.join("\n", parts));
    }

    @Test
    void readsSectionInterfaceAndPacket() throws IOException {
        CaptureFiles.Content content = CaptureFiles.read(folder, of(SECTION, INTERFACE, PACKET));
        assertEquals(List.of("1 @1000000000 tap 0 type 1 aabbcc 3/5"), content.frames());
        assertEquals(CaptureFormat.PCAPNG, content.summary().format());
        assertEquals("eth0", content.summary().interfaces().getFirst().name());
        assertEquals(List.of(), content.problems());
    }

    @Test
    void readsBigEndianSectionsAndCountsTheirInterfacesOn() throws IOException {
        String bigEndian =
                """
                0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c
                00000001 0000002c
                0065 0000 00000000             # raw IP
                0009 0001 03000000             # 10^-3 s
                000e 0008 000000000000000a     # 10 s are to be added
                0000 0000
                0000002c
                00000006 00000030 00000000
                00000000 00000001              # 1 ms
                00000001 00000001 45000000
                0001 0002 68690000             # comment: hi
                0000 0000
                00000030
                """;
        CaptureFiles.Content content =
                CaptureFiles.read(folder, of(SECTION, INTERFACE, PACKET, bigEndian));
        assertEquals(
                List.of(
                        "1 @1000000000 tap 0 type 1 aabbcc 3/5",
                        "2 @10001000000 tap 1 type 101 45 1/1 \"hi\""),
                content.frames());
        assertEquals(List.of(), content.problems());
    }

    @Test
    void readsSimpleAndObsoletePacketsAndDrops() throws IOException {
        String others =
                """
                03000000 14000000 03000000 aabbcc00 14000000       # simple packet of 3 octets
                02000000 24000000 0000 ffff                        # obsolete, interface 0
                00000000 80841e00                                  # 2000000 us
                03000000 03000000 ddeeff00 24000000
                04000000 0c000000 0c000000                         # names: left out
                05000000 28000000 00000000 00000000 00000000       # statistics of interface 0
                0500 0800 0700000000000000 00000000                # 7 dropped
                28000000
                """;
        CaptureFiles.Content content =
                CaptureFiles.read(folder, of(SECTION, INTERFACE, PACKET, others));
        assertEquals(
                List.of(
                        "1 @1000000000 tap 0 type 1 aabbcc 3/5",
                        "2 @1000000000 tap 0 type 1 aabbcc 3/3",
                        "3 @2000000000 tap 0 type 1 ddeeff 3/3"),
                content.frames());
        assertEquals(7, content.summary().interfaces().getFirst().dropped());
        assertEquals(List.of(), content.problems());
    }

    @Test
    void tellsWhatIsBroken() throws IOException {
        String unknownInterface = PACKET.replace("24000000 00000000", "24000000 09000000");
        String longer = PACKET.replace("03000000 05000000", "f0000000 f0000000");
        String otherEnd = PACKET.replaceAll("(?s)24000000\n$", "28000000\n");
        String noBlock = "06000000 07000000 00000000";
        CaptureFiles.Content content =
                CaptureFiles.read(
                        folder,
                        of(
                                SECTION,
                                INTERFACE,
                                unknownInterface,
                                longer,
                                otherEnd,
                                noBlock,
                                PACKET));
        assertEquals(
                List.of(
                        "frame 1: block names interface 9, 1 are described",
                        "frame 1: packet says 240 captured bytes, its block has 4",
                        "frame 2: block says 36 bytes at its beginning and 40 at its end",
                        "frame 3: block of type 6 says it has 7 bytes; stopped there"),
                content.problems());
        assertEquals(2, content.frames().size());
    }

    @Test
    void skipsABlockThatIsTooLong() throws IOException {
        byte[] huge = new byte[17 << 20];
        System.arraycopy(Hex.bytes("abab0000 00001001"), 0, huge, 0, 8);
        System.arraycopy(Hex.bytes("00001001"), 0, huge, huge.length - 4, 4);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(of(SECTION, INTERFACE));
        bytes.writeBytes(Arrays.copyOf(huge, 0x0110_0000));
        bytes.writeBytes(of(PACKET));
        CaptureFiles.Content content = CaptureFiles.read(folder, bytes.toByteArray());
        assertEquals(1, content.frames().size());
        assertTrue(content.problems().getFirst().contains("skipped"), content.problems()::toString);
    }

    @Test
    void aLiveCaptureGivesTheSameInPortionsOfAnySize() throws IOException {
        byte[] bytes = of(SECTION, INTERFACE, PACKET, PACKET, PACKET);
        CaptureFiles.Content whole = CaptureFiles.read(folder, bytes);
        assertEquals(3, whole.frames().size());
        for (int portion = 1; portion < 60; portion++) {
            assertEquals(whole, CaptureFiles.feed(bytes, portion));
        }
    }

    @Test
    void aLiveCaptureNamesItsTapAndShiftsItsClock() {
        List<String> frames = new ArrayList<>();
        LiveCapture live =
                LiveCapture.ofFrames(frame -> frames.add(CaptureFiles.describe(frame)))
                        .asTap(3, "engine in");
        byte[] bytes = of(SECTION, INTERFACE, PACKET);
        live.feed(bytes, 0, bytes.length);
        live.shiftClock(5);
        live.feed(of(PACKET), 0, 36);
        assertEquals(
                List.of(
                        "1 @1000000000 tap 3 type 1 aabbcc 3/5",
                        "2 @1000000005 tap 3 type 1 aabbcc 3/5"),
                frames);
        assertEquals("engine in", live.summary().interfaces().getFirst().name());
        assertEquals(3, live.summary().interfaces().getFirst().index());
    }

    /// read(write(x)) = x, for any interfaces, times, lengths and comments.
    @Test
    void readsWhatItWrote() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            List<String> expected = new ArrayList<>();
            int taps = 1 + random.nextInt(4);
            try (PcapNgWriter writer = new PcapNgWriter(out, "test", "section " + seed)) {
                for (int tap = 0; tap < taps; tap++) {
                    writer.addInterface("tap ü" + tap, tap == 0 ? "" : "d", 100 + tap, 0);
                }
                for (int i = 1; i <= 30; i++) {
                    byte[] bytes = new byte[random.nextInt(300)];
                    random.nextBytes(bytes);
                    String comment = random.nextBoolean() ? "" : "c".repeat(random.nextInt(9));
                    int tap = random.nextInt(taps);
                    Frame frame =
                            new Frame()
                                    .seen(i, random.nextLong() >>> 1, tap, 100 + tap)
                                    .carrying(
                                            bytes,
                                            0,
                                            bytes.length,
                                            bytes.length + random.nextInt(9))
                                    .commented(comment);
                    expected.add(CaptureFiles.describe(frame));
                    writer.write(tap, frame);
                }
            }
            CaptureFiles.Content content = CaptureFiles.read(folder, out.toByteArray());
            assertEquals(expected, content.frames());
            assertEquals("tap ü0", content.summary().interfaces().getFirst().name());
        }
    }

    @Test
    void copiesTheFramesThatAreWanted() throws IOException {
        Path from =
                Files.write(folder.resolve("from"), of(SECTION, INTERFACE, PACKET, PACKET, PACKET));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PcapNgWriter writer = new PcapNgWriter(out, "test", "")) {
            CaptureFile.at(from).copy(writer, number -> number != 2, () -> false);
        }
        CaptureFiles.Content copy = CaptureFiles.read(folder, out.toByteArray());
        assertEquals(2, copy.frames().size());
        assertEquals("eth0", copy.summary().interfaces().getFirst().name());
    }

    @Test
    void refusesAFrameOfAnInterfaceThatIsNotDescribed() throws IOException {
        PcapNgWriter writer = new PcapNgWriter(new ByteArrayOutputStream(), "test", "");
        assertThrows(
                IllegalArgumentException.class, () -> writer.write(0, 0, new byte[1], 0, 1, 1, ""));
    }
}
