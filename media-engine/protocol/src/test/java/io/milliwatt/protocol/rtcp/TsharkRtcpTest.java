package io.milliwatt.protocol.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.Property;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lets tshark read what we write.
@Tag("system")
class TsharkRtcpTest {
    private static final Path TSHARK = Path.of("/usr/bin/tshark");
    private static final int PORT = 40_005;

    @TempDir private Path folder;

    @Test
    void tsharkReadsWhatWeWrite() throws Exception {
        assumeTrue(Files.isExecutable(TSHARK), "tshark is not installed");
        ExtendedReport all =
                (ExtendedReport)
                        RtcpPacket.parse(ByteBuffer.wrap(ExtendedReportTest.ALL_BLOCKS)).orThrow();
        List<XrBlock> read =
                all.blocks().stream()
                        .filter(block -> !(block instanceof XrBlock.UnknownXrBlock))
                        .toList();
        ExtendedReport extended = new ExtendedReport(all.ssrc(), read);
        CompoundRtcp compound =
                new CompoundRtcp(
                        List.of(
                                new ReceiverReport(1, List.of(), Bytes.EMPTY),
                                SourceDescription.cname(1, "a@b"),
                                new ApplicationDefined(
                                        5, 1, "milw", Bytes.of(Property.hex("01020304"))),
                                new TransportFeedback(1, 2, GenericNack.of(List.of(100, 101, 116))),
                                new PayloadFeedback(1, 2, new PayloadFeedback.PictureLoss()),
                                new PayloadFeedback(
                                        1,
                                        0,
                                        new PayloadFeedback.FullIntraRequest(
                                                List.of(
                                                        new PayloadFeedback.FullIntraRequest
                                                                .Request(2, 7)))),
                                extended));
        Path capture = folder.resolve("rtcp.pcap");
        Files.write(capture, pcap(compound));
        assertEquals(
                List.of(
                        "pt 201,202,204,205,206,206,207",
                        "malformed ",
                        "app milw",
                        "nack 100,101,116",
                        "blp 0x8001",
                        "fir 7",
                        "lrr 1107329024,0",
                        "r 82",
                        "jb 40",
                        "lengths 1"),
                ask(
                        capture,
                        List.of(
                                "pt",
                                "malformed",
                                "app",
                                "nack",
                                "blp",
                                "fir",
                                "lrr",
                                "r",
                                "jb",
                                "lengths"),
                        List.of(
                                "rtcp.pt",
                                "_ws.malformed",
                                "rtcp.app.name",
                                "rtcp.rtpfb.nack_pid",
                                "rtcp.rtpfb.nack_blp",
                                "rtcp.psfb.fir.fci.csn",
                                "rtcp.xr.lrr",
                                "rtcp.xr.voipmetrics.rfactor",
                                "rtcp.xr.voipmetrics.jbnominal",
                                "rtcp.length_check")));
    }

    private List<String> ask(Path capture, List<String> names, List<String> fields)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                TSHARK.toString(),
                                "-r",
                                capture.toString(),
                                "-d",
                                "udp.port==" + PORT + ",rtcp",
                                "-T",
                                "fields",
                                "-E",
                                "separator=;"));
        fields.forEach(field -> command.addAll(List.of("-e", field)));
        Path output = folder.resolve("tshark.out");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(folder.resolve("tshark.err").toFile())
                        .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "tshark did not end within 30 s");
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("tshark.err")));
        String[] values = Files.readString(output).strip().replace("True", "1").split(";", -1);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            answers.add(names.get(i) + " " + values[i]);
        }
        return answers;
    }

    /// One UDP datagram over IPv4 in a capture of raw IP packets.
    private static byte[] pcap(CompoundRtcp compound) {
        int udp = 8 + compound.size();
        int ip = 20 + udp;
        ByteBuffer out = ByteBuffer.allocate(24 + 16 + ip).order(ByteOrder.BIG_ENDIAN);
        out.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        out.putInt(0).putInt(0).putInt(65535).putInt(101); // raw IP
        out.putInt(0).putInt(0).putInt(ip).putInt(ip);
        out.putShort((short) 0x4500).putShort((short) ip).putInt(0);
        out.putShort((short) 0x4011).putShort((short) 0); // TTL 64, UDP
        out.putInt(0x7f000001).putInt(0x7f000001);
        out.putShort((short) PORT).putShort((short) PORT);
        out.putShort((short) udp).putShort((short) 0);
        compound.writeTo(out);
        return out.array();
    }
}
