package io.milliwatt.bench.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.LinkType;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// A capture of a call written by hand: SIP at ports 5060, audio between 192.0.2.10:4000 and
/// 192.0.2.20:40000.
final class SampleCapture {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final int PACKETS = 250;

    private SampleCapture() {}

    /// @param callId of the call
    /// @param reverse whether the callee sends too
    /// @param answer status of the answer to INVITE
    static Path write(Path file, String callId, boolean reverse, int answer) throws IOException {
        try (var out = Files.newOutputStream(file);
                var writer = new PcapNgWriter(out, "test", "")) {
            int tap = writer.addInterface("lo", "", LinkType.RAW, 0);
            sip(
                    writer,
                    tap,
                    0,
                    true,
                    message("INVITE sip:bob@192.0.2.20 SIP/2.0", callId, "INVITE", 4000));
            String status = answer == 200 ? "SIP/2.0 200 OK" : "SIP/2.0 " + answer + " No";
            sip(
                    writer,
                    tap,
                    100,
                    false,
                    message(status, callId, "INVITE", answer == 200 ? 40000 : 0));
            for (int i = 0; answer == 200 && i < PACKETS; i++) {
                rtp(writer, tap, 200 + 20 * i, true, i);
                if (reverse) {
                    rtp(writer, tap, 201 + 20 * i, false, i);
                }
            }
            String last = answer == 200 ? "BYE" : "ACK";
            sip(
                    writer,
                    tap,
                    5_300,
                    true,
                    message(last + " sip:bob@192.0.2.20 SIP/2.0", callId, last, 0));
        }
        return file;
    }

    private static String message(String startLine, String callId, String method, int port) {
        String address = port == 40000 ? "192.0.2.20" : "192.0.2.10";
        String sdp =
                port == 0
                        ? ""
                        : "v=0\r\no=- 1 1 IN IP4 "
                                + address
                                + "\r\ns=-\r\nc=IN IP4 "
                                + address
                                + "\r\nt=0 0\r\nm=audio "
                                + port
                                + " RTP/AVP 8\r\n"
                                + "a=crypto:1 AES_CM_128_HMAC_SHA1_80"
                                + " inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n";
        return startLine
                + "\r\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK"
                + method
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:alice@192.0.2.10>;tag=a"
                + "\r\nTo: <sip:bob@192.0.2.20>"
                + (startLine.startsWith("INVITE") ? "" : ";tag=b")
                + "\r\nCall-ID: "
                + callId
                + "\r\nCSeq: 1 "
                + method
                + (sdp.isEmpty() ? "" : "\r\nContent-Type: application/sdp")
                + "\r\nContent-Length: "
                + sdp.length()
                + "\r\n\r\n"
                + sdp;
    }

    private static void sip(PcapNgWriter writer, int tap, int millis, boolean forth, String text)
            throws IOException {
        packet(writer, tap, millis, forth, 5060, 5060, text.getBytes(UTF_8));
    }

    private static void rtp(PcapNgWriter writer, int tap, int millis, boolean forth, int number)
            throws IOException {
        ByteBuffer rtp = ByteBuffer.allocate(172);
        rtp.put((byte) 0x80).put((byte) 8).putShort((short) number).putInt(160 * number);
        rtp.putInt(forth ? 0x1111 : 0x2222);
        packet(writer, tap, millis, forth, 4000, 40000, rtp.array());
    }

    /// @param near port of 192.0.2.10
    private static void packet(
            PcapNgWriter writer, int tap, int millis, boolean forth, int near, int far, byte[] data)
            throws IOException {
        byte[] alice = InetAddress.ofLiteral("192.0.2.10").getAddress();
        byte[] bob = InetAddress.ofLiteral("192.0.2.20").getAddress();
        ByteBuffer packet = ByteBuffer.allocate(28 + data.length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0);
        packet.put((byte) 64).put((byte) 17).putShort((short) 0);
        packet.put(forth ? alice : bob).put(forth ? bob : alice);
        packet.putShort((short) (forth ? near : far)).putShort((short) (forth ? far : near));
        packet.putShort((short) (8 + data.length)).putShort((short) 0).put(data);
        long time = START + millis * 1_000_000L;
        writer.write(tap, time, packet.array(), 0, packet.capacity(), packet.capacity(), "");
    }
}
