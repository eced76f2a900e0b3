package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.sip.EndReason;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The test numbers that take their time.
class TimedNumbersTest {
    private static final int SIP_PORT = 25_480;
    private static final long MILLI = 1_000_000;

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
                                    "--rtp-ports=42450-42459",
                                    "--control-port=0"
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
    void ringsBeforeItAnswers() throws Exception {
        long begin = System.nanoTime();
        dial("answer-1");
        assertEquals("", caller.provisional());
        assertEquals("ringing", engine.calls().getFirst().state());
        assertTrue(caller.answer().startsWith("v=0"));
        assertTrue(System.nanoTime() - begin >= 1_000 * MILLI);
        assertEquals("answered", engine.calls().getFirst().state());
    }

    @Test
    void callerThatGivesUpFreesThePort() throws Exception {
        dial("answer-60");
        caller.provisional();
        assertEquals(2, engine.rtpPortsInUse());
        caller.hangUp();
        assertEquals(EndReason.Kind.CANCELLED, caller.end().kind());
        await(() -> engine.rtpPortsInUse() == 0);
        assertEquals(1, engine.counters().get(EngineCounter.CALLS_CANCELLED));
        assertEquals(0, engine.counters().get(EngineCounter.CALLS_ANSWERED));
        await(() -> engine.calls().getFirst().state().equals("ended"));
    }

    @Test
    void stopsWhileItRings() throws Exception {
        dial("answer-60");
        caller.provisional();
        engine.close();
        assertEquals(480, caller.end().status());
    }

    @Test
    void sendsEarlyMediaBeforeItAnswers() throws Exception {
        dial("early-1");
        String early = caller.provisional();
        assertTrue(early.contains("m=audio"), early);
        assertTrue(TestCaller.receive(caller.rtp).isPresent());
        assertEquals("ringing", engine.calls().getFirst().state());
        assertEquals(TestCaller.port(early), TestCaller.port(caller.answer()));
    }

    @Test
    void hangsUpByItself() throws Exception {
        long begin = System.nanoTime();
        dial("hangup-1");
        caller.answer();
        assertEquals(EndReason.Kind.REMOTE_HANG_UP, caller.end().kind());
        assertTrue(System.nanoTime() - begin >= 1_000 * MILLI);
        await(() -> engine.calls().getFirst().state().equals("ended"));
        assertTrue(engine.calls().getFirst().endReason().contains("hangs up after 1 s"));
    }

    @Test
    void sendsBackLater() throws Exception {
        dial("delay-200");
        int port = TestCaller.port(caller.answer());
        long begin = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            caller.send(TestCaller.rtpPacket(8, i, i * 160L, 1, new byte[160]), port);
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(i, TestCaller.receive(caller.rtp).orElseThrow().sequenceNumber());
            assertTrue(System.nanoTime() - begin >= 199 * MILLI, "came too early");
        }
    }

    @Test
    void refusesValuesThatAreOutOfRange() throws Exception {
        for (String number :
                new String[] {
                    "delay-0",
                    "delay-10001",
                    "answer-0",
                    "answer-61",
                    "tone-4000",
                    "tone-x",
                    "status-200",
                    "hangup-",
                    "echo-1"
                }) {
            try (var other = new TestCaller()) {
                other.dial("sip:" + number + "@127.0.0.1:" + SIP_PORT, other.offer("sendrecv"));
                assertEquals(404, other.end().status(), number);
            }
        }
        assertFalse(engine.rtpPortsInUse() > 0);
    }

    private void dial(String number) throws Exception {
        caller.dial("sip:" + number + "@127.0.0.1:" + SIP_PORT, caller.offer("sendrecv"));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 5_000 * MILLI;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "did not come true within 5 s");
            Thread.yield();
        }
    }
}
