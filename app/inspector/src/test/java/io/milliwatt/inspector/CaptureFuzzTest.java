package io.milliwatt.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.capture.CaptureSummary;
import io.milliwatt.inspector.capture.LiveCapture;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.FrameSink;
import io.milliwatt.inspector.packet.Frames;
import io.milliwatt.inspector.packet.PacketDecoder;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.inspector.rtp.MediaFormat;
import io.milliwatt.inspector.rtp.MediaHints;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.inspector.rtp.StreamTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Fuzz targets for what reads captures: nothing throws, lengths are those of what is there, and
/// what was read can be written and read again. Each target replays its corpus in every build;
/// `-Dfuzz=10m` searches further.
class CaptureFuzzTest {
    /// A frame that was read, as it must come out of a copy.
    private record Seen(long timeNanos, int wireLength, String comment, List<Byte> octets) {
        static Seen of(Frame frame) {
            List<Byte> octets = new ArrayList<>();
            for (byte octet : frame.copy()) {
                octets.add(octet);
            }
            return new Seen(frame.timeNanos(), frame.wireLength(), frame.comment(), octets);
        }
    }

    private static CaptureSummary feed(byte[] bytes, int portion, FrameSink sink) {
        LiveCapture live = LiveCapture.ofFrames(sink);
        for (int at = 0; at < bytes.length; at += portion) {
            live.feed(bytes, at, Math.min(portion, bytes.length - at));
        }
        live.end();
        return live.summary();
    }

    /// pcap and pcapng: whole and in portions of seven octets the same comes out, and a copy of it
    /// is the same again.
    @FuzzTest
    void readsCaptures(byte[] bytes) throws IOException {
        List<Seen> whole = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapNgWriter writer = new PcapNgWriter(out, "fuzz", "");
        int only = writer.addInterface("all", "", 1, 0);
        CaptureSummary summary =
                feed(
                        bytes,
                        Math.max(1, bytes.length),
                        frame -> {
                            whole.add(Seen.of(frame));
                            write(writer, only, frame);
                        });
        List<Seen> inPortions = new ArrayList<>();
        CaptureSummary again = feed(bytes, 7, frame -> inPortions.add(Seen.of(frame)));
        assertEquals(whole, inPortions);
        assertEquals(summary.packets(), again.packets());
        assertEquals(summary.interfaces(), again.interfaces());
        List<Seen> copied = new ArrayList<>();
        byte[] copy = out.toByteArray();
        feed(copy, copy.length, frame -> copied.add(Seen.of(frame)));
        assertEquals(whole, copied);
    }

    private static void write(PcapNgWriter writer, int to, Frame frame) {
        try {
            writer.write(to, frame);
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing is written to but an array
        }
    }

    /// The reader of files, which also unpacks.
    @FuzzTest
    void readsFiles(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", ".pcap");
        try {
            Files.write(file, bytes);
            CaptureSummary summary =
                    CaptureFile.at(file).readFrames(_ -> {}, CaptureProgress.NONE, () -> false);
            assertTrue(summary.problems().first().size() <= summary.problems().count());
        } finally {
            Files.delete(file);
        }
    }

    /// The first octet chooses the link type; then frames, each behind its length.
    @FuzzTest
    void takesPacketsApart(byte[] bytes) {
        int[] types = {0, 1, 12, 101, 108, 113, 228, 229, 276};
        PacketDecoder decoder = new PacketDecoder(new Lengths());
        Frame frame = new Frame();
        int number = 0;
        for (int at = 1; at < bytes.length; ) {
            int length = Math.min(bytes[at] & 0xff, bytes.length - at - 1);
            byte[] own = Arrays.copyOfRange(bytes, at + 1, at + 1 + length);
            decoder.onFrame(
                    frame.seen(++number, number * 1_000_000L, 0, types[(bytes[0] & 0xff) % 9])
                            .carrying(own, 0, length, length + (bytes[0] & 0x0f)));
            at += 1 + length;
        }
        decoder.finish();
    }

    /// Segments of one connection: sequence number, flags, length.
    @FuzzTest
    void followsTcp(byte[] bytes) {
        Lengths lengths = new Lengths();
        PacketDecoder decoder = new PacketDecoder(lengths);
        Frame frame = new Frame();
        int number = 0;
        for (int at = 0; at + 3 < bytes.length; ) {
            int length = Math.min(bytes[at + 2] & 0x3f, bytes.length - at - 3);
            byte[] data = Arrays.copyOfRange(bytes, at + 3, at + 3 + length);
            byte[] packet =
                    Frames.ipv4(1, 2, 6, Frames.tcp(5060, 9, bytes[at], bytes[at + 1], data));
            decoder.onFrame(
                    frame.seen(++number, number * 100_000_000L, 0, 101)
                            .carrying(packet, 0, packet.length, packet.length + (number & 3)));
            at += 3 + length;
        }
        decoder.finish();
        assertTrue(lengths.octets <= bytes.length, "each octet once at most");
    }

    /// Datagrams, each behind its length; payload type 96 is announced as events.
    @FuzzTest
    void findsStreams(byte[] bytes) {
        MediaHints hints = new MediaHints();
        Datagram datagram = new Datagram();
        datagram.from(0, 1, 4000).to(0, 2, 5000);
        hints.expect(datagram.destination(), 96, new MediaFormat("telephone-event", 8000, 1));
        StreamTable table = new StreamTable(hints);
        int number = 0;
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes[at] & 0xff, bytes.length - at - 1);
            byte[] own = Arrays.copyOfRange(bytes, at + 1, at + 1 + length);
            int port = (bytes[at] & 1) == 0 ? 4000 : 4002; // announced and not
            table.onDatagram(
                    datagram.seen(++number * 1_000_000L, number, 0)
                            .from(0, 1, 4000)
                            .to(0, 2, port + 1000)
                            .carrying(own, 0, length, length));
            at += 1 + length;
        }
        for (StreamReport report : table.reports()) {
            assertTrue(report.sequence().packets() > 0);
            assertTrue(report.sequence().lost() >= 0);
            assertTrue(Double.isFinite(report.timing().jitterMillis().mean()));
            assertTrue(report.timing().jitterMillis().min() >= 0);
        }
    }

    /// Looks at every octet that is said to be there.
    private static final class Lengths implements PacketSink {
        private long octets;

        @Override
        public void onDatagram(Datagram datagram) {
            assertTrue(datagram.length() <= datagram.wireLength());
            octets += datagram.payload().length;
        }

        @Override
        public void onTcp(TcpBytes bytes) {
            octets += bytes.payload().length;
        }
    }
}
