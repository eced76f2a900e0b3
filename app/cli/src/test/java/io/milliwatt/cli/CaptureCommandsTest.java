package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// `--pcap` and `engine capture`, as scripts and people see them.
class CaptureCommandsTest extends CommandTest {
    @Test
    void callIsCapturedWhenThatIsWantedOnly() throws Exception {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060));
        assertEquals(0, run("call", "echo"));
        assertEquals(List.of(), services.tapped);
        assertEquals(0, run("call", "echo", "--pcap", "call.pcapng", "--json"));
        assertEquals(Optional.of(Path.of("call.pcapng")), services.tapped.getFirst().file());
        JsonNode capture = json().get("capture");
        assertEquals(
                List.of("clocks", "file", "hops", "notes", "taps"), keys(capture), "documented");
        assertEquals("call.pcapng", capture.get("file").asText());
        assertEquals(
                List.of(
                        "description",
                        "kernelDropped",
                        "ownDropped",
                        "packets",
                        "place",
                        "problem"),
                keys(capture.at("/taps/0")));
        assertEquals(
                List.of(
                        "destination",
                        "lost",
                        "maxDelayMillis",
                        "meanDelayMillis",
                        "packets",
                        "point",
                        "source",
                        "ssrc",
                        "way"),
                keys(capture.at("/hops/1")));
        assertTrue(capture.at("/hops/0/meanDelayMillis").isNull());
        assertEquals(0.25, capture.at("/hops/1/meanDelayMillis").asDouble());
        assertEquals("0x0000beef", capture.at("/hops/1/ssrc").asText());
        assertEquals(
                List.of("from", "offsetMillis", "sameClock", "to", "uncertaintyMillis"),
                keys(capture.at("/clocks/0")));
    }

    @Test
    void hopsAndWhatWasDroppedAreShown() {
        assertEquals(0, run("demo", "--pcap", "demo.pcapng"));
        String text = out.toString();
        assertTrue(text.contains("1 DROPPED (0 by the kernel, 1 by us)"), text);
        assertTrue(text.contains("stopped: its container was ended"), text);
        assertTrue(text.contains("192.0.2.9:18000 -> 172.17.0.2:40000"), text);
        assertTrue(text.contains("one clock (the same machine)"), text);
        assertTrue(text.contains("File     demo.pcapng"), text);
    }

    @Test
    void anyContainerIsCapturedByItsName() throws Exception {
        services.running.put("lab", FakeEngines.engine("lab", "192.0.2.20", 5_060));
        assertEquals(
                0,
                run(
                        "engine",
                        "capture",
                        "lab",
                        "--duration",
                        "1s",
                        "--write",
                        "x.pcapng",
                        "--json"));
        assertEquals(Optional.of(Path.of("x.pcapng")), services.tapped.getFirst().file());
        assertTrue(json().get("streams").isArray());
        assertEquals(78, run("engine", "capture", "other"));
        assertEquals(64, run("engine", "capture"));
    }

    private static List<String> keys(JsonNode node) {
        var names = new TreeSet<String>();
        node.fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }
}
