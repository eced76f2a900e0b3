package io.milliwatt.bench.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.bench.engine.ControlApi;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The engine's view of one call, read through its control API.
final class EngineTap {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EngineInfo engine;
    private final String path;
    private volatile List<StreamRecord> streams = List.of();
    private volatile Optional<String> digits = Optional.empty();
    private volatile int failures;

    EngineTap(EngineInfo engine, String callId) {
        this.engine = engine;
        this.path =
                "/v1/calls/"
                        + URLEncoder.encode(callId, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Asks the engine once. Blocks for at most a second.
    void refresh() {
        try {
            ControlApi.Answer answer =
                    ControlApi.get(engine.control(), engine.controlToken(), path, TIMEOUT_MILLIS);
            failures = 0;
            if (answer.status() == 200) {
                JsonNode call = JSON.readTree(answer.body());
                List<StreamRecord> seen = read(call.path("streams"));
                if (call.path("dtmf").isTextual()) {
                    digits = Optional.of(call.path("dtmf").asText());
                }
                // what was seen once is not unseen because the call is just being put away
                if (!seen.isEmpty()) {
                    streams = seen;
                }
            }
        } catch (IOException _) {
            failures++;
        }
    }

    /// How often in a row the engine did not answer.
    int failures() {
        return failures;
    }

    /// The DTMF digits it heard; empty before the first answer.
    Optional<String> digits() {
        return digits;
    }

    /// The newest streams; empty before the first answer.
    List<StreamRecord> streams() {
        return streams;
    }

    static List<StreamRecord> read(JsonNode array) {
        var records = new ArrayList<StreamRecord>();
        for (JsonNode stream : array) {
            records.add(
                    new StreamRecord(
                            stream.path("tap").asText().equals(Tap.ENGINE_IN.key())
                                    ? Tap.ENGINE_IN
                                    : Tap.ENGINE_OUT,
                            ssrc(stream.path("ssrc").asText()),
                            stream.path("payloadType").asInt(-1),
                            stream.path("codec").asText("?"),
                            stream.path("source").asText(),
                            stream.path("destination").asText(),
                            stream.path("packets").asLong(),
                            stream.path("octets").asLong(),
                            stream.path("lost").asLong(),
                            stream.path("outOfOrder").asLong(),
                            stream.path("duplicates").asLong(),
                            stream.path("jitterMillis").asDouble(),
                            stream.path("maxJitterMillis").asDouble(),
                            stream.path("meanDeltaMillis").asDouble(),
                            stream.path("maxDeltaMillis").asDouble(),
                            stream.path("roundTripMillis").asDouble(-1),
                            stream.path("remoteLost").asLong(-1)));
        }
        return records;
    }

    private static long ssrc(String text) {
        try {
            return text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
