package io.milliwatt.engine.frontend.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.app.Studio;
import io.milliwatt.engine.app.TestNumbers;
import io.milliwatt.engine.call.CallRegistry;
import io.milliwatt.engine.call.MessageLog;
import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.control.EventHub;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.engine.media.MediaServer;
import io.milliwatt.engine.sound.Recordings;
import io.milliwatt.transport.ExclusivePorts;
import io.milliwatt.transport.UdpSystem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SipFrontEndTest {
    private final Counters counters = new Counters();
    private final CallRegistry registry = new CallRegistry();
    private MediaServer media;
    private Recordings recordings;
    private SipFrontEnd frontEnd;

    @BeforeEach
    void start() throws Exception {
        var config =
                EngineConfig.read(
                        new String[] {"--bind=127.0.0.1", "--rtp-ports=42420-42421"},
                        Map.of("MILLIWATT_CONTROL_TOKEN", "0123456789abcdef"));
        var pool =
                new ExclusivePorts(
                        UdpSystem.best(),
                        config.bind(),
                        config.firstRtpPort(),
                        config.lastRtpPort());
        media =
                new MediaServer(
                        pool, counters, config.name(), config.advertise(), config.mediaTimeout());
        recordings = new Recordings(config.recordings(), 1_000_000);
        frontEnd =
                new SipFrontEnd(
                        config,
                        new TestNumbers(new Studio(recordings, media)),
                        media,
                        registry,
                        new MessageLog(),
                        new EventHub(counters),
                        counters);
    }

    @AfterEach
    void stop() {
        frontEnd.close();
        media.close();
        recordings.close();
    }

    @Test
    void callThatCannotBeAnsweredLeavesNothingBehind() {
        var call = new ScriptedIncoming("a");
        call.onAccept =
                () -> {
                    throw new IllegalStateException("the stack refuses");
                };
        frontEnd.incomingCall(call);
        assertEquals(List.of("reject 500"), call.done);
        assertEquals(0, registry.runningCount(), "the call is still listed as running");
        assertEquals(1, counters.get(EngineCounter.INTERNAL_ERRORS));
        // the loop has run what was asked of it before once it answers
        assertEquals("up", media.health());
        assertEquals(0, media.portsInUse());
        var next = new ScriptedIncoming("b");
        frontEnd.incomingCall(next);
        assertEquals(List.of("accept"), next.done);
    }

    @Test
    void callThatComesWhileTheEngineStopsIsEndedToo() {
        var call = new ScriptedIncoming("c");
        call.onOffer = () -> frontEnd.endCalls("the engine stops");
        frontEnd.incomingCall(call);
        assertTrue(call.done.contains("hang up"), call.done.toString());
        var late = new ScriptedIncoming("d");
        frontEnd.incomingCall(late);
        assertEquals(List.of("reject 503"), late.done);
    }
}
