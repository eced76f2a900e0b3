package io.milliwatt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.LinkType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `inspect` says of a capture of two taps without names: a REFER outside of calls, the call
/// it causes through an address translation, and its RTP.
class InspectHopsTest {
    private static final int ALICE = 0xc000020a; // 192.0.2.10
    private static final int HOST = 0xc0000214; // 192.0.2.20
    private static final int CONTAINER = 0xac110002; // 172.17.0.2

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();

    private String run(String... options) throws Exception {
        Path capture = folder.resolve("two.pcapng");
        try (var writer = new PcapNgWriter(Files.newOutputStream(capture), "test", "")) {
            int phone = writer.addInterface("", "", LinkType.RAW, 0);
            int engine = writer.addInterface("", "", LinkType.RAW, 0);
            byte[] refer = sip("r1", "REFER", "Refer-To: <sip:b@192.0.2.20>\r\n");
            byte[] invite = sip("c1", "INVITE", "");
            write(writer, phone, 0, HOST, ALICE, refer);
            write(writer, phone, 1_000, ALICE, HOST, invite);
            write(writer, engine, 1_001, ALICE, CONTAINER, invite);
            for (int i = 0; i < 50; i++) {
                byte[] rtp = new byte[172];
                ByteBuffer.wrap(rtp).putShort((short) 0x8000).putShort((short) i).putInt(160 * i);
                write(writer, phone, 1_100 + 20 * i, ALICE, HOST, rtp);
                write(writer, engine, 1_101 + 20 * i, ALICE, CONTAINER, rtp);
            }
        }
        String[] all = new String[options.length + 2];
        all[0] = "inspect";
        all[1] = capture.toString();
        System.arraycopy(options, 0, all, 2, options.length);
        var err = new StringWriter();
        int status =
                CommandTree.build(new FakeServices(), new PrintWriter(out), new PrintWriter(err))
                        .execute(all);
        assertTrue(status <= 1, err.toString());
        return out.toString();
    }

    private static byte[] sip(String callId, String method, String header) {
        return (method
                        + " sip:b@192.0.2.20 SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK"
                        + callId
                        + "\r\nFrom: <sip:a@192.0.2.10>;tag=1\r\nTo: <sip:b@192.0.2.20>\r\nCall-ID: "
                        + callId
                        + "\r\nCSeq: 1 "
                        + method
                        + "\r\n"
                        + header
                        + "Content-Length: 0\r\n\r\n")
                .getBytes(UTF_8);
    }

    private static void write(
            PcapNgWriter writer, int tap, int millis, int from, int to, byte[] payload)
            throws Exception {
        boolean isRtp = payload[0] < 0;
        ByteBuffer packet = ByteBuffer.allocate(28 + payload.length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0);
        packet.put((byte) 64).put((byte) 17).putShort((short) 0).putInt(from).putInt(to);
        packet.putShort((short) (isRtp ? 4000 : 5060)).putShort((short) (isRtp ? 4000 : 5060));
        packet.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload);
        long time = millis * 1_000_000L;
        writer.write(tap, time, packet.array(), 0, packet.capacity(), packet.capacity(), "");
    }

    @Test
    void aMessageGoesFromItsSenderToItsLastReceiver() throws Exception {
        String text = run();
        assertTrue(
                text.contains(
                        "192.0.2.10:5060       → 172.17.0.2:5060        INVITE"
                                + "  (destination 192.0.2.20:5060 became 172.17.0.2:5060)"),
                text);
    }

    @Test
    void tapsWithoutNamesAreCountedFromOne() throws Exception {
        String text = run();
        assertTrue(text.contains("at interface 1"), text);
        assertTrue(text.contains("at interface 2"), text);
    }

    @Test
    void theCallAndTheReferThatCausedItNameEachOther() throws Exception {
        String caused = "caused by REFER of sip:a@192.0.2.10 to sip:b@192.0.2.20";
        String text = run();
        assertTrue(text.contains("Belongs to call 1: " + caused), text);
        assertTrue(
                text.contains("Belongs to what is outside of calls, Call-ID r1: " + caused), text);
    }

    @Test
    void inJsonTheyAreIndexesOfTheirLists() throws Exception {
        JsonNode json = JsonMapper.builder().build().readTree(run("--json"));
        JsonNode ofCall = json.at("/calls/0/related/0");
        assertTrue(ofCall.get("call").isNull(), ofCall.toString());
        assertEquals(0, ofCall.get("other").asInt(-1), ofCall.toString());
        assertEquals("r1", ofCall.get("callId").asText());
        assertEquals("refer", ofCall.get("relation").asText());
        JsonNode ofRefer = json.at("/others/0/related/0");
        assertEquals(0, ofRefer.get("call").asInt(-1), ofRefer.toString());
        assertTrue(ofRefer.get("other").isNull(), ofRefer.toString());
    }
}
