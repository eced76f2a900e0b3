package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;

/// An engine started by the command line, and stopped at the end.
record RunningEngine(JsonNode info) implements AutoCloseable {
    static RunningEngine start(String runtime, String name, int sipPort, String rtpPorts)
            throws Exception {
        var result =
                Shell.milliwatt(
                        "engine",
                        "start",
                        "--runtime",
                        runtime,
                        "--name",
                        name,
                        "--sip-port",
                        String.valueOf(sipPort),
                        "--rtp-ports",
                        rtpPorts,
                        "--json");
        assertEquals(0, result.status(), result.toString());
        return new RunningEngine(result.json());
    }

    String name() {
        return info.get("name").asText();
    }

    String address() {
        return info.get("advertisedAddress").asText();
    }

    int sipPort() {
        return info.get("sipPort").asInt();
    }

    String uri(String number) {
        return "sip:" + number + "@" + address() + ":" + sipPort();
    }

    String containerId() {
        return info.get("containerId").asText();
    }

    @Override
    public void close() throws Exception {
        Shell.milliwatt("engine", "stop", name());
    }
}
