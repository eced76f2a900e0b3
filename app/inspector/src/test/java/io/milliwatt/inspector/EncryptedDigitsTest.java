package io.milliwatt.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.call.Side;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Frames;
import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.protocol.srtp.SrtpSender;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Digits of a call with keys in its SDP, from packets to the call.
class EncryptedDigitsTest {
    private static final long CALLER = Datagram.IPV4_MAPPED | 0x0a00_0001;
    private static final long CALLEE = Datagram.IPV4_MAPPED | 0x0a00_0002;
    private static final byte[] KEY = new byte[30];

    private final Inspector inspector = new Inspector(NatMap.NONE);
    private final Datagram datagram = new Datagram();
    private final SrtpSender srtp =
            new SrtpSender(
                    SrtpMasterKey.of(
                            SrtpSuite.AES_CM_128_HMAC_SHA1_80,
                            Bytes.of(Arrays.copyOf(KEY, 16)),
                            Bytes.of(Arrays.copyOf(KEY, 14))));
    private long millis;

    private void give(boolean forth, int port, int otherPort, byte[] payload) {
        millis += 20;
        inspector.onDatagram(
                datagram.seen(1_700_000_000_000_000_000L + millis * 1_000_000, millis / 20, 0)
                        .from(0, forth ? CALLER : CALLEE, forth ? port : otherPort)
                        .to(0, forth ? CALLEE : CALLER, forth ? otherPort : port)
                        .carrying(payload, 0, payload.length, payload.length));
    }

    private void message(boolean forth, String startLine, String address, int port, String key) {
        String sdp =
                """
                v=0
                o=- 1 1 IN IP4 ADDRESS
                s=-
                c=IN IP4 ADDRESS
                t=0 0
                m=audio PORT RTP/SAVP 0 101
                a=rtpmap:101 telephone-event/8000
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:KEY
                """
                        .replace("ADDRESS", address)
                        .replace("PORT", "" + port)
                        .replace("KEY", key)
                        .replace("\n", "\r\n");
        String head =
                """
                Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1
                From: <sip:a@10.0.0.1>;tag=a
                To: <sip:b@10.0.0.2>
                Call-ID: c1
                CSeq: 1 INVITE
                Content-Type: application/sdp
                """
                        .replace("\n", "\r\n");
        String whole =
                startLine + "\r\n" + head + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
        give(forth, 5060, 5060, whole.getBytes(UTF_8));
    }

    private void press(int digit, int sequence) {
        byte[] event = {(byte) digit, (byte) 0x8a, 3, 32};
        byte[] rtp = Frames.rtp(101 | 0x80, sequence, 1000L * sequence, 7, event);
        ByteBuffer packet = ByteBuffer.allocate(rtp.length + srtp.rtpOverheadOctets());
        packet.put(rtp).flip();
        assertEquals(SrtpResult.OK, srtp.protect(packet));
        give(true, 4000, 40_000, Arrays.copyOf(packet.array(), packet.limit()));
    }

    private Call call(String key) {
        String other = Base64.getEncoder().encodeToString(Arrays.copyOf(new byte[] {1}, 30));
        message(true, "INVITE sip:b@10.0.0.2 SIP/2.0", "10.0.0.1", 4000, key);
        message(false, "SIP/2.0 200 OK", "10.0.0.2", 40_000, other);
        for (int i = 0; i < 4; i++) {
            press(i + 1, i + 1);
        }
        return inspector.end().calls().getFirst();
    }

    private static String digits(Call call) {
        return call.media().digits().stream()
                .map(digit -> String.valueOf(digit.digit()))
                .collect(Collectors.joining());
    }

    @Test
    void areReadWithTheKeyInTheSdp() {
        Call call = call(Base64.getEncoder().encodeToString(KEY));
        assertEquals("1234", digits(call));
        assertEquals(Optional.of(Side.CALLER), call.media().digits().getFirst().from());
    }

    @Test
    void areNotMadeUpWhereTheKeyIsMasked() {
        Call call = call("***");
        assertEquals("", digits(call));
        assertEquals(4, call.streams().getFirst().report().sequence().packets());
    }
}
