package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.bench.checkup.Check;
import io.milliwatt.bench.checkup.CheckupReport;
import io.milliwatt.bench.checkup.CheckupReport.Outlook;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoctorCommandTest extends CommandTest {
    private static final Finding WRONG =
            new Finding("R1", Severity.ERROR, "names 172.17.0.2", "--advertise");

    static CheckupReport report(List<Finding> findings) {
        var checks = new ArrayList<Check>();
        checks.add(new Check(Check.Subject.OPTIONS, Check.State.GOOD, "200 OK", Optional.empty()));
        findings.forEach(it ->
                checks.add(
                        new Check(
                                Check.Subject.SDP,
                                Check.State.BAD,
                                it.message(),
                                Optional.of(it))));
        boolean fine = findings.isEmpty();
        return new CheckupReport(
                "sip:echo@192.0.2.20",
                "engine",
                Outlook.YES,
                fine ? Outlook.YES : Outlook.NO,
                fine ? "will hear" : "will not be heard",
                checks,
                findings);
    }

    @Test
    void looksAtTheOnlyEngineThatRunsAndSaysTheVerdict() {
        services.running.put("bench", FakeEngines.engine("bench", "192.0.2.20", 5_060));
        assertEquals(0, run("doctor"));
        assertEquals("sip:echo@192.0.2.20", services.examined.getFirst().target());
        assertTrue(services.examined.getFirst().engine().isPresent());
        assertTrue(out.toString().contains("ok       SIP OPTIONS          200 OK"), out.toString());
        assertTrue(out.toString().endsWith("Verdict  will hear\n"), out.toString());
        assertEquals("Send OPTIONS\n", err.toString());
    }

    @Test
    void errorMakesTheStatusOneAndTellsTheFix() {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060));
        services.report = report(List.of(WRONG));
        assertEquals(1, run("doctor", "--engine", "engine"));
        assertTrue(out.toString().contains("BAD      Session description  R1"), out.toString());
        assertTrue(out.toString().contains("Error    R1  names 172.17.0.2\n         fix: --adv"));
    }

    @Test
    void foreignServerIsAskedByItsUri() {
        assertEquals(0, run("doctor", "sip:100@192.0.2.30:5070", "--phone", "192.0.2.77"));
        var request = services.examined.getFirst();
        assertEquals("sip:100@192.0.2.30:5070", request.target());
        assertTrue(request.engine().isEmpty());
        assertEquals(Optional.of(InetAddress.ofLiteral("192.0.2.77")), request.phone());
    }

    @Test
    void jsonHasTheDocumentedKeys() throws Exception {
        services.report = report(List.of(WRONG));
        assertEquals(1, run("doctor", "sip:192.0.2.30", "--json"));
        JsonNode json = JsonMapper.builder().build().readTree(out.toString());
        var keys = new ArrayList<String>();
        json.fieldNames().forEachRemaining(keys::add);
        assertEquals(
                List.of("target", "name", "hears", "heard", "words", "checks", "findings"), keys);
        assertEquals("no", json.get("heard").asText());
        assertEquals("options", json.at("/checks/0/subject").asText());
        assertTrue(json.at("/checks/0/fix").isNull());
        assertEquals("--advertise", json.at("/checks/1/fix").asText());
        assertEquals("error", json.at("/findings/0/severity").asText());
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertEquals(64, run("doctor", "sip:192.0.2.30", "--phone", "desk"));
        assertTrue(err.toString().contains("\"desk\" is no IP address"), err.toString());
    }

    @Test
    void withoutAnEngineItSaysHowToStartOne() {
        assertTrue(run("doctor") != 0);
        assertTrue(err.toString().contains("engine start"), err.toString());
    }
}
