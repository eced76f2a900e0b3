package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.call.CallView;
import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.sip.EndReason;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final int SIP_PORT = 25_460;
    private static final int SSRC = 0x1234_5678;
    private static final byte[] FRAME = new byte[160];

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
                                    "--rtp-ports=42400-42403",
                                    "--control-port=0",
                                    "--media-timeout=2"
                                },
                                Map.of("MILLIWATT_CONTROL_TOKEN", "0123456789abcdef")));
        caller = new TestCaller();
    }

    @AfterEach
    void stop() {
        caller.close();
        engine.close();
    }

    @Test
    void echoReturnsEachPacketUnderItsOwnSsrc() throws Exception {
        int port = dial("echo");
        Arrays.fill(FRAME, (byte) 0x55);
        for (int i = 0; i < 50; i++) {
            caller.send(TestCaller.rtpPacket(8, 65_520 + i, i * 160L, SSRC, FRAME), port);
            var back = TestCaller.receive(caller.rtp).orElseThrow();
            assertEquals((65_520 + i) & 0xffff, back.sequenceNumber());
            assertEquals(i * 160L, back.timestamp());
            assertEquals(160, back.payloadLength());
            assertNotEquals(SSRC, (int) back.ssrc());
        }
        caller.hangUp();
        await(() -> engine.calls().getFirst().state().equals("ended"));
        CallView call = onlyCall();
        assertEquals("ended", call.state());
        assertEquals("the far end hung up", call.endReason());
        var in = call.streams().getFirst();
        assertEquals("engine-in", in.tap());
        assertEquals("0x12345678", in.ssrc());
        assertEquals(50, in.packets());
        assertEquals(0, in.lost());
        assertEquals("engine-out", call.streams().get(1).tap());
        assertEquals(50, call.streams().get(1).packets());
    }

    @Test
    void thirdPartyDoesNotStealTheStream() throws Exception {
        int port = dial("echo");
        try (var thief = new DatagramSocket(0, TestCaller.LOOPBACK)) {
            thief.setSoTimeout(300);
            for (int i = 0; i < 20; i++) {
                caller.send(TestCaller.rtpPacket(8, i, i * 160L, SSRC, FRAME), port);
                assertEquals(i, TestCaller.receive(caller.rtp).orElseThrow().sequenceNumber());
                byte[] forged = TestCaller.rtpPacket(8, 1_000 + i, i * 160L, SSRC, FRAME);
                thief.send(new DatagramPacket(forged, forged.length, TestCaller.LOOPBACK, port));
            }
            assertTrue(TestCaller.receive(thief).isEmpty(), "the thief got audio");
        }
        assertEquals(20, engine.counters().get(EngineCounter.RTP_STRANGER));
    }

    @Test
    void countsWhatIsNoRtpAndGoesOn() throws Exception {
        int port = dial("echo");
        var random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] junk = new byte[random.nextInt(1, 200)];
            random.nextBytes(junk);
            junk[0] = (byte) (junk[0] & 0x3f);
            caller.send(junk, port);
        }
        caller.send(TestCaller.rtpPacket(8, 7, 0, SSRC, FRAME), port);
        assertEquals(7, TestCaller.receive(caller.rtp).orElseThrow().sequenceNumber());
        assertTrue(engine.counters().get(EngineCounter.RTP_MALFORMED) > 200);
        assertEquals(0, engine.counters().get(EngineCounter.INTERNAL_ERRORS));
    }

    @Test
    void survivesMalformedSipOnUdpAndTcp() throws Exception {
        var random = new Random(2);
        try (var socket = new DatagramSocket(0, TestCaller.LOOPBACK)) {
            for (int i = 0; i < 200; i++) {
                byte[] junk = new byte[random.nextInt(1, 600)];
                random.nextBytes(junk);
                socket.send(new DatagramPacket(junk, junk.length, TestCaller.LOOPBACK, SIP_PORT));
            }
            byte[] half =
                    "INVITE sip:echo@x SIP/2.0\r\nVia: SIP/2.0/UDP"
                            .getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(half, half.length, TestCaller.LOOPBACK, SIP_PORT));
        }
        try (var tcp = new Socket(TestCaller.LOOPBACK, SIP_PORT)) {
            tcp.getOutputStream()
                    .write("HELLO\r\n\r\n\0\1\2 garbage".getBytes(StandardCharsets.UTF_8));
        }
        int port = dial("echo");
        caller.send(TestCaller.rtpPacket(8, 1, 0, SSRC, FRAME), port);
        assertTrue(TestCaller.receive(caller.rtp).isPresent());
    }

    @Test
    void toneComesWithoutBeingAskedAndStopsOnHold() throws Exception {
        int port = dial("tone-440");
        var first = TestCaller.receive(caller.rtp).orElseThrow();
        assertTrue(first.marker(), "a talkspurt begins with the marker");
        var second = TestCaller.receive(caller.rtp).orElseThrow();
        assertEquals((first.sequenceNumber() + 1) & 0xffff, second.sequenceNumber());
        assertEquals(160, (second.timestamp() - first.timestamp()) & 0xffff_ffffL);

        String held = caller.reoffer(caller.offer("sendonly").replace("o=- 1 1", "o=- 1 2"));
        assertTrue(held.contains("a=recvonly"), held);
        assertEquals(port, TestCaller.port(held));
        caller.rtp.setSoTimeout(200);
        while (TestCaller.receive(caller.rtp).isPresent()) {
            // what was on its way
        }
        assertTrue(TestCaller.receive(caller.rtp).isEmpty());
        caller.rtp.setSoTimeout(2_000);
        caller.reoffer(caller.offer("sendrecv").replace("o=- 1 1", "o=- 1 3"));
        assertTrue(TestCaller.receive(caller.rtp).orElseThrow().marker());
    }

    @Test
    void answersUnknownNumbersWith404AndTestStatusesWithTheirs() throws Exception {
        caller.dial("sip:nobody@127.0.0.1:" + SIP_PORT, caller.offer("sendrecv"));
        assertEquals(404, caller.end().status());
        try (var busy = new TestCaller()) {
            busy.dial("sip:status-486@127.0.0.1:" + SIP_PORT, busy.offer("sendrecv"));
            assertEquals(EndReason.Kind.BUSY, busy.end().kind());
        }
    }

    @Test
    void refusesWith503AndRetryAfterWhenNoPortIsFree() throws Exception {
        dial("echo");
        try (var second = new TestCaller();
                var third = new TestCaller()) {
            second.dial("sip:echo@127.0.0.1:" + SIP_PORT, second.offer("sendrecv"));
            second.answer();
            third.dial("sip:echo@127.0.0.1:" + SIP_PORT, third.offer("sendrecv"));
            assertEquals(503, third.end().status());
            assertTrue(
                    third.messages.stream()
                            .anyMatch(message -> message.text().contains("Retry-After: ")),
                    "a 503 says when to try again");
            second.hangUp();
            second.end();
            await(() -> engine.rtpPortsInUse() == 2);
            try (var fourth = new TestCaller()) {
                fourth.dial("sip:echo@127.0.0.1:" + SIP_PORT, fourth.offer("sendrecv"));
                fourth.answer();
            }
        }
        assertEquals(1, engine.counters().get(EngineCounter.CALLS_NO_PORT));
    }

    @Test
    void refusesAnOfferWithoutACommonCodecAndKeepsThePort() throws Exception {
        String offer =
                caller.offer("sendrecv")
                        .replace("RTP/AVP 8 101", "RTP/AVP 18")
                        .replace("a=rtpmap:8 PCMA/8000", "a=rtpmap:18 G729/8000");
        caller.dial("sip:echo@127.0.0.1:" + SIP_PORT, offer);
        assertEquals(488, caller.end().status());
        assertEquals(0, engine.rtpPortsInUse());
    }

    @Test
    void receivesDigitsAsTelephoneEvents() throws Exception {
        int port = dial("echo");
        byte[] event = {5, (byte) 0x8a, 3, 0x20};
        for (int i = 0; i < 3; i++) {
            caller.send(TestCaller.rtpPacket(101, 10 + i, 4_000, SSRC, event), port);
        }
        await(() -> engine.counters().get(EngineCounter.DTMF_EVENTS) == 1);
        assertEquals("5", onlyCall().dtmf());
    }

    @Test
    void endsACallWhoseFarEndFellSilent() throws Exception {
        dial("silence");
        assertEquals(EndReason.Kind.REMOTE_HANG_UP, caller.end().kind());
        assertEquals(1, engine.counters().get(EngineCounter.CALLS_LOST));
        await(() -> engine.calls().getFirst().state().equals("ended"));
        assertTrue(onlyCall().endReason().contains("nothing was received"));
    }

    @Test
    void endsCallsWithByeWhenItStops() throws Exception {
        dial("milliwatt");
        long begin = System.nanoTime();
        engine.close();
        assertTrue(System.nanoTime() - begin < 2_000_000_000L, "takes longer than 2 s");
        assertEquals(EndReason.Kind.REMOTE_HANG_UP, caller.end().kind());
    }

    @Test
    void startsAgainOnTheSamePortsAtOnce() throws Exception {
        dial("echo");
        engine.close();
        caller.close();
        start();
        int port = dial("echo");
        caller.send(TestCaller.rtpPacket(8, 1, 0, SSRC, FRAME), port);
        assertTrue(TestCaller.receive(caller.rtp).isPresent());
    }

    @Test
    void refusesASecondCallOfTheSameCallId() throws Exception {
        String uri = "sip:echo@127.0.0.1:" + SIP_PORT;
        caller.dial(uri, caller.offer("sendrecv"), "twice@test");
        caller.answer();
        try (var second = new TestCaller()) {
            second.dial(uri, second.offer("sendrecv"), "twice@test");
            assertEquals(482, second.end().status());
        }
        assertEquals("answered", onlyCall().state());
    }

    @Test
    void sendsNothingToThisHostWhenTheOfferNamesNoAddress() throws Exception {
        String offer = caller.offer("sendrecv").replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0");
        caller.dial("sip:tone-440@127.0.0.1:" + SIP_PORT, offer);
        assertTrue(caller.answer().contains("a=recvonly"));
        caller.rtp.setSoTimeout(400);
        assertTrue(TestCaller.receive(caller.rtp).isEmpty());
        caller.hangUp();
        await(() -> engine.calls().getFirst().state().equals("ended"));
        assertEquals(0, engine.counters().get(EngineCounter.RTP_SENT));
        assertEquals(0, engine.counters().get(EngineCounter.RTCP_SENT));
    }

    @Test
    void keepsTheSipMessagesOfACall() throws Exception {
        dial("echo");
        String callId = onlyCall().callId();
        for (String start : List.of("INVITE sip:echo@", "SIP/2.0 200 ", "ACK ")) {
            await(() ->
                    engine.messages(callId).stream()
                            .anyMatch(message -> message.text().startsWith(start)));
        }
        assertTrue(engine.messages(callId).getFirst().text().startsWith("INVITE "));
        assertFalse(engine.messages("other").stream().findAny().isPresent());
    }

    private int dial(String number) throws Exception {
        caller.dial("sip:" + number + "@127.0.0.1:" + SIP_PORT, caller.offer("sendrecv"));
        return TestCaller.port(caller.answer());
    }

    private CallView onlyCall() throws Exception {
        await(() -> engine.calls().size() == 1);
        return engine.calls().getFirst();
    }

    static void await(BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "did not come true within 5 s");
            Thread.onSpinWait();
            Thread.yield();
        }
    }
}
