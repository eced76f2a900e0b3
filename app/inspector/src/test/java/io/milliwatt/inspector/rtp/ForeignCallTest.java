package io.milliwatt.inspector.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureSummary;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Frames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call of baresip's to sipp, as tcpdump saw it: our figures are tshark's, and the tone is heard.
/// The same call with packets lost, late and twice, written by us: the same again, and capinfos has
/// nothing against the file.
@Tag("system")
class ForeignCallTest {
    private static final String CONFIG =
            """
            poll_method epoll
            sip_listen 127.0.0.1:25190
            call_max_calls 4
            audio_path /usr/share/baresip
            audio_source ausine,440
            audio_player aubridge,rx
            audio_alert aubridge,alert
            ausrc_srate 48000
            auplay_srate 48000
            ausrc_channels 2
            auplay_channels 1
            audio_level no
            ausrc_format s16
            auplay_format s16
            auenc_format s16
            audec_format s16
            audio_buffer 20-160
            rtp_ports 25200-25220
            rtcp_mux no
            jitter_buffer_delay 5-10
            rtp_stats yes
            net_interface 127.0.0.1
            module_path /usr/lib/baresip/modules
            module stdio.so
            module g711.so
            module ausine.so
            module aubridge.so
            module_tmp uuid.so
            module_tmp account.so
            module_app menu.so
            """;
    private static final String ACCOUNT =
            "<sip:alice@127.0.0.1:25190;transport=udp>;regint=0;answermode=auto;audio_codecs=PCMU\n";

    @TempDir Path folder;
    private final List<Process> started = new ArrayList<>();

    private Process start(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(started.size() + ".log").toFile())
                        .start();
        started.add(process);
        return process;
    }

    private Path callOfBaresip() throws Exception {
        for (String program : List.of("tcpdump", "sipp", "baresip")) {
            boolean isThere =
                    Files.isExecutable(Path.of("/usr/bin", program))
                            || Files.isExecutable(Path.of("/usr/sbin", program));
            assumeTrue(isThere, program + " is not installed");
        }
        Files.writeString(folder.resolve("config"), CONFIG);
        Files.writeString(folder.resolve("accounts"), ACCOUNT);
        Files.writeString(folder.resolve("contacts"), "");
        Path file = folder.resolve("call.pcap");
        try {
            Process tcpdump =
                    start(
                            "tcpdump",
                            "-i",
                            "lo",
                            "-U",
                            "-w",
                            file.toString(),
                            "udp and portrange 25190-25240");
            for (int i = 0; i < 100 && !(Files.exists(file) && Files.size(file) > 0); i++) {
                Thread.sleep(50);
            }
            assumeTrue(Files.exists(file), "tcpdump may not capture here");
            start(
                    "sipp",
                    "-sn",
                    "uas",
                    "-i",
                    "127.0.0.1",
                    "-p",
                    "25230",
                    "-mi",
                    "127.0.0.1",
                    "-mp",
                    "25236",
                    "-rtp_echo",
                    "-nostdin",
                    "-m",
                    "1",
                    "-timeout",
                    "40");
            Thread.sleep(500);
            Process baresip =
                    start(
                            "sh",
                            "-c",
                            "sleep 9 | exec timeout 30 baresip -4 -f . -e '/dial sip:uas@127.0.0.1:25230' -t 6");
            assertTrue(baresip.waitFor(40, TimeUnit.SECONDS));
            Thread.sleep(500);
            tcpdump.destroy();
            assertTrue(tcpdump.waitFor(10, TimeUnit.SECONDS));
        } finally {
            started.forEach(Process::destroy);
        }
        return file;
    }

    @Test
    void figuresOfACallAreThoseOfTsharkAndItsToneIsHeard() throws Exception {
        Path file = callOfBaresip();
        TsharkTable.compare(folder, file, 2);
        StreamTable table = new StreamTable(new MediaHints());
        CaptureSummary summary = CaptureFile.at(file).read(table);
        assertEquals(0, summary.problems().count(), summary::toString);
        for (StreamReport report : table.reports()) {
            assertEquals("PCMU", report.mainPayload().codec());
            assertEquals(20, report.timing().deltaMillis().mean(), 1);
            DecodedAudio audio =
                    DecodedAudio.read(
                            CaptureFile.at(file),
                            report.key(),
                            new MediaHints(),
                            Optional.empty(),
                            (done, total, packets) -> {},
                            () -> false);
            assertEquals(8000, audio.sampleRateHz());
            int crossings = 0;
            for (int i = 8001; i < 16_000; i++) {
                boolean isCrossing = audio.samples()[i - 1] < 0 && audio.samples()[i] >= 0;
                crossings += isCrossing ? 1 : 0;
            }
            assertEquals(440, crossings, 5, "the tone of baresip");
        }
        Path spoilt = spoil(file);
        TsharkTable.compare(folder, spoilt, 2);
        assertCapinfosReads(spoilt);
    }

    /// The datagrams of a capture again, some lost, some late, some twice, at two taps, with VLAN.
    private Path spoil(Path file) throws IOException {
        Path spoilt = folder.resolve("spoilt.pcapng");
        Random random = new Random(5);
        try (OutputStream out = Files.newOutputStream(spoilt);
                PcapNgWriter writer = new PcapNgWriter(out, "Milliwatt test", "ä call, spoilt")) {
            int tap = writer.addInterface("tap A", "with VLAN", 1, 0);
            List<byte[]> held = new ArrayList<>();
            int[] count = new int[1];
            CaptureFile.at(file)
                    .read(
                            new Frames.Each() {
                                @Override
                                public void onDatagram(Datagram datagram) {
                                    byte[] frame = again(datagram);
                                    boolean isEdge = count[0]++ < 30;
                                    int fate = isEdge ? 99 : random.nextInt(100);
                                    try {
                                        if (fate >= 3 && fate < 6) {
                                            held.add(frame);
                                            return;
                                        }
                                        for (int i = fate < 3 ? 0 : fate < 8 ? 2 : 1; i > 0; i--) {
                                            write(datagram.timeNanos(), frame);
                                        }
                                        for (byte[] late : held) {
                                            write(datagram.timeNanos() + 10, late);
                                        }
                                        held.clear();
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                }

                                private void write(long nanos, byte[] frame) throws IOException {
                                    String comment = frame.length > 300 ? "SIP" : "";
                                    writer.write(
                                            tap,
                                            nanos,
                                            frame,
                                            0,
                                            frame.length,
                                            frame.length,
                                            comment);
                                }
                            });
            writer.writeStatistics(tap, 0, count[0], 3);
        }
        return spoilt;
    }

    private static byte[] again(Datagram datagram) {
        byte[] udp =
                Frames.udp(datagram.sourcePort(), datagram.destinationPort(), datagram.payload());
        return Frames.ethernet(Frames.ipv4(1, 2, Frames.UDP, udp), 0x88a8, 0x8100, 0x0800);
    }

    private void assertCapinfosReads(Path file) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/capinfos")), "capinfos is not installed");
        Process capinfos = start("capinfos", file.toString());
        assertTrue(capinfos.waitFor(30, TimeUnit.SECONDS));
        String told =
                Files.readString(
                        folder.resolve(started.size() - 1 + ".log"), StandardCharsets.UTF_8);
        assertEquals(0, capinfos.exitValue(), told);
        assertTrue(told.contains("Name = tap A"), told);
        assertTrue(told.contains("Time precision = nanoseconds (9)"), told);
        assertTrue(told.contains("Milliwatt test"), told);
        assertTrue(told.contains("ä call, spoilt"), told);
    }
}
