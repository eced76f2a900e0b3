package io.milliwatt.protocol.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Opus packets in an Ogg file (RFC 3533, RFC 7845), as far as ffmpeg needs it.
final class OggOpus {
    private static final int CONTINUED = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;

    private OggOpus() {}

    /// One packet a page, each of `ticks` at 48 kHz.
    static byte[] write(List<byte[]> packets, int ticks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put("OpusHead".getBytes(StandardCharsets.US_ASCII));
        head.put((byte) 1).put((byte) 1).putShort((short) 0).putInt(48_000).putShort((short) 0);
        out.writeBytes(page(head.array(), FIRST, 0, 0));
        ByteBuffer tags = ByteBuffer.allocate(17).order(ByteOrder.LITTLE_ENDIAN);
        tags.put("OpusTags".getBytes(StandardCharsets.US_ASCII)).putInt(1).put((byte) 'm');
        out.writeBytes(page(tags.array(), 0, 0, 1));
        for (int i = 0; i < packets.size(); i++) {
            int flags = i == packets.size() - 1 ? LAST : 0;
            out.writeBytes(page(packets.get(i), flags, (i + 1L) * ticks, i + 2));
        }
        return out.toByteArray();
    }

    private static byte[] page(byte[] packet, int flags, long position, int number) {
        int lacing = packet.length / 255 + 1;
        ByteBuffer page =
                ByteBuffer.allocate(27 + lacing + packet.length).order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) flags);
        page.putLong(position).putInt(7).putInt(number).putInt(0).put((byte) lacing);
        for (int i = 0; i < lacing - 1; i++) {
            page.put((byte) 255);
        }
        page.put((byte) (packet.length % 255)).put(packet);
        page.putInt(22, checksum(page.array()));
        return page.array();
    }

    private static int checksum(byte[] bytes) {
        int sum = 0;
        for (byte octet : bytes) {
            sum ^= octet << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum << 1 ^ (sum < 0 ? 0x04c1_1db7 : 0);
            }
        }
        return sum;
    }

    /// The packets of a file without its two headers.
    static List<byte[]> packets(byte[] file) {
        List<byte[]> packets = new ArrayList<>();
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        for (int at = 0; at < file.length; ) {
            int segments = file[at + 26] & 0xff;
            int data = at + 27 + segments;
            if ((file[at + 5] & CONTINUED) == 0) {
                packet.reset();
            }
            for (int i = 0; i < segments; i++) {
                int length = file[at + 27 + i] & 0xff;
                packet.write(file, data, length);
                data += length;
                if (length < 255) {
                    packets.add(packet.toByteArray());
                    packet.reset();
                }
            }
            at = data;
        }
        return packets.subList(2, packets.size());
    }
}
