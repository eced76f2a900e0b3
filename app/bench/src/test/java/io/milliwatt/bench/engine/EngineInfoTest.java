package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineInfoTest {
    @Test
    void saysWhatToDial() {
        assertEquals("sip:echo@192.0.2.10", engine("192.0.2.10", 5_060).dial("echo"));
        assertEquals("sip:echo@192.0.2.10:5070", engine("192.0.2.10", 5_070).dial("echo"));
        assertEquals("sip:echo@[2001:db8::7]:5070", engine("2001:db8::7", 5_070).dial("echo"));
    }

    @Test
    void keepsTheTokenOutOfItsText() {
        assertFalse(engine("192.0.2.10", 5_060).toString().contains("secret"));
    }

    private static EngineInfo engine(String address, int sipPort) {
        return new EngineInfo(
                "engine",
                RuntimeKind.EMBEDDED,
                "host",
                "built-in",
                InetAddress.ofLiteral(address),
                sipPort,
                LaunchRequest.DEFAULT_RTP_PORTS,
                Optional.empty(),
                Optional.empty(),
                Optional.of(1L),
                URI.create("http://127.0.0.1:5080"),
                "secret",
                Instant.EPOCH,
                1,
                true);
    }
}
