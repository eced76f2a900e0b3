package io.milliwatt.inspector.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.packet.Hex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapReaderTest {
    private static final String LITTLE_ENDIAN_MICROS =
            """
            d4c3b2a1 0200 0400     # magic, version 2.4
            00000000 00000000      # time zone, accuracy
            00000400 01000000      # 262144 octets of a frame at most, Ethernet
            """;
    private static final String RECORD =
            """
            01000000 02000000      # 1.000002 s
            03000000 05000000      # 3 octets of 5
            aabbcc
            """;

    @TempDir Path folder;

    private static byte[] of(String... parts) {
        return Hex.bytes(String.join("\n", parts));
    }

    @Test
    void readsMicrosecondsInLittleEndian() throws IOException {
        CaptureFiles.Content content = CaptureFiles.read(folder, of(LITTLE_ENDIAN_MICROS, RECORD));
        assertEquals(List.of("1 @1000002000 tap 0 type 1 aabbcc 3/5"), content.frames());
        assertEquals(
                new CaptureSummary(
                        CaptureFormat.PCAP,
                        List.of(new CaptureInterface(0, "", "", 1, 262_144, -1)),
                        1,
                        1_000_002_000L,
                        1_000_002_000L,
                        CaptureProblems.NONE,
                        false),
                content.summary());
    }

    @Test
    void readsNanosecondsInBigEndian() throws IOException {
        byte[] bytes =
                of(
                        """
                        a1b23c4d 0002 0004 00000000 00000000
                        0000ffff 14000065     # FCS of 4 octets told; raw IP
                        f0000000 00000007     # after 2038
                        00000002 00000002
                        4500
                        """);
        assertEquals(
                List.of("1 @4026531840000000007 tap 0 type 101 4500 2/2"),
                CaptureFiles.read(folder, bytes).frames());
    }

    @Test
    void tellsAnEmptyFileAndOneThatIsNoCapture() throws IOException {
        assertEquals(
                List.of("frame 0: the file is empty"),
                CaptureFiles.read(folder, new byte[0]).problems());
        CaptureFiles.Content text = CaptureFiles.read(folder, of("47494638 39610000"));
        assertEquals(
                List.of("frame 0: begins with 47494638: neither pcap nor pcapng"), text.problems());
        assertEquals(CaptureFormat.UNKNOWN, text.summary().format());
    }

    @Test
    void givesWhatIsThereOfATruncatedFile() throws IOException {
        byte[] bytes = of(LITTLE_ENDIAN_MICROS, RECORD, RECORD);
        for (int length = 25; length < bytes.length; length++) {
            int whole = length < 43 ? 0 : 1;
            CaptureFiles.Content content = CaptureFiles.read(folder, Arrays.copyOf(bytes, length));
            assertEquals(whole, content.summary().packets(), "of " + length + " octets");
            assertEquals(length == 43 ? 0 : 1, content.problems().size());
        }
    }

    @Test
    void goesOnBehindARecordThatIsBroken() throws IOException {
        String lie = "01000000 02000000 ffffff7f ffffff7f 0102030405060708";
        CaptureFiles.Content content =
                CaptureFiles.read(
                        folder, of(LITTLE_ENDIAN_MICROS, RECORD, lie, RECORD, RECORD, RECORD));
        assertEquals(4, content.frames().size());
        assertEquals(1, content.problems().size());
        assertTrue(content.problems().getFirst().startsWith("frame 2: record says 2147483647"));
    }

    @Test
    void goesOnBehindBytesThatLookLikeARecordOfAnotherYear() throws IOException {
        String looksLikeOne = "00000070 02000000 04000000 04000000 01020304";
        String lie = "01000000 02000000 ffffff7f ffffff7f 0102030405060708";
        CaptureFiles.Content content =
                CaptureFiles.read(
                        folder,
                        of(
                                LITTLE_ENDIAN_MICROS,
                                RECORD,
                                looksLikeOne,
                                lie,
                                RECORD,
                                RECORD,
                                RECORD));
        assertEquals(5, content.frames().size(), content.problems()::toString);
    }

    @Test
    void readsCompressedFilesAlsoOfSeveralMembers() throws IOException {
        byte[] bytes = of(LITTLE_ENDIAN_MICROS, RECORD, RECORD);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(compressed(Arrays.copyOf(bytes, 30)));
        packed.writeBytes(compressed(Arrays.copyOfRange(bytes, 30, bytes.length)));
        assertEquals(
                CaptureFiles.read(folder, bytes), CaptureFiles.read(folder, packed.toByteArray()));
    }

    @Test
    void tellsCompressedDataThatEndEarlyOrAreCorrupt() throws IOException {
        ByteBuffer many = ByteBuffer.allocate(24 + 19 * 20_000).order(ByteOrder.LITTLE_ENDIAN);
        many.put(of(LITTLE_ENDIAN_MICROS));
        for (int i = 0; i < 20_000; i++) {
            many.putInt(i / 10).putInt(i).putInt(3).putInt(3).put((byte) i).putShort((short) i);
        }
        byte[] packed = compressed(many.array());
        CaptureFiles.Content half =
                CaptureFiles.read(folder, Arrays.copyOf(packed, packed.length / 2));
        assertTrue(half.summary().packets() > 1000, half.summary()::toString);
        assertTrue(half.problems().getFirst().contains("end early"), half.problems()::toString);
        Arrays.fill(packed, packed.length / 2, packed.length / 2 + 40, (byte) 0xff);
        CaptureFiles.Content corrupt = CaptureFiles.read(folder, packed);
        assertTrue(corrupt.summary().packets() > 1000, corrupt.summary()::toString);
        assertTrue(corrupt.summary().problems().count() >= 1);
    }

    @Test
    void tellsProgressAndStopsOnDemand() throws IOException {
        ByteBuffer many = ByteBuffer.allocate(24 + 1016 * 6000).order(ByteOrder.LITTLE_ENDIAN);
        many.put(of(LITTLE_ENDIAN_MICROS));
        for (int i = 0; i < 6000; i++) {
            many.putInt(i).putInt(0).putInt(1000).putInt(1000).put(new byte[1000]);
        }
        Path file = Files.write(folder.resolve("big"), many.array());
        long[] told = new long[2];
        CaptureSummary all =
                CaptureFile.at(file)
                        .readFrames(
                                _ -> {},
                                (done, total, packets) -> {
                                    assertTrue(done >= told[0] && done <= total);
                                    assertEquals(many.capacity(), total);
                                    told[0] = done;
                                    told[1]++;
                                },
                                () -> false);
        assertEquals(6000, all.packets());
        assertEquals(many.capacity(), told[0]);
        assertTrue(told[1] >= 5);
        CaptureSummary some =
                CaptureFile.at(file).readFrames(_ -> {}, CaptureProgress.NONE, () -> true);
        assertTrue(some.cancelled() && some.packets() > 0 && some.packets() < 2000);
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
