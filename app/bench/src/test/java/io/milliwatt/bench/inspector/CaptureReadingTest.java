package io.milliwatt.bench.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.NatMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureReadingTest {
    @TempDir private Path folder;

    private Captured capture(boolean reverse, int answer) throws Exception {
        Path file = SampleCapture.write(folder.resolve("a.pcapng"), "c1@h", reverse, answer);
        return CaptureReading.read(file, NatMap.NONE);
    }

    private static List<String> rules(Captured captured) {
        return captured.findings().stream().map(finding -> finding.finding().rule()).toList();
    }

    private static Set<String> keys(JsonNode node) {
        var keys = new ArrayList<String>();
        node.fieldNames().forEachRemaining(keys::add);
        return Set.copyOf(keys);
    }

    @Test
    void healthyCallHasNoFinding() throws Exception {
        Captured captured = capture(true, 200);
        assertEquals(List.of(), captured.findings());
        Call call = captured.inspection().calls().getFirst();
        assertEquals(2, call.streams().size());
        assertEquals(CallStream.Attachment.SDP, call.streams().getFirst().attachment());
        assertEquals(1, call.streams().getFirst().reverse());
        assertFalse(call.streams().getFirst().noReverseStream());
        assertTrue(call.streams().getFirst().quality().orElseThrow().mos() > 4);
    }

    @Test
    void streamWithoutReverseIsFound() throws Exception {
        Captured captured = capture(false, 200);
        assertTrue(captured.inspection().calls().getFirst().streams().getFirst().noReverseStream());
        assertEquals("R18", rules(captured).getFirst());
        assertTrue(captured.hasError());
    }

    @Test
    void refusedCallIsFound() throws Exception {
        assertEquals(List.of("R17"), rules(capture(false, 404)));
        assertFalse(capture(false, 486).hasError());
    }

    @Test
    void jsonKeysStay() throws Exception {
        JsonNode json = InspectionJson.of(capture(true, 200));
        assertEquals(
                Set.of("capture", "calls", "others", "streams", "withoutSip", "findings"),
                keys(json));
        assertTrue(
                keys(json.get("calls").get(0))
                        .containsAll(
                                Set.of(
                                        "callId",
                                        "from",
                                        "to",
                                        "state",
                                        "setupMillis",
                                        "durationMillis",
                                        "messages")));
        assertTrue(
                keys(json.get("streams").get(0))
                        .containsAll(
                                Set.of(
                                        "ssrc",
                                        "source",
                                        "destination",
                                        "payloadType",
                                        "codec",
                                        "packets",
                                        "expected",
                                        "lost",
                                        "outOfOrder",
                                        "duplicates",
                                        "meanDeltaMillis",
                                        "maxDeltaMillis",
                                        "minJitterMillis",
                                        "meanJitterMillis",
                                        "maxJitterMillis",
                                        "clockDriftPpm")));
        JsonNode stream = json.get("streams").get(0);
        assertEquals("0x00001111", stream.get("ssrc").asText());
        assertEquals("192.0.2.10:4000", stream.get("source").asText());
        assertEquals(250, stream.get("packets").asLong());
        assertEquals(20, stream.get("meanDeltaMillis").asDouble(), 0.001);
        assertEquals(100, json.get("calls").get(0).get("setupMillis").asDouble(), 0.001);
        JsonNode finding = InspectionJson.of(capture(false, 200)).get("findings").get(0);
        assertEquals(Set.of("rule", "severity", "message", "fix", "callId"), keys(finding));
        assertFalse(json.toString().contains("d0RmdmcmVCspeEc3QGZiNWpV"), "keys are masked");
    }

    @Test
    void timesAreThoseOfIso8601() {
        for (long nanos :
                new long[] {
                    0,
                    1,
                    1_000,
                    1_700_000_000_000_000_000L,
                    1_700_000_040_000_000_000L,
                    1_700_000_040_120_000_000L,
                    -5
                }) {
            assertEquals(Instant.ofEpochSecond(0, nanos).toString(), InspectionJson.time(nanos));
        }
    }

    @Test
    void everyDocumentedKeyIsThere() throws Exception {
        String documents = Files.readString(Path.of("../../docs/json.md"));
        JsonNode json = InspectionJson.of(capture(true, 200));
        String section = documents.substring(documents.indexOf("## Inspection"));
        for (String part : List.of("calls", "streams")) {
            for (String key : keys(json.get(part).get(0))) {
                assertTrue(section.contains("`" + key + "`"), part + " has " + key);
            }
        }
        for (String key : keys(json.get("calls").get(0).get("messages").get(0))) {
            assertTrue(section.contains("`" + key + "`"), "messages have " + key);
        }
    }

    @Test
    void partIsWrittenAndReadAgain() throws Exception {
        Captured whole = capture(true, 200);
        Path part = folder.resolve("part.pcapng");
        List<Call> calls = whole.inspection().calls();
        assertEquals(503, CaptureCopy.write(whole, calls, List.of(), false, part, () -> false));
        Captured again = CaptureReading.read(part, NatMap.NONE);
        assertEquals(
                InspectionJson.of(whole).get("streams"), InspectionJson.of(again).get("streams"));
        assertEquals(3, CaptureCopy.write(whole, calls, List.of(), true, part, () -> false));
        assertEquals(List.of(), CaptureReading.read(part, NatMap.NONE).inspection().allStreams());
        assertThrows(
                BenchException.class,
                () -> CaptureCopy.write(whole, calls, List.of(), false, whole.file(), () -> false));
        assertEquals(503, CaptureCopy.writeAll(whole, part, () -> false));
        assertEquals(503, CaptureReading.read(part, NatMap.NONE).summary().packets());
    }

    @Test
    void csvHasALineForEach() throws Exception {
        var inspection = capture(true, 200).inspection();
        assertEquals(2, InspectionCsv.of(inspection, InspectionCsv.Table.CALLS).lines().count());
        assertEquals(3, InspectionCsv.of(inspection, InspectionCsv.Table.STREAMS).lines().count());
        assertEquals(4, InspectionCsv.of(inspection, InspectionCsv.Table.MESSAGES).lines().count());
    }

    @Test
    void csvCellsAreNoFormulas() throws Exception {
        Path file = SampleCapture.write(folder.resolve("b.pcapng"), "=1+1,\"x\"", true, 200);
        var inspection = CaptureReading.read(file, NatMap.NONE).inspection();
        String table = InspectionCsv.of(inspection, InspectionCsv.Table.CALLS);
        assertTrue(table.contains(",\"'=1+1,\"\"x\"\"\","), table);
    }

    @Test
    void whatIsNoCaptureIsSaidInWords() throws Exception {
        Path text = Files.writeString(folder.resolve("x.pcap"), "this is no capture at all");
        Path empty = Files.createFile(folder.resolve("empty.pcap"));
        Path zip = Files.write(folder.resolve("x.zip"), new byte[] {'P', 'K', 3, 4, 0, 0});
        for (Path bad : List.of(text, empty, zip, folder, folder.resolve("missing.pcap"))) {
            var problem =
                    assertThrows(BenchException.class, () -> CaptureReading.read(bad, NatMap.NONE));
            assertEquals(ProblemCode.BAD_CAPTURE, problem.code());
            assertTrue(problem.getMessage().contains(bad.toString()), problem.getMessage());
        }
    }

    @Test
    void wavHasWhatTheStreamCarries() throws Exception {
        Captured captured = capture(true, 200);
        Path wav = folder.resolve("a.wav");
        CallStream stream = captured.inspection().allStreams().getFirst();
        String words = StreamWav.write(captured, stream, wav);
        assertTrue(words.startsWith("Wrote 5.0 s at 8000 Hz"), words);
        assertEquals(44 + 2 * 250 * 160, Files.size(wav));
    }
}
