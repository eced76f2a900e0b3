package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.LinkType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path capture = Path.of("");

    private int run(String... arguments) {
        return CommandTree.build(new FakeServices(), new PrintWriter(out), new PrintWriter(err))
                .execute(arguments);
    }

    @BeforeEach
    void writeACapture() throws Exception {
        capture = write(folder.resolve("a.pcapng"));
    }

    /// An OPTIONS, and an INVITE that nobody has the number of.
    static Path write(Path capture) throws Exception {
        try (var writer = new PcapNgWriter(Files.newOutputStream(capture), "test", "")) {
            int tap = writer.addInterface("lo", "", LinkType.RAW, 0);
            write(writer, tap, 1, "OPTIONS sip:b SIP/2.0", "o1", "OPTIONS");
            write(writer, tap, 2, "INVITE sip:b SIP/2.0", "c1", "INVITE");
            write(writer, tap, 3, "SIP/2.0 404 Not Found", "c1", "INVITE");
        }
        return capture;
    }

    private static void write(
            PcapNgWriter writer, int tap, int seconds, String line, String callId, String method)
            throws Exception {
        byte[] text =
                (line
                                + "\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK"
                                + callId
                                + "\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: "
                                + callId
                                + "\r\nCSeq: 1 "
                                + method
                                + "\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer packet = ByteBuffer.allocate(28 + text.length);
        boolean answer = line.startsWith("SIP");
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0);
        packet.put((byte) 64).put((byte) 17).putShort((short) 0);
        packet.putInt(answer ? 0x7f000002 : 0x7f000001).putInt(answer ? 0x7f000001 : 0x7f000002);
        packet.putShort((short) 5060).putShort((short) 5060);
        packet.putShort((short) (8 + text.length)).putShort((short) 0).put(text);
        long time = seconds * 1_000_000_000L;
        writer.write(tap, time, packet.array(), 0, packet.capacity(), packet.capacity(), "");
    }

    @Test
    void errorFindingEndsWithOne() {
        assertEquals(1, run("inspect", capture.toString()), err.toString());
        assertTrue(out.toString().contains("Calls (1)"), out.toString());
        assertTrue(out.toString().contains("404 Not Found"), out.toString());
        assertTrue(out.toString().contains("Error    R17"), out.toString());
        assertTrue(out.toString().contains("Outside of calls (1)"), out.toString());
    }

    @Test
    void oneOfThemIsShownAlone() throws Exception {
        assertEquals(0, run("inspect", capture.toString(), "--call", "o1", "--json"));
        var json = JsonMapper.builder().build().readTree(out.toString());
        assertEquals(0, json.get("calls").size());
        assertEquals("OPTIONS", json.get("others").get(0).get("method").asText());
    }

    @Test
    void tablesAndPartsAreWritten() {
        Path part = folder.resolve("b.pcapng");
        run("inspect", capture.toString(), "--csv", "calls", "--write", part.toString());
        assertEquals(3, out.toString().lines().count());
        assertTrue(err.toString().contains("Wrote 3 packets"), err.toString());
        assertEquals(1, run("inspect", part.toString()));
    }

    @Test
    void wrongUsageEndsWith64() {
        assertEquals(64, run("inspect"));
        assertEquals(64, run("inspect", capture.toString(), "--csv", "xyz"));
        assertEquals(64, run("inspect", capture.toString(), "--csv", "calls", "--json"));
        assertEquals(64, run("inspect", capture.toString(), "--sip-only"));
        assertEquals(64, run("inspect", capture.toString(), "--stream", "hello"));
        assertEquals(64, run("inspect", capture.toString(), "--call", "nobody"));
        assertEquals(64, run("inspect", capture.toString(), "--wav", "x.wav"));
    }

    @Test
    void fileThatIsNoCaptureIsSaidInWords() throws Exception {
        Path text = Files.writeString(folder.resolve("x.txt"), "hello, this is text");
        assertEquals(78, run("inspect", text.toString()));
        assertTrue(err.toString().contains("is no capture"), err.toString());
        assertEquals(78, run("inspect", folder.resolve("none.pcap").toString()));
        assertTrue(err.toString().contains("There is no file"), err.toString());
    }
}
