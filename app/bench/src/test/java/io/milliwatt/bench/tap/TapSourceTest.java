package io.milliwatt.bench.tap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.inspector.CaptureReading;
import io.milliwatt.bench.inspector.Captured;
import io.milliwatt.bench.inspector.ReportSource;
import io.milliwatt.bench.inspector.ReportSource.ReportFile;
import io.milliwatt.bench.inspector.TapSource;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.LinkType;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What taps saw as a part of a report.
class TapSourceTest {
    private static final Endpoint PHONE = new Endpoint(InetAddress.ofLiteral("192.0.2.9"), 5060);
    private static final Endpoint ENGINE = new Endpoint(InetAddress.ofLiteral("192.0.2.20"), 5060);

    private static final ReportSource NOTHING =
            new ReportSource() {
                @Override
                public String name() {
                    return "nothing";
                }

                @Override
                public List<ReportFile> files() {
                    return List.of();
                }
            };

    @TempDir Path folder;

    private static byte[] invite(String response) {
        String text =
                "INVITE sip:echo@192.0.2.20 SIP/2.0\r\n"
                        + "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\n"
                        + "From: <sip:a@192.0.2.9>;tag=a\r\nTo: <sip:echo@192.0.2.20>\r\n"
                        + "Call-ID: c1@h\r\nCSeq: 1 INVITE\r\n"
                        + response
                        + "Content-Length: 0\r\n\r\n";
        return RawDatagram.of(PHONE, ENGINE, text.getBytes(UTF_8));
    }

    /// The same message at the phone, where it is masked, and at the engine, where it is not.
    private Captured capture(String atPhone, String atEngine) throws Exception {
        Path file = folder.resolve("taps.pcapng");
        try (var writer = new PcapNgWriter(Files.newOutputStream(file), "test", "two taps")) {
            int phone = writer.addInterface("phone", TapReport.INSIDE_PHONE, LinkType.RAW, 0);
            int engine = writer.addInterface("engine", "in its network", LinkType.RAW, 0);
            byte[] one = invite(atPhone);
            writer.write(phone, 1_000_000, one, 0, one.length, one.length, "");
            byte[] other = invite(atEngine);
            writer.write(engine, 2_000_000, other, 0, other.length, other.length, "");
        }
        return CaptureReading.read(file, NatMap.NONE);
    }

    private static List<ReportFile> files(Captured captured) throws Exception {
        var report =
                new TapReport(
                        List.of(
                                new TapReport.TapState(
                                        Place.PHONE,
                                        TapReport.INSIDE_PHONE,
                                        1,
                                        0,
                                        7,
                                        Optional.empty())),
                        List.of(
                                new Hop(
                                        Way.TO_ENGINE,
                                        0xbeef,
                                        "entered the engine",
                                        "192.0.2.9:18000",
                                        "172.17.0.2:40000",
                                        2,
                                        1,
                                        0.25,
                                        0.5)),
                        List.of(),
                        List.of("a note"),
                        Optional.of(captured.file()));
        return new TapSource(report, NOTHING).files();
    }

    private static String text(List<ReportFile> files, String path) {
        return files.stream()
                .filter(each -> each.path().equals(path))
                .map(each -> new String(each.content(), UTF_8))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReportHasTheHopsAndEveryPacketOfTheTaps() throws Exception {
        List<ReportFile> files = files(capture("", ""));
        String hops = text(files, "taps/hops.txt");
        assertTrue(hops.contains("192.0.2.9:18000 -> 172.17.0.2:40000"), hops);
        assertTrue(hops.contains("7 dropped") && hops.contains("a note"), hops);
        assertTrue(text(files, "taps/taps.json").contains("\"kernelDropped\""));
        assertEquals(2, packets(files));
    }

    @Test
    void secretsThatAreOnTheWireAreOverwrittenAndEveryPacketStays() throws Exception {
        String digest = "Authorization: Digest username=\"a\", response=\"%s\"\r\n";
        List<ReportFile> files =
                files(capture(digest.formatted("***"), digest.formatted("0a1b2c3d4e5f")));
        assertEquals(2, packets(files));
        assertFalse(text(files, "capture/engine.pcapng").contains("0a1b2c3d4e5f"));
        assertTrue(text(files, "capture/engine.pcapng").contains("response=\"************"));
    }

    private long packets(List<ReportFile> files) throws Exception {
        long packets = 0;
        Path copy = folder.resolve("copy.pcapng");
        for (ReportFile each : files) {
            if (each.path().endsWith(".pcapng")) {
                Files.write(copy, each.content());
                packets += CaptureReading.read(copy, NatMap.NONE).summary().packets();
            }
        }
        return packets;
    }
}
