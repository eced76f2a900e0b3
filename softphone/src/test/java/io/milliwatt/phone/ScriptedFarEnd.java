package io.milliwatt.phone;

import io.milliwatt.protocol.codec.Pcma;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A far end of hand-written SIP over UDP and a tone over RTP, which can fall silent as a machine
/// does whose cable was pulled: nothing answers, and no ICMP says so.
final class ScriptedFarEnd implements AutoCloseable {
    private static final Pattern COPIED = Pattern.compile("(?im)^(Via|From|To|Call-ID|CSeq):.*$");
    private static final String KEY =
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final DatagramSocket sip = new DatagramSocket(0, LOOPBACK);
    private final DatagramSocket rtp = new DatagramSocket(0, LOOPBACK);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> inviteAnswers;
    private volatile boolean silent;
    private volatile boolean closed;
    private volatile boolean knowsCalls = true;
    private volatile boolean promisesSrtp;
    private volatile InetSocketAddress rtpTarget;

    /// @param inviteAnswers status lines of the answers to INVITE, such as `183 Session Progress`;
    ///   183 and 200 carry SDP
    ScriptedFarEnd(String... inviteAnswers) throws IOException {
        this.inviteAnswers = List.of(inviteAnswers);
        rtpTarget = new InetSocketAddress(LOOPBACK, 9);
        Thread.ofVirtual().start(this::serve);
        Thread.ofPlatform().daemon().start(this::talk);
    }

    String uri() {
        return "sip:far@127.0.0.1:" + sip.getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    /// From now on it neither answers nor sends.
    void pullTheCable() {
        silent = true;
    }

    /// Answers with a key from now on, and sends plain RTP all the same.
    void promiseSrtp() {
        promisesSrtp = true;
    }

    /// From now on it sends nothing, but answers.
    void stopTalking() {
        rtpTarget = new InetSocketAddress(LOOPBACK, 9);
    }

    /// From now on it answers everything with 481 and sends nothing.
    void forgetCalls() {
        stopTalking();
        knowsCalls = false;
    }

    private void serve() {
        byte[] buffer = new byte[65_536];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                sip.receive(packet);
                String request = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
                if (silent || request.isBlank()) {
                    continue;
                }
                requests.add(request);
                if (!request.startsWith("ACK ")) {
                    answer(request, packet);
                }
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void answer(String request, DatagramPacket packet) throws IOException {
        boolean invite = request.startsWith("INVITE ");
        for (String status :
                invite
                        ? inviteAnswers
                        : List.of(knowsCalls ? "200 OK" : "481 Call Does Not Exist")) {
            boolean sdp = invite && (status.startsWith("183") || status.startsWith("200"));
            if (sdp) {
                Matcher port = Pattern.compile("m=audio (\\d+)").matcher(request);
                if (port.find()) {
                    rtpTarget = new InetSocketAddress(LOOPBACK, Integer.parseInt(port.group(1)));
                }
            }
            byte[] bytes = response(request, status, sdp).getBytes(StandardCharsets.UTF_8);
            sip.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
    }

    private String response(String request, String status, boolean withSdp) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        Matcher copied = COPIED.matcher(request);
        while (copied.find()) {
            String line = copied.group();
            boolean tagless = line.startsWith("To:") && !line.contains("tag=");
            text.append(line).append(tagless ? ";tag=far" : "").append("\r\n");
        }
        text.append("Contact: <").append(uri()).append(">;expires=60\r\n");
        String body =
                withSdp
                        ? "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                                + "m=audio "
                                + rtp.getLocalPort()
                                + (promisesSrtp ? " RTP/SAVP 8\r\n" + KEY : " RTP/AVP 8\r\n")
                        : "";
        return text
                + (withSdp ? "Content-Type: application/sdp\r\n" : "")
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    /// A packet of 800 Hz each 20 ms.
    private void talk() {
        short[] samples = new short[160];
        byte[] payload = new byte[160];
        for (int i = 0; i < 160; i++) {
            samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 800 * i / 8000));
        }
        Pcma.INSTANCE.encode(samples, 0, 160, payload, 0);
        long due = System.nanoTime();
        for (int n = 0; !closed; n++) {
            ByteBuffer packet =
                    ByteBuffer.allocate(172)
                            .put((byte) 0x80)
                            .put((byte) 8)
                            .putShort((short) n)
                            .putInt(160 * n)
                            .putInt(0x1234)
                            .put(payload);
            try {
                if (!silent && rtpTarget.getPort() != 9) {
                    rtp.send(new DatagramPacket(packet.array(), 172, rtpTarget));
                }
            } catch (IOException e) {
                return; // closed
            }
            due += TimeUnit.MILLISECONDS.toNanos(20);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    @Override
    public void close() {
        closed = true;
        sip.close();
        rtp.close();
    }
}
