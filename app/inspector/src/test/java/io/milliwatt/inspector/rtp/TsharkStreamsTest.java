package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.Frames;
import io.milliwatt.inspector.packet.LinkType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every figure of `tshark -z rtp,streams` against ours, on the same file.
@Tag("system")
class TsharkStreamsTest {
    @TempDir Path folder;

    /// A packet of a call that is made up.
    private record Packet(double millis, byte[] rtp) {}

    @Test
    void figuresAreThoseOfTshark() throws Exception {
        List<Packet> packets = new ArrayList<>();
        for (int seed = 1; seed <= 40; seed++) {
            packets.addAll(stream(new Random(seed), seed));
        }
        TsharkTable.compare(folder, write(packets, LinkType.ETHERNET, 0x0800), 40);
        TsharkTable.compare(folder, write(packets, LinkType.ETHERNET, 0x8100, 0x0800), 40);
        TsharkTable.compare(folder, write(packets, LinkType.RAW), 40);
    }

    /// Loss, duplicates, late packets, silence with and without comfort noise, other clocks.
    private static List<Packet> stream(Random random, int ssrc) {
        List<Packet> packets = new ArrayList<>();
        int type = new int[] {0, 8, 9, 18, 6}[random.nextInt(5)];
        int ticksPerMilli = type == 6 ? 16 : 8;
        int first = random.nextInt(65_536);
        long timestamp = random.nextInt() & 0xffff_ffffL;
        double millis = random.nextInt(1000);
        for (int i = 0; i < 500; i++) {
            boolean isEdge = i < 6 || i > 490;
            boolean silence = !isEdge && random.nextInt(100) == 0;
            if (silence && ticksPerMilli == 8 && random.nextBoolean()) {
                packets.add(new Packet(millis, Frames.rtp(13, first + i, timestamp, ssrc)));
                i++;
            }
            if (silence) {
                int pause = 20 * random.nextInt(40);
                millis += pause;
                timestamp += (long) pause * ticksPerMilli;
            }
            int marker = i == 0 || silence && random.nextBoolean() ? 0x80 : 0;
            double late = isEdge || random.nextInt(40) > 0 ? random.nextInt(9) : 45;
            if (isEdge || random.nextInt(50) > 0) {
                byte[] rtp = Frames.rtp(type | marker, first + i, timestamp, ssrc);
                packets.add(new Packet(millis + late, rtp));
                if (!isEdge && random.nextInt(80) == 0) {
                    packets.add(new Packet(millis + late + random.nextInt(30), rtp));
                }
            }
            millis += 20;
            timestamp += 20L * ticksPerMilli;
        }
        return packets;
    }

    private Path write(List<Packet> packets, int linkType, int... types) throws IOException {
        List<Packet> inOrder = new ArrayList<>(packets);
        inOrder.sort(Comparator.comparingDouble(Packet::millis));
        Path file = folder.resolve("streams.pcapng");
        try (OutputStream out = Files.newOutputStream(file);
                PcapNgWriter writer = new PcapNgWriter(out, "test", "")) {
            int tap = writer.addInterface("tap", "", linkType, 0);
            for (Packet packet : inOrder) {
                byte[] ip = Frames.ipv4(1, 2, Frames.UDP, Frames.udp(4000, 5000, packet.rtp()));
                byte[] frame = types.length == 0 ? ip : Frames.ethernet(ip, types);
                long nanos = Streams.LONG_AGO + (long) (packet.millis() * 1e6);
                writer.write(tap, nanos, frame, 0, frame.length, frame.length, "");
            }
        }
        return file;
    }
}
