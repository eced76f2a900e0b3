package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.call.AudioChoice;
import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.call.MediaSecurity;
import io.milliwatt.bench.call.TlsChoice;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `call` and `demo`.
class CallCommandsTest extends CommandTest {
    @Test
    void callThatWasHeardEndsWithZero() {
        assertEquals(0, run("call", "sip:echo@192.0.2.20"));
        assertTrue(out.toString().contains("audio both ways"), out.toString());
        var request = services.dialled.getFirst();
        assertEquals(Optional.of(Duration.ofSeconds(5)), request.duration());
        assertEquals(List.of(), request.codecs(), "the phone's own order");
        assertEquals("udp", request.transport());
        assertTrue(request.audio() instanceof AudioChoice.Reference);
    }

    @Test
    void callIsEncryptedWhenThatIsWanted() {
        assertEquals(0, run("call", "sip:echo@192.0.2.20"));
        assertEquals(0, run("call", "sip:echo@192.0.2.20", "--srtp", "required"));
        assertEquals(
                List.of(MediaSecurity.OFF, MediaSecurity.REQUIRED),
                services.dialled.stream().map(CallRequest::security).toList());
    }

    @Test
    void callThatWasNotHeardEndsWithOne() {
        services.verdict = Verdict.NO_AUDIO;
        services.findings = List.of(new Finding("R19", Severity.ERROR, "not heard", "listen"));
        assertEquals(1, run("call", "sip:echo@192.0.2.20"));
        assertTrue(out.toString().contains("Error    R19  not heard"), out.toString());
        assertTrue(out.toString().contains("         fix: listen"), out.toString());
    }

    @Test
    void errorFindingFailsACallThatWasHeard() {
        services.findings = List.of(new Finding("R2", Severity.ERROR, "unpublished", ""));
        assertEquals(1, run("call", "sip:echo@192.0.2.20"));
        services.findings = List.of(new Finding("R21", Severity.WARNING, "lossy", ""));
        assertEquals(0, run("call", "sip:echo@192.0.2.20"));
    }

    @Test
    void demoRemovesItsEngineAndKeepsTheRecordWhenThatFails() throws Exception {
        assertEquals(0, run("demo", "--runtime", "embedded", "--duration", "2s"));
        assertEquals(List.of("demo"), services.stopped);
        assertTrue(services.launched.getFirst().ephemeral());
        assertEquals(Optional.of(Duration.ofSeconds(2)), services.dialled.getFirst().duration());

        services.stopProblem =
                Optional.of(new BenchException(ProblemCode.NO_SUCH_ENGINE, "gone", "Look"));
        assertEquals(0, run("demo", "--json"));
        assertEquals("audio", json().path("verdict").asText());
        assertFalse(err.toString().contains("gone"), err.toString());
        services.stopProblem =
                Optional.of(new BenchException(ProblemCode.DOCKER_FAILED, "refused", "Look"));
        assertEquals(0, run("demo", "--json"));
        assertEquals("audio", json().path("verdict").asText());
        assertTrue(err.toString().contains("milliwatt: refused"), err.toString());
    }

    @Test
    void demoWithoutAnEngineIsStillARecord() throws Exception {
        services.launchProblem =
                Optional.of(
                        new BenchException(
                                ProblemCode.PORT_TAKEN, "5060/udp is taken", "Take 5062"));
        assertEquals(78, run("demo", "--json"));
        assertEquals("no-engine", json().path("verdict").asText());
        assertEquals("PORT_TAKEN", json().path("findings").get(0).path("rule").asText());
        assertTrue(
                err.toString().contains("milliwatt: 5060/udp is taken\n  fix: Take 5062\n"),
                err.toString());
    }

    @Test
    void fileNameThatNoFileCanHaveIsSaidInWords() {
        assertEquals(78, run("call", "sip:echo@192.0.2.20", "--play", "a\0b.wav"));
        assertFalse(err.toString().contains("internal error"), err.toString());
    }

    @Test
    void optionsReachTheCall() {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060));
        assertEquals(
                0,
                run(
                        "call",
                        "tone-440",
                        "--play",
                        "tone:300",
                        "--record",
                        "x.wav",
                        "--codec",
                        "PCMU",
                        "--transport",
                        "TCP",
                        "--dtmf",
                        "12#",
                        "--duration",
                        "1.5s"));
        var request = services.dialled.getFirst();
        assertEquals("sip:tone-440@192.0.2.20", request.target());
        assertEquals("engine", request.engine().orElseThrow().name());
        assertEquals(List.of("PCMU"), request.codecs());
        assertEquals("12#", request.dtmf());
        assertEquals(Optional.of(Duration.ofMillis(1_500)), request.duration());
        assertTrue(
                request.audio() instanceof AudioChoice.Tone tone
                        && tone.frequencyHz() == 300
                        && tone.recordTo().isPresent());
    }

    @Test
    void tlsIsForTheCallThatAsksForIt() {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060));
        assertEquals(0, run("call", "sips:echo@192.0.2.20", "--tls-ca", "ca.pem"));
        assertEquals(new TlsChoice(Optional.of(Path.of("ca.pem")), false), services.tls.getFirst());
        assertEquals(78, run("call", "echo", "--transport", "tls"));
        assertTrue(err.toString().contains("engine start --tls"), err.toString());
        assertEquals(0, run("engine", "start", "--tls", "--name", "tls"));
        assertTrue(
                out.toString().contains("TLS      sip:echo@192.0.2.20:5061;transport=tls"),
                out.toString());
        services.running.remove("engine");
        assertEquals(0, run("call", "echo", "--transport", "TLS", "--tls-insecure"));
        assertEquals(new TlsChoice(Optional.empty(), true), services.tls.getLast());
        assertEquals("sip:echo@192.0.2.20:5061;transport=tls", services.dialled.getLast().target());
        assertEquals(0, run("call", "sip:echo@192.0.2.20"));
        assertEquals(2, services.tls.size());
    }
}
