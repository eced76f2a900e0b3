package io.milliwatt.engine.control;

import io.milliwatt.engine.config.EngineConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `GET /v1/info` tells that does not change.
///
/// @param version version of the engine
/// @param startedNanos when it started, monotonic nanoseconds
/// @param testNumbers the numbers it answers
public record EngineInfo(String version, long startedNanos, List<TestNumberInfo> testNumbers) {
    /// @param number pattern of the user part: `echo`, `tone-HZ`
    /// @param description what it does
    public record TestNumberInfo(String number, String description) {}

    long uptimeMillis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    Map<String, Object> toJson(EngineConfig config, EngineState state) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", config.name());
        json.put("version", version);
        json.put("advertisedAddress", config.advertise().getHostAddress());
        json.put("bindAddress", config.bind().getHostAddress());
        json.put("sipPort", config.sipPort());
        config.sip().tls().ifPresent(tls -> json.put("sipTlsPort", tls.port()));
        state.tlsFingerprint().ifPresent(print -> json.put("tlsFingerprint", print));
        json.put("rtpPorts", config.firstRtpPort() + "-" + config.lastRtpPort());
        json.put("rtpPortsInUse", state.rtpPortsInUse());
        json.put("mediaThreads", MediaThread.ofThisProcess());
        json.put("testNumbers", testNumbers);
        json.put("java", Runtime.version().toString());
        json.put("pid", ProcessHandle.current().pid());
        return json;
    }
}
