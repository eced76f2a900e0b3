package io.milliwatt.bench.checkup;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.record.Finding;

/// The report of a checkup as JSON; the keys are documented in `docs/json.md` and stay as they are.
public final class CheckupJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CheckupJson() {}

    /// One object.
    public static ObjectNode of(CheckupReport report) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("target", report.target())
                .put("name", report.name())
                .put("hears", report.hears().key())
                .put("heard", report.heard().key())
                .put("words", report.words());
        var checks = json.putArray("checks");
        for (Check check : report.checks()) {
            checks.addObject()
                    .put("subject", check.subject().key())
                    .put("state", check.state().key())
                    .put("text", check.text())
                    .put("fix", check.finding().map(Finding::fix).orElse(null));
        }
        var findings = json.putArray("findings");
        for (Finding finding : report.findings()) {
            findings.addObject()
                    .put("rule", finding.rule())
                    .put("severity", finding.severity().key())
                    .put("message", finding.message())
                    .put("fix", finding.fix());
        }
        return json;
    }
}
