package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpReceiver;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.protocol.srtp.SrtpSender;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.net.DatagramPacket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls whose media is encrypted with keys from SDP (RFC 4568).
class EncryptedCallTest {
    private static final int SIP_PORT = 25_500;
    private static final int SSRC = 0x5151_5151;

    private Engine engine;
    private TestCaller caller;

    @BeforeEach
    void start() throws Exception {
        engine =
                Engine.start(
                        EngineConfig.read(
                                new String[] {
                                    "--bind=127.0.0.1",
                                    "--sip-port=" + SIP_PORT,
                                    "--rtp-ports=42500-42503",
                                    "--control-port=0"
                                },
                                Map.of("MILLIWATT_CONTROL_TOKEN", "0123456789abcdef")));
        caller = new TestCaller();
        caller.rtp.setSoTimeout(1_000);
    }

    @AfterEach
    void stop() {
        caller.close();
        engine.close();
    }

    private static byte[] keyAndSalt(SrtpSuite suite, int seed) {
        var octets = new byte[suite.keyOctets() + suite.saltOctets()];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    private String offer(SrtpSuite suite, byte[] key) {
        return caller.offer("sendrecv").replace("RTP/AVP", "RTP/SAVP")
                + "a=crypto:1 "
                + suite
                + " inline:"
                + Base64.getEncoder().encodeToString(key)
                + "\r\n";
    }

    private static SrtpMasterKey theirKey(SrtpSuite suite, String answer) {
        Matcher found =
                Pattern.compile("a=crypto:1 " + suite + " inline:([A-Za-z0-9+/=]+)")
                        .matcher(answer);
        assertTrue(found.find(), answer);
        return SrtpMasterKey.of(suite, Bytes.of(Base64.getDecoder().decode(found.group(1))));
    }

    private void send(SrtpSender sender, int sequence, int port) throws Exception {
        var payload = new byte[160];
        Arrays.fill(payload, (byte) sequence);
        ByteBuffer packet = ByteBuffer.allocate(300);
        packet.put(TestCaller.rtpPacket(8, sequence, sequence * 160L, SSRC, payload)).flip();
        assertEquals(SrtpResult.OK, sender.protect(packet));
        caller.send(Arrays.copyOf(packet.array(), packet.limit()), port);
    }

    private Optional<RtpView> receive(SrtpReceiver receiver) throws Exception {
        var datagram = new DatagramPacket(new byte[2_048], 2_048);
        try {
            while (true) {
                caller.rtp.receive(datagram);
                ByteBuffer packet = ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength());
                if (datagram.getData()[1] != (byte) 200 && datagram.getData()[1] != (byte) 201) {
                    assertEquals(SrtpResult.OK, receiver.unprotect(packet));
                    var view = new RtpView();
                    assertEquals(null, view.wrap(packet));
                    return Optional.of(view);
                }
            }
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void echoesUnderKeysOfItsOwn(SrtpSuite suite) throws Exception {
        byte[] ours = keyAndSalt(suite, 1);
        caller.dial("sip:srtp-echo@127.0.0.1:" + SIP_PORT, offer(suite, ours));
        String answer = caller.answer();
        int port = TestCaller.port(answer);
        var sender = new SrtpSender(SrtpMasterKey.of(suite, Bytes.of(ours)));
        var receiver = new SrtpReceiver(theirKey(suite, answer));
        for (int i = 0; i < 20; i++) {
            send(sender, 65_530 + i & 0xffff, port);
            RtpView back = receive(receiver).orElseThrow();
            assertEquals(65_530 + i & 0xffff, back.sequenceNumber());
            assertEquals((byte) (65_530 + i), back.buffer().get(back.payloadOffset() + 7));
        }
        assertEquals(suite.toString(), engine.calls().getFirst().media().getFirst().security());
    }

    @Test
    void countsPacketsOfAWrongKeyAndPlaysNone() throws Exception {
        SrtpSuite suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        caller.dial("sip:srtp-echo@127.0.0.1:" + SIP_PORT, offer(suite, keyAndSalt(suite, 1)));
        String answer = caller.answer();
        var wrong = new SrtpSender(SrtpMasterKey.of(suite, Bytes.of(keyAndSalt(suite, 2))));
        for (int i = 0; i < 10; i++) {
            send(wrong, i, TestCaller.port(answer));
        }
        assertTrue(receive(new SrtpReceiver(theirKey(suite, answer))).isEmpty());
        assertEquals(10, engine.counters().get(EngineCounter.SRTP_REFUSED));
        assertEquals(0, engine.counters().get(EngineCounter.RTP_RECEIVED));
        assertEquals(10, engine.calls().getFirst().refusedPackets());
    }

    @Test
    void refusesPlainMediaWhereEncryptionIsAskedFor() throws Exception {
        caller.dial("sip:srtp-echo@127.0.0.1:" + SIP_PORT, caller.offer("sendrecv"));
        assertEquals(488, caller.end().status());
    }
}
