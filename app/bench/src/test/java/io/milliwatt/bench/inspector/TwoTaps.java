package io.milliwatt.bench.inspector;

import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.LinkType;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// The call of [SampleCapture] at two taps: at the phone as it is, and at the engine, where both
/// ends have other addresses than in the SDP, as behind Docker's proxy, and messages come in
/// fragments.
final class TwoTaps implements AutoCloseable {
    private static final int IP_HEADER = 20;
    private static final int FRAGMENT = 160;
    private static final Map<String, String> INSIDE =
            Map.of("192.0.2.10", "172.17.0.1", "192.0.2.20", "172.17.0.2");

    private final PcapNgWriter writer;
    private final int phone;
    private final int engine;
    private long last;
    private int identification;

    private TwoTaps(Path file) throws IOException {
        writer = new PcapNgWriter(Files.newOutputStream(file), "test", "");
        phone = writer.addInterface("phone", "inside the phone", LinkType.RAW, 0);
        engine = writer.addInterface("engine", "", LinkType.RAW, 0);
    }

    static Path write(Path folder) throws IOException {
        Path one = SampleCapture.write(folder.resolve("one-tap.pcapng"), "c1@h", true, 200);
        Path both = folder.resolve("two-taps.pcapng");
        try (var taps = new TwoTaps(both)) {
            CaptureFile.at(one)
                    .readFrames(
                            frame -> {
                                try {
                                    taps.add(frame);
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            CaptureProgress.NONE,
                            () -> false);
            taps.writer.writeStatistics(taps.engine, taps.last, 510, 3);
        }
        return both;
    }

    private void add(Frame frame) throws IOException {
        last = frame.timeNanos();
        byte[] packet = frame.copy();
        write(phone, last, packet);
        replace(packet, 12);
        replace(packet, 16);
        if (packet.length <= IP_HEADER + 2 * FRAGMENT) {
            write(engine, last + 200_000, packet);
            return;
        }
        identification++;
        for (int at = IP_HEADER; at < packet.length; at += FRAGMENT) {
            int length = Math.min(FRAGMENT, packet.length - at);
            ByteBuffer fragment = ByteBuffer.allocate(IP_HEADER + length);
            fragment.put(packet, 0, IP_HEADER).put(packet, at, length);
            fragment.putShort(2, (short) fragment.capacity()).putShort(4, (short) identification);
            int more = at + length < packet.length ? 0x2000 : 0;
            fragment.putShort(6, (short) (more | (at - IP_HEADER) / 8));
            write(engine, last + 200_000, fragment.array());
        }
    }

    private static void replace(byte[] packet, int at) {
        try {
            String address =
                    InetAddress.getByAddress(Arrays.copyOfRange(packet, at, at + 4))
                            .getHostAddress();
            byte[] inside = InetAddress.ofLiteral(INSIDE.get(address)).getAddress();
            System.arraycopy(inside, 0, packet, at, 4);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(int tap, long nanos, byte[] packet) throws IOException {
        writer.write(tap, nanos, packet, 0, packet.length, packet.length, "");
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
