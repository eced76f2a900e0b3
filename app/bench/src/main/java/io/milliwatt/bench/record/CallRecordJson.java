package io.milliwatt.bench.record;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// The call record as JSON; the keys are documented in `docs/json.md` and stay as they are.
public final class CallRecordJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CallRecordJson() {}

    /// One object; numbers that were not measured are null.
    public static ObjectNode of(CallRecord record) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("verdict", record.verdict().key());
        json.put("vantage", record.vantage());
        putEngine(json.putObject("engine"), record.engine());
        putCall(json.putObject("call"), record);
        var findings = json.putArray("findings");
        for (Finding finding : record.findings()) {
            findings.addObject()
                    .put("rule", finding.rule())
                    .put("severity", finding.severity().key())
                    .put("message", finding.message())
                    .put("fix", finding.fix());
        }
        return json;
    }

    private static void putEngine(ObjectNode json, EngineRecord engine) {
        json.put("name", engine.name())
                .put("runtime", engine.runtime())
                .put("mode", engine.mode())
                .put("advertisedAddress", engine.advertisedAddress())
                .put("sipPort", engine.sipPort())
                .put("rtpPorts", engine.rtpPorts());
        putMeasured(json, "readyMillis", engine.readyMillis());
    }

    private static void putCall(ObjectNode json, CallRecord record) {
        json.put("callId", record.callId())
                .put("target", record.target())
                .put("state", record.state())
                .put("endReason", record.endReason());
        putMeasured(json, "setUpMillis", record.setUpMillis());
        putMeasured(json, "durationMillis", record.durationMillis());
        json.put("offerSdp", record.offerSdp())
                .put("answerSdp", record.answerSdp())
                .put("security", record.security());
        var messages = json.putArray("messages");
        for (MessageRecord message : record.messages()) {
            var row = messages.addObject();
            putMeasured(row, "atMillis", message.atMillis());
            row.put("direction", message.direction())
                    .put("transport", message.transport())
                    .put("source", message.source())
                    .put("destination", message.destination())
                    .put("startLine", message.startLine())
                    .put("text", message.text());
        }
        var streams = json.putArray("streams");
        for (StreamRecord stream : record.streams()) {
            putStream(streams.addObject(), stream);
        }
        var audio = json.putObject("audio");
        audio.put("heard", record.audio().heard());
        putMeasured(audio, "roundTripMillis", record.audio().roundTripMillis());
        double snrDb = record.audio().snrDb();
        if (Double.isFinite(snrDb)) {
            audio.put("snrDb", rounded(snrDb));
        } else {
            audio.putNull("snrDb");
        }
    }

    private static void putStream(ObjectNode row, StreamRecord stream) {
        row.put("tap", stream.tap().key())
                .put("ssrc", String.format(Locale.ROOT, "0x%08x", stream.ssrc()))
                .put("payloadType", stream.payloadType())
                .put("codec", stream.codec())
                .put("source", stream.source())
                .put("destination", stream.destination())
                .put("packets", stream.packets())
                .put("octets", stream.octets())
                .put("lost", stream.lost())
                .put("outOfOrder", stream.outOfOrder())
                .put("duplicates", stream.duplicates());
        putMeasured(row, "jitterMillis", stream.jitterMillis());
        putMeasured(row, "maxJitterMillis", stream.maxJitterMillis());
        putMeasured(row, "meanDeltaMillis", stream.meanDeltaMillis());
        putMeasured(row, "maxDeltaMillis", stream.maxDeltaMillis());
        putMeasured(row, "roundTripMillis", stream.roundTripMillis());
        if (stream.remoteLost() < 0) {
            row.putNull("remoteLost");
        } else {
            row.put("remoteLost", stream.remoteLost());
        }
    }

    private static void putMeasured(ObjectNode json, String key, double value) {
        if (Double.isFinite(value) && value >= 0) {
            json.put(key, rounded(value));
        } else {
            json.putNull(key);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
