package io.milliwatt.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/// Asks an engine how many ports of its RTP range calls hold now.
final class RtpPortsInUse {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int UNKNOWN = -1;

    private RtpPortsInUse() {}

    /// Negative when the engine does not answer.
    static int of(EngineInfo engine) {
        try {
            ControlApi.Answer answer =
                    ControlApi.get(
                            engine.control(), engine.controlToken(), "/v1/info", TIMEOUT_MILLIS);
            JsonNode count = JSON.readTree(answer.body()).path("rtpPortsInUse");
            return answer.status() == 200 && count.canConvertToInt() ? count.intValue() : UNKNOWN;
        } catch (IOException _) {
            return UNKNOWN;
        }
    }
}
