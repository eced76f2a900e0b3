package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.bench.call.AudioChoice;
import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.call.MediaSecurity;
import io.milliwatt.bench.call.TlsChoice;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.Publishing;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTreeTest {
    private final FakeServices services = new FakeServices();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

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
    void jsonIsAllThatGoesToStandardOutput() throws Exception {
        assertEquals(0, run("call", "sip:echo@192.0.2.20", "--json"));
        assertEquals("audio", json().path("verdict").asText());
        assertTrue(err.toString().contains("Calling sip:echo@192.0.2.20"), err.toString());
        assertEquals(0, run("demo", "--json"));
        assertEquals("audio", json().path("verdict").asText());
        assertEquals(0, run("engine", "start", "--json"));
        assertEquals("engine", json().path("name").asText());
        assertEquals(0, run("engine", "list", "--json"));
        assertEquals(1, json().size());
        assertEquals(0, run("engine", "status", "--json"));
        assertEquals(80_000_000, json().path("memoryBytes").asLong());
        assertFalse(out.toString().contains("secret"), out.toString());
        assertEquals(0, run("network", "--json"));
        assertEquals("192.0.2.20", json().get(0).path("address").asText());
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
    void wrongUsageEndsWith64AndCallsNobody() {
        for (String[] command :
                new String[][] {
                    {"call"},
                    {"call", "sip:echo@192.0.2.20", "--duration", "5x"},
                    {"call", "sip:echo@192.0.2.20", "--duration", "0s"},
                    {"call", "sip:echo@192.0.2.20", "--duration", "25h"},
                    {"call", "sip:echo@192.0.2.20", "--dtmf", "12x"},
                    {"call", "sip:echo@192.0.2.20", "--codec", "G729"},
                    {"call", "sip:echo@192.0.2.20", "--transport", "sctp"},
                    {"call", "sip:echo@192.0.2.20", "--srtp", "always"},
                    {"call", "sip:echo@192.0.2.20", "--play", "tone:4000"},
                    {"call", "http://192.0.2.20"},
                    {"demo", "--duration", "1ms"},
                    {"demo", "--runtime", "moon"},
                    {"engine", "start", "--runtime", "moon"},
                    {"engine", "start", "--port-pool", "big"},
                    {"engine", "impair", "id"},
                    {"engine"},
                    {"engine", "bogus"},
                    {"image"},
                    {"image", "build", "moon"},
                    {"bogus"},
                    {}
                }) {
            assertEquals(64, run(command), String.join(" ", command));
            assertEquals("", out.toString(), String.join(" ", command));
            assertFalse(err.toString().isBlank(), String.join(" ", command));
            assertFalse(err.toString().contains("internal error"), err.toString());
        }
        assertEquals(List.of(), services.dialled);
        assertEquals(List.of(), services.launched);
    }

    @Test
    void wrongConfigurationEndsWith78() {
        assertEquals(78, run("engine", "start", "--sip-port", "70000"));
        assertEquals(78, run("engine", "start", "--advertise", "my-host"));
        assertEquals(78, run("engine", "start", "--rtp-ports", "9-1"));
        assertEquals(78, run("engine", "stop", "nobody"));
        assertEquals(78, run("engine", "status", "nobody"));
        assertEquals(78, run("engine", "logs", "nobody"));
        assertEquals(78, run("call", "echo"));
        assertTrue(err.toString().contains("./milliwatt engine start"), err.toString());
    }

    @Test
    void fileNameThatNoFileCanHaveIsSaidInWords() {
        assertEquals(78, run("call", "sip:echo@192.0.2.20", "--play", "a\0b.wav"));
        assertFalse(err.toString().contains("internal error"), err.toString());
    }

    @Test
    void optionsReachTheCall() {
        services.running.put("engine", FakeServices.engine("engine", "192.0.2.20", 5_060));
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
        services.running.put("engine", FakeServices.engine("engine", "192.0.2.20", 5_060));
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

    @Test
    void startSaysWhatToDialNext() {
        assertEquals(0, run("engine", "start", "--name", "second", "--sip-port", "5062"));
        assertTrue(
                out.toString().contains("Next     ./milliwatt call sip:echo@192.0.2.20:5062"),
                out.toString());
        assertEquals(0, run("engine", "start"));
        assertTrue(out.toString().contains("Next     ./milliwatt call echo\n"), out.toString());
        assertFalse(services.launched.getFirst().ephemeral());
    }

    @Test
    void enginesAreRestartedKeptRenamedAndRemoved() {
        services.running.put("engine", FakeServices.engine("engine", "192.0.2.20", 5_064));
        assertEquals(0, run("engine", "restart"));
        assertEquals(5_064, services.launched.getFirst().sipPort());
        assertEquals(Optional.of(RuntimeKind.EMBEDDED), services.launched.getFirst().runtime());
        assertTrue(out.toString().startsWith("Restarted engine in "), out.toString());
        assertEquals(78, run("engine", "restart", "nobody"));

        assertEquals(0, run("engine", "stop", "--keep"));
        assertEquals(List.of("engine"), services.ended);
        assertTrue(out.toString().contains("./milliwatt engine restart engine"), out.toString());
        assertEquals(0, run("engine", "rename", "engine", "first"));
        assertEquals("Renamed engine to first\n", out.toString());
        assertEquals(0, run("engine", "rm", "first"));
        assertEquals(List.of("engine", "first"), services.stopped);
    }

    @Test
    void networkModeAndLimitsReachTheLaunch() {
        assertEquals(0, run("engine", "start", "--mode", "host", "--cpus", "1.5"));
        var host = services.launched.getLast().placement();
        assertEquals(NetworkMode.HOST, host.mode());
        assertEquals("1.5 CPUs, 512 MiB", host.limits().words());
        assertEquals(0, run("engine", "start", "--memory", "1G", "--publish", "dnat"));
        var dnat = services.launched.getLast().placement();
        assertEquals(NetworkMode.PUBLISHED, dnat.mode());
        assertEquals(Publishing.DNAT, dnat.publishing());
        assertEquals("all CPUs, 1024 MiB", dnat.limits().words());
        assertEquals(0, run("demo", "--mode", "container", "--network", "lab"));
        assertEquals(
                Placement.of(NetworkMode.CONTAINER).withNetwork("lab"),
                services.launched.getLast().placement());
        assertEquals(0, run("engine", "start", "--advertise", "container"));
        var wrong = services.launched.getLast();
        assertEquals(Optional.empty(), wrong.advertise());
        assertTrue(wrong.placement().advertiseContainer());
    }

    @Test
    void optionsThatContradictEachOtherAreRefusedInWords() {
        assertEquals(64, run("engine", "start", "--mode", "ipvlan"));
        assertTrue(err.toString().contains("fix: Give --mode macvlan"), err.toString());
        assertEquals(64, run("engine", "start", "--mode", "bridge"));
        assertEquals(64, run("engine", "start", "--mode", "host", "--publish", "dnat"));
        assertEquals(64, run("engine", "start", "--mode", "host", "--network", "lab"));
        assertEquals(64, run("engine", "start", "--publish", "some"));
        assertEquals(64, run("engine", "start", "--mode", "host", "--advertise", "container"));
        assertEquals(78, run("engine", "start", "--cpus", "0"));
        assertEquals(78, run("engine", "start", "--cpus", "many"));
        assertEquals(78, run("engine", "start", "--memory", "4m"));
        assertEquals(78, run("engine", "start", "--memory", "99999999999g"));
        assertEquals(List.of(), services.launched);
    }

    @Test
    void shellRunsTheCommandAndEndsWithItsStatus() {
        services.running.put("lab", FakeServices.engine("lab", "192.0.2.20", 5_060));
        assertEquals(3, run("engine", "shell", "lab", "--", "ss", "-lun"));
        assertEquals(List.of("ss", "-lun", "closed"), services.typed);
        assertEquals(78, run("engine", "shell", "nobody"));
    }

    @Test
    void logsAreSearchedByTextLevelAndTime() {
        services.running.put("engine", FakeServices.engine("engine", "192.0.2.20", 5_060));
        services.log.clear();
        services.log.addAll(
                List.of(
                        "2026-03-04T14:00:00.000Z INFO sip listens",
                        "2026-03-04T14:05:00.000Z WARNING media lost packets",
                        " a second line",
                        "2026-03-04T14:06:00.000Z SEVERE media gave up"));
        assertEquals(0, run("engine", "logs", "--grep", "MEDIA"));
        assertEquals(2, out.toString().lines().count(), out.toString());
        assertEquals(0, run("engine", "logs", "--level", "warn"));
        assertEquals(3, out.toString().lines().count(), out.toString());
        assertEquals(0, run("engine", "logs", "--level", "error"));
        assertEquals("2026-03-04T14:06:00.000Z SEVERE media gave up\n", out.toString());
        assertEquals(0, run("engine", "logs", "--since", "2026-03-04T14:05:00Z", "-n", "2"));
        assertEquals(2, out.toString().lines().count(), out.toString());
        assertEquals(0, run("engine", "logs", "--since", "10m"));
        assertEquals("", out.toString());
        assertEquals(64, run("engine", "logs", "--level", "loud"));
        assertEquals(64, run("engine", "logs", "--since", "noon"));
        assertEquals(64, run("engine", "logs", "--grep", "(("));
    }

    @Test
    void logLinesArePrintedAsTheyAre() {
        services.running.put("engine", FakeServices.engine("engine", "192.0.2.20", 5_060));
        assertEquals(0, run("engine", "logs", "-n", "1"));
        assertEquals("100 % ready\n", out.toString());
    }

    @Test
    void followingShowsTheNewestLinesOnceAndGoesOn() {
        services.running.put("engine", FakeServices.engine("engine", "192.0.2.20", 5_060));
        assertEquals(0, run("engine", "logs", "-f", "-n", "1"));
        assertTrue(out.toString().startsWith("100 % ready\nline 0\nline 1\n"), out.toString());
        assertEquals(1, out.toString().split("100 % ready", -1).length - 1);
    }

    @Test
    void statusOfADeadEngineSaysWhyItDied() {
        services.running.put("engine", FakeServices.engine("engine", "192.0.2.20", 5_060, false));
        assertEquals(1, run("engine", "status"));
        assertEquals("", out.toString());
        assertTrue(
                err.toString().contains("does not run any more. It was killed."), err.toString());
        assertTrue(err.toString().contains("engine restart engine"), err.toString());
    }

    @Test
    void followingTheLogEndsWhenNobodyReadsIt() {
        services.running.put("engine", FakeServices.engine("engine", "192.0.2.20", 5_060));
        var closed =
                new Writer() {
                    @Override
                    public void write(char[] text, int offset, int length) throws IOException {
                        throw new IOException("Broken pipe");
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        int status =
                CommandTree.build(services, new PrintWriter(closed), new PrintWriter(err))
                        .execute("engine", "logs", "-f");
        assertEquals(0, status);
        assertTrue(services.log.size() < 10, "wrote on for " + services.log.size() + " lines");
    }

    @Test
    void bugIsToldInOneLineWithoutAStackTrace() {
        services.bug = Optional.of(new IllegalStateException("a bug"));
        assertEquals(1, run("engine", "list"));
        assertTrue(err.toString().contains("internal error"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void everyCommandKnowsHelpAndVersion() {
        for (String command :
                new String[] {
                    "",
                    "demo",
                    "call",
                    "network",
                    "network addresses",
                    "network docker",
                    "network plan",
                    "network use",
                    "network watch",
                    "route",
                    "route show",
                    "route add",
                    "route remove",
                    "route probe",
                    "image",
                    "image build",
                    "image list",
                    "clean",
                    "doctor",
                    "engine",
                    "engine start",
                    "engine stop",
                    "engine restart",
                    "engine rm",
                    "engine rename",
                    "engine list",
                    "engine status",
                    "engine logs",
                    "engine shell",
                    "engine recordings",
                    "engine conferences",
                    "engine registrations",
                    "engine impair",
                    "engine realtime"
                }) {
            assertEquals(0, run((command + " --help").strip().split(" ")));
            assertTrue(out.toString().startsWith("Usage: milliwatt " + command), out.toString());
            for (String line : out.toString().split("\n")) {
                assertTrue(line.length() <= 80, line);
            }
            assertEquals(0, run((command + " --version").strip().split(" ")));
            assertTrue(out.toString().startsWith("milliwatt "), command + ": " + out);
        }
    }

    private int run(String... command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return CommandTree.build(services, new PrintWriter(out), new PrintWriter(err))
                .setUsageHelpWidth(80)
                .setUsageHelpAutoWidth(false)
                .execute(command);
    }

    private JsonNode json() throws IOException {
        return JsonMapper.builder().build().readTree(out.toString());
    }
}
