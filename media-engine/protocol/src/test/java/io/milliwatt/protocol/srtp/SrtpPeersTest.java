package io.milliwatt.protocol.srtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.codec.Pcmu;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packets to and from ffmpeg, which has an SRTP of its own, and GStreamer, which has libsrtp.
@Tag("system")
class SrtpPeersTest {
    private static final int PACKETS = 40;
    private static final long SSRC = 0x1234_5678L;

    @TempDir private Path folder;
    private DatagramSocket socket;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void openSocket() throws IOException {
        socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        socket.setSoTimeout(10_000);
    }

    @AfterEach
    void endPeers() throws InterruptedException {
        socket.close();
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    private static void needs(String program) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed");
    }

    private static SrtpMasterKey key(SrtpSuite suite) {
        byte[] octets = new byte[suite.keyOctets() + suite.saltOctets()];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (31 * i + 5);
        }
        return SrtpMasterKey.of(suite, Bytes.of(octets));
    }

    private static byte[] keyAndSalt(SrtpMasterKey key) {
        byte[] octets = Arrays.copyOf(key.key().toArray(), key.key().size() + key.salt().size());
        System.arraycopy(key.salt().toArray(), 0, octets, key.key().size(), key.salt().size());
        return octets;
    }

    private static String base64(SrtpMasterKey key) {
        return Base64.getEncoder().encodeToString(keyAndSalt(key));
    }

    private Process start(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        started.add(process);
        return process;
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"), US_ASCII);
    }

    private int port() {
        return socket.getLocalPort();
    }

    /// Reads a second of the peer's audio: every packet is genuine, and a sine of some level.
    private void readsWhatThePeerSends(SrtpMasterKey key) throws IOException {
        SrtpReceiver receiver = new SrtpReceiver(key);
        byte[] array = new byte[2000];
        int loudest = 0;
        for (int i = 0; i < PACKETS; i++) {
            DatagramPacket datagram = new DatagramPacket(array, array.length);
            socket.receive(datagram);
            ByteBuffer packet = ByteBuffer.wrap(array, 0, datagram.getLength());
            boolean control = (array[1] & 0xff) >= 192 && (array[1] & 0xff) <= 223;
            assertEquals(
                    SrtpResult.OK,
                    control ? receiver.unprotectRtcp(packet) : receiver.unprotect(packet),
                    log());
            if (!control) {
                short[] samples = new short[packet.remaining() - 12];
                Pcmu.INSTANCE.decode(packet, 12, samples.length, samples, 0);
                for (short sample : samples) {
                    loudest = Math.max(loudest, Math.abs(sample));
                }
            }
        }
        assertTrue(loudest > 2000 && loudest < 32_000, "loudest sample " + loudest);
        assertEquals(1, receiver.sources());
    }

    /// Sends packets of PCMU every 20 ms until the peer has ended.
    private void sendsUntilThePeerHasEnough(Process peer, SrtpMasterKey key, int port)
            throws IOException, InterruptedException {
        SrtpSender sender = new SrtpSender(key);
        byte[] payload = new byte[160];
        short[] sine = new short[160];
        for (int i = 0; i < 160; i++) {
            sine[i] = (short) (10_000 * Math.sin(2 * Math.PI * i / 16)); // 500 Hz
        }
        Pcmu.INSTANCE.encode(sine, 0, 160, payload, 0);
        for (int i = 0; i < 1000 && !peer.waitFor(20, TimeUnit.MILLISECONDS); i++) {
            ByteBuffer packet =
                    ByteBuffer.allocate(200)
                            .put((byte) 0x80)
                            .put((byte) 0)
                            .putShort((short) (65_500 + i))
                            .putInt(160 * i)
                            .putInt((int) SSRC)
                            .put(payload)
                            .flip();
            assertEquals(SrtpResult.OK, sender.protect(packet));
            socket.send(
                    new DatagramPacket(
                            packet.array(),
                            packet.limit(),
                            InetAddress.ofLiteral("127.0.0.1"),
                            port));
        }
        assertTrue(peer.waitFor(1, TimeUnit.SECONDS), log());
    }

    private static int freePort() throws IOException {
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            return probe.getLocalPort() & ~1;
        }
    }

    @Test
    void readsWhatFfmpegEncrypts() throws Exception {
        needs("ffmpeg");
        for (SrtpSuite suite :
                List.of(SrtpSuite.AES_CM_128_HMAC_SHA1_80, SrtpSuite.AES_CM_128_HMAC_SHA1_32)) {
            List<String> command =
                    words(
                            "/usr/bin/ffmpeg -nostdin -re -f lavfi -i sine=440:r=8000 -af volume=4 -t 5"
                                    + " -ac 1 -c:a pcm_mulaw -f rtp -srtp_out_suite "
                                    + suite
                                    + " -srtp_out_params");
            command.add(base64(key(suite)));
            command.add("srtp://127.0.0.1:" + port());
            Process peer = start(command);
            readsWhatThePeerSends(key(suite));
            peer.destroyForcibly().waitFor();
            drain();
        }
    }

    @Test
    void ffmpegReadsWhatWeEncryptOverTheRollOver() throws Exception {
        needs("ffmpeg");
        SrtpMasterKey key = key(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        int port = freePort();
        Path sdp = folder.resolve("session.sdp");
        Files.writeString(
                sdp,
                """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio PORT RTP/SAVP 0
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:KEY
                """
                        .replace("PORT", "" + port)
                        .replace("KEY", base64(key)));
        Path out = folder.resolve("out.raw");
        List<String> command =
                words(
                        "/usr/bin/ffmpeg -nostdin -y -protocol_whitelist file,udp,rtp,srtp,crypto -i");
        command.add(sdp.toString());
        command.addAll(words("-t 1.2 -f mulaw"));
        command.add(out.toString());
        sendsUntilThePeerHasEnough(start(command), key, port);
        assertIsOurSine(Files.readAllBytes(out), 8 * 1100);
    }

    private static final List<SrtpSuite> LIBSRTP =
            List.of(
                    SrtpSuite.AES_CM_128_HMAC_SHA1_80,
                    SrtpSuite.AES_CM_128_HMAC_SHA1_32,
                    SrtpSuite.AEAD_AES_128_GCM,
                    SrtpSuite.AEAD_AES_256_GCM);

    private static String cipher(SrtpSuite suite) {
        return switch (suite) {
            case AES_CM_128_HMAC_SHA1_80, AES_CM_128_HMAC_SHA1_32 -> "aes-128-icm";
            case AEAD_AES_128_GCM -> "aes-128-gcm";
            case AEAD_AES_256_GCM -> "aes-256-gcm";
        };
    }

    private static String tag(SrtpSuite suite) {
        return suite == SrtpSuite.AES_CM_128_HMAC_SHA1_32 ? "hmac-sha1-32" : rtcpTag(suite);
    }

    /// The tag has a name of its own only where the cipher does not make it.
    private static String rtcpTag(SrtpSuite suite) {
        return suite.isAead() ? "null" : "hmac-sha1-80";
    }

    private static String gstreamerKey(SrtpSuite suite) {
        return HexFormat.of().formatHex(keyAndSalt(key(suite)));
    }

    @Test
    void readsWhatLibsrtpEncrypts() throws Exception {
        needs("gst-launch-1.0");
        for (SrtpSuite suite : LIBSRTP) {
            Process peer =
                    start(
                            words(
                                    "/usr/bin/gst-launch-1.0 -q audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 !"
                                            + " mulawenc ! rtppcmupay ! srtpenc key="
                                            + gstreamerKey(suite)
                                            + " rtp-cipher="
                                            + cipher(suite)
                                            + " rtp-auth="
                                            + tag(suite)
                                            + " rtcp-cipher="
                                            + cipher(suite)
                                            + " rtcp-auth="
                                            + rtcpTag(suite)
                                            + " ! udpsink host=127.0.0.1 port="
                                            + port()));
            readsWhatThePeerSends(key(suite));
            peer.destroyForcibly().waitFor();
            drain();
        }
    }

    @Test
    void libsrtpReadsWhatWeEncryptOverTheRollOver() throws Exception {
        needs("gst-launch-1.0");
        for (SrtpSuite suite : LIBSRTP) {
            int port = freePort();
            Path out = folder.resolve(suite + ".raw");
            List<String> command =
                    words(
                            "/usr/bin/gst-launch-1.0 -q udpsrc address=127.0.0.1 num-buffers=80 port="
                                    + port);
            command.add(
                    ("caps=application/x-srtp,media=(string)audio,clock-rate=(int)8000,payload=(int)0,"
                                    + "encoding-name=(string)PCMU,ssrc=(uint)SSRC,srtp-key=(buffer)KEY,"
                                    + "srtp-cipher=(string)CIPHER,srtp-auth=(string)TAG,"
                                    + "srtcp-cipher=(string)CIPHER,srtcp-auth=(string)RTCPTAG,roc=(uint)0")
                            .replace("SSRC", "" + SSRC)
                            .replace("KEY", gstreamerKey(suite))
                            .replace("CIPHER", cipher(suite))
                            .replace("RTCPTAG", rtcpTag(suite))
                            .replace("TAG", tag(suite)));
            command.addAll(words("! srtpdec ! rtppcmudepay ! filesink location=" + out));
            sendsUntilThePeerHasEnough(start(command), key(suite), port);
            assertIsOurSine(Files.readAllBytes(out), 160 * 75);
        }
    }

    private void drain() throws IOException {
        socket.setSoTimeout(200);
        try {
            while (true) {
                socket.receive(new DatagramPacket(new byte[2000], 2000));
            }
        } catch (SocketTimeoutException _) {
            socket.setSoTimeout(10_000);
        }
    }

    private static List<String> words(String text) {
        return new ArrayList<>(List.of(text.split(" ")));
    }

    /// Every period of 16 samples is that which was sent.
    private void assertIsOurSine(byte[] mulaw, int least) throws IOException {
        assertTrue(mulaw.length >= least, mulaw.length + " octets, " + log());
        short[] samples = new short[mulaw.length];
        Pcmu.INSTANCE.decode(mulaw, 0, mulaw.length, samples, 0);
        for (int i = 0; i < samples.length; i++) {
            assertEquals(10_000 * Math.sin(2 * Math.PI * i / 16), samples[i], 400, "sample " + i);
        }
    }
}
