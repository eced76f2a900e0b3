package io.milliwatt.bench.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.nat.Translations;
import io.milliwatt.bench.problem.BenchException;
import java.io.IOException;
import java.util.List;

/// What is known of the engine: how it was launched, and the end of its log.
public final class EngineSource implements ReportSource {
    /// What leads to the engine, for who opens the report.
    static final String TRANSLATIONS = "engine/translations.json";

    private static final int LOG_LINES = 500;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final EngineInfo engine;
    private final Engines engines;

    public EngineSource(EngineInfo engine, Engines engines) {
        this.engine = engine;
        this.engines = engines;
    }

    @Override
    public String name() {
        return "the engine's log";
    }

    @Override
    public List<ReportFile> files() throws BenchException {
        return List.of(
                ReportFile.text(
                        "engine/configuration.json", configuration(engine).toPrettyString()),
                ReportFile.text(TRANSLATIONS, Translations.of(engine).json()),
                ReportFile.text(
                        "engine/log.txt",
                        String.join("\n", engines.logs(engine.name(), LOG_LINES)) + "\n"));
    }

    private static ObjectNode configuration(EngineInfo engine) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", engine.name())
                .put("runtime", engine.runtime().key())
                .put("mode", engine.mode())
                .put("image", engine.image())
                .put("advertisedAddress", engine.advertisedAddress().getHostAddress())
                .put("reachedAt", engine.reachedAt().getHostAddress())
                .put("sipPort", engine.sipPort())
                .put("rtpPorts", engine.rtpPorts().toString())
                .put("portPool", engine.settings().sharedPorts() ? "shared" : "exclusive")
                .put("tls", engine.settings().tls())
                .put("behindNat", engine.settings().behindNat())
                .put("realTime", engine.settings().realtime())
                .put("startedAt", engine.startedAt().toString());
        engine.containerId().ifPresent(id -> json.put("containerId", id));
        engine.containerAddress()
                .ifPresent(address -> json.put("containerAddress", address.getHostAddress()));
        return json;
    }

    /// What `docker inspect` says, with the values of environment variables hidden that look like
    /// secrets by their names; unreadable JSON is left out.
    static String inspectWithoutSecrets(String json, Secrets secrets) throws IOException {
        JsonNode root = JSON.readTree(json);
        hide(root, secrets);
        return JSON.writeValueAsString(root);
    }

    private static void hide(JsonNode node, Secrets secrets) {
        if (node instanceof ObjectNode object && object.get("Env") instanceof ArrayNode variables) {
            for (int i = 0; i < variables.size(); i++) {
                variables.set(i, secrets.hiddenVariable(variables.get(i).asText()));
            }
        }
        node.forEach(child -> hide(child, secrets));
    }
}
