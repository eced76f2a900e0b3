package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.counter.EngineCounter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls over SIP that have one pair of ports between them.
class SharedPortsEngineTest {
    private static final int SIP_PORT = 25_480;
    private static final byte[] FRAME = new byte[160];

    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        engine =
                Engine.start(
                        EngineConfig.read(
                                new String[] {
                                    "--bind=127.0.0.1",
                                    "--sip-port=" + SIP_PORT,
                                    "--rtp-ports=42440-42441",
                                    "--port-pool=shared",
                                    "--control-port=0",
                                },
                                Map.of("MILLIWATT_CONTROL_TOKEN", "0123456789abcdef")));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static int dial(TestCaller caller, String offer) throws Exception {
        caller.dial("sip:echo@127.0.0.1:" + SIP_PORT, offer);
        return TestCaller.port(caller.answer());
    }

    private static void assertEchoes(TestCaller caller, int sequence, int ssrc) throws Exception {
        caller.send(TestCaller.rtpPacket(8, sequence, sequence * 160L, ssrc, FRAME), 42_440);
        assertEquals(sequence, TestCaller.receive(caller.rtp).orElseThrow().sequenceNumber());
    }

    @Test
    void callsOfOnePortHearThemselves() throws Exception {
        try (var one = new TestCaller();
                var two = new TestCaller()) {
            assertEquals(42_440, dial(one, one.offer("sendrecv")));
            assertEquals(42_440, dial(two, two.offer("sendrecv")));
            for (int i = 0; i < 20; i++) {
                assertEchoes(two, 2_000 + i, 22);
                assertEchoes(one, 1_000 + i, 11);
            }
            assertEquals(2, engine.rtpPortsInUse());
            one.hangUp();
            one.end();
            assertEchoes(two, 3_000, 22);
        }
    }

    @Test
    void callWhoseAddressIsRewrittenOnItsWayIsHeardFromWhereItComes() throws Exception {
        try (var one = new TestCaller();
                var two = new TestCaller()) {
            dial(one, one.offer("sendrecv").replace("c=IN IP4 127.0.0.1", "c=IN IP4 192.0.2.1"));
            two.dial(
                    "sip:echo@127.0.0.1:" + SIP_PORT,
                    two.offer("sendrecv").replace("c=IN IP4 127.0.0.1", "c=IN IP4 192.0.2.2"));
            assertTrue(
                    two.end().words().contains("503"),
                    "there is no port on which it could be told from the first");
            assertEquals(1, engine.counters().get(EngineCounter.CALLS_NO_PORT));
            assertEchoes(one, 1, 11);
        }
        try (var three = new TestCaller()) {
            dial(
                    three,
                    three.offer("sendrecv").replace("c=IN IP4 127.0.0.1", "c=IN IP4 192.0.2.3"));
            assertEchoes(three, 1, 33);
        }
    }

    @Test
    void strayPacketIsRefusedAndCounted() throws Exception {
        try (var one = new TestCaller();
                var stranger = new DatagramSocket(0, TestCaller.LOOPBACK)) {
            dial(one, one.offer("sendrecv"));
            assertEchoes(one, 1, 11);
            byte[] packet = TestCaller.rtpPacket(8, 1, 160, 99, FRAME);
            stranger.send(new DatagramPacket(packet, packet.length, TestCaller.LOOPBACK, 42_440));
            assertEchoes(one, 2, 11);
            assertEquals(1, engine.counters().get(EngineCounter.RTP_UNCLAIMED));
        }
    }
}
