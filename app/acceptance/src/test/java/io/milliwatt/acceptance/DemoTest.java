package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The stranger's first minute.
@Tag("system")
class DemoTest {
    private static final int PACKETS_IN_5_S = 240;

    @Test
    void embeddedEngineIsHeardAndNothingIsLeft() throws Exception {
        assertDemoIsHeard("embedded");
    }

    @Test
    void engineInDockerIsHeardAndNothingIsLeft() throws Exception {
        Needs.docker();
        JsonNode record = assertDemoIsHeard("docker");
        assertEquals("published", record.at("/engine/mode").asText());
        String advertised = record.at("/engine/advertisedAddress").asText();
        assertTrue(
                record.at("/call/answerSdp").asText().contains("c=IN IP4 " + advertised + "\r\n"),
                "the answer names the host's address");
        assertFalse(advertised.startsWith("172.17."), advertised);
    }

    private static JsonNode assertDemoIsHeard(String runtime) throws Exception {
        var before = Leftovers.now();
        var result = Shell.milliwatt("demo", "--runtime", runtime, "--json");
        assertEquals(0, result.status(), result.toString());
        JsonNode record = result.json();
        assertEquals("audio", record.get("verdict").asText(), result.out());
        assertEquals(runtime, record.at("/engine/runtime").asText());
        assertEquals(0, record.get("findings").size(), result.out());
        assertTrue(record.at("/engine/readyMillis").asDouble() > 0);

        var taps = new HashSet<String>();
        for (JsonNode stream : record.at("/call/streams")) {
            taps.add(stream.get("tap").asText());
            assertTrue(stream.get("packets").asInt() >= PACKETS_IN_5_S, stream.toString());
            assertEquals(0, stream.get("lost").asInt(), stream.toString());
            assertEquals("PCMA", stream.get("codec").asText());
            assertTrue(stream.get("ssrc").asText().matches("0x[0-9a-f]{8}"));
        }
        assertEquals(
                new HashSet<>(List.of("phone-out", "engine-in", "engine-out", "phone-in")), taps);
        assertTrue(record.at("/call/audio/heard").asBoolean());
        assertTrue(record.at("/call/audio/snrDb").asDouble() > 25, result.out());
        double roundTrip = record.at("/call/audio/roundTripMillis").asDouble();
        assertTrue(roundTrip > 0 && roundTrip < 500, "round trip " + roundTrip);

        var startLines = record.at("/call/messages").findValuesAsText("startLine");
        assertTrue(startLines.getFirst().startsWith("INVITE sip:echo@"), startLines.toString());
        for (JsonNode message : record.at("/call/messages")) {
            assertFalse(message.toString().contains("\"0.0.0.0:"), message.toString());
        }
        assertTrue(startLines.contains("SIP/2.0 200 OK"));
        assertTrue(startLines.stream().anyMatch(line -> line.startsWith("ACK ")));
        assertTrue(startLines.stream().anyMatch(line -> line.startsWith("BYE ")));
        Leftovers.assertNoneSince(before);
        return record;
    }
}
