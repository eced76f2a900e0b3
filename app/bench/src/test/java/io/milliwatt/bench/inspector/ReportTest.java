package io.milliwatt.bench.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.EngineRecord;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.bench.tap.Hop;
import io.milliwatt.bench.tap.Place;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.Way;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.NatMap;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final String TOKEN = "4f7c0a9db5e6f1c2";
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\n"
                    + "m=audio 4000 RTP/SAVP 8\r\n"
                    + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0c2VjcmV0c2VjcmV0\r\n";

    @TempDir private Path folder;

    static CallRecord record() {
        String invite =
                "INVITE sip:<script>@192.0.2.20 SIP/2.0\r\n"
                        + "Via: SIP/2.0/TLS 192.0.2.10;branch=z9hG4bK1\r\n"
                        + "From: <sip:alice@192.0.2.10>;tag=a\r\nTo: <sip:bob@192.0.2.20>\r\n"
                        + "Call-ID: c9@h\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n"
                        + "Authorization: Digest username=\"a\", response=\"0a1b2c3d4e5f\"\r\n"
                        + "Content-Length: "
                        + SDP.length()
                        + "\r\n\r\n"
                        + SDP;
        var message =
                new MessageRecord(
                        0,
                        "sent",
                        "TLS",
                        "0:0:0:0:0:0:0:0:5061", // a phone at all addresses
                        "192.0.2.20:5061",
                        "INVITE sip:<script>@192.0.2.20 SIP/2.0",
                        invite);
        return new CallRecord(
                Verdict.NO_CALL,
                new EngineRecord("e", "docker", "published", "192.0.2.20", 5060, "40000-40019", 1),
                "c9@h",
                "sip:<script>@192.0.2.20",
                "ended",
                "nobody answered",
                -1,
                -1,
                SDP,
                "",
                "",
                List.of(message),
                List.of(),
                AudioResult.NONE,
                List.of());
    }

    private static ReportSource source(String path, String text) {
        return new ReportSource() {
            @Override
            public String name() {
                return path;
            }

            @Override
            public List<ReportFile> files() {
                return List.of(ReportFile.text(path, text));
            }
        };
    }

    private Path written(List<ReportSource> more) throws Exception {
        var sources = new ArrayList<ReportSource>();
        sources.add(new RecordSource(record()));
        sources.add(new PhoneCapture(record(), START));
        sources.addAll(more);
        Path zip = folder.resolve("report.zip");
        ReportWriter.write(zip, record(), sources, Secrets.of(List.of(TOKEN)), START);
        return zip;
    }

    private static String everything(Path report) throws Exception {
        var all = new StringBuilder();
        try (var zip = new ZipFile(report.toFile())) {
            for (var entry : zip.stream().toList()) {
                all.append("=== ").append(entry.getName()).append('\n');
                all.append(new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
            }
        }
        return all.toString();
    }

    @Test
    void noSecretIsInAnyFile() throws Exception {
        String inspect =
                EngineSource.inspectWithoutSecrets(
                        """
                        {"Config":{"Env":["MILLIWATT_CONTROL_TOKEN=4f7c0a9db5e6f1c2",
                        "DB_PASSWORD=two words","PATH=/usr/bin"]},"Args":["--api-key","k1k2k3k4"]}\
                        """,
                        Secrets.of(List.of(TOKEN)));
        Path report =
                written(
                        List.of(
                                source("engine/inspect.json", inspect),
                                source(
                                        "engine/log.txt",
                                        "token="
                                                + TOKEN
                                                + "\nGET /x?access_token=zzzzzz\n{\"password\": \"p w\"}\n"
                                                + "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n")));
        String all = everything(report);
        for (String secret :
                List.of(
                        TOKEN,
                        "two words",
                        "k1k2k3k4",
                        "zzzzzz",
                        "p w",
                        "MIIE",
                        "c2VjcmV0c2VjcmV0",
                        "0a1b2c3d4e5f")) {
            assertFalse(all.contains(secret), secret + " is in the report");
        }
        assertTrue(all.contains("PATH=/usr/bin"), "what is no secret stays");
    }

    @Test
    void pageNeedsNothingElseAndTakesNoMarkupFromTheCall() throws Exception {
        String all = everything(written(List.of()));
        all = all.substring(0, all.indexOf("=== call.json"));
        assertTrue(all.startsWith("=== index.html"), "the page comes first");
        assertFalse(all.contains("<script"), "markup of a message");
        assertFalse(all.contains("src="), "something is loaded");
        assertTrue(all.contains("prefers-color-scheme:dark"));
        assertTrue(all.contains("Call to sip:&lt;script&gt;@192.0.2.20"));
    }

    private static TapReport.TapState tap(Place place, long dropped) {
        return new TapReport.TapState(place, "a <tap>", 3, 0, dropped, Optional.empty());
    }

    private static Hop hop(String point, String source, String destination, long lost) {
        double delay = lost < 0 ? Double.NaN : 0.25;
        return new Hop(
                Way.TO_ENGINE,
                0xbeef,
                point,
                source,
                destination,
                100 - Math.max(0, lost),
                Math.max(0, lost),
                delay,
                delay);
    }

    private String page(List<TapReport.TapState> taps) throws Exception {
        var seen =
                new TapReport(
                        taps,
                        List.of(
                                hop("left the phone", "192.0.2.9:18000", "192.0.2.20:40000", -1),
                                hop("reached the host", "192.0.2.9:18000", "192.0.2.20:40000", 0),
                                hop("left the host", "", "", 100),
                                hop("entered the engine", "172.17.0.1:18000", "172.17.0.2:4", 7)),
                        List.of(),
                        List.of("a clock jumped"),
                        Optional.empty());
        ReportSource source = new TapSource(seen, source("nothing.txt", ""));
        String all = everything(written(List.of(source)));
        return all.substring(0, all.indexOf("=== call.json"));
    }

    @Test
    void pageShowsWhatEachHopLostDelayedAndRewrote() throws Exception {
        String page = page(List.of(tap(Place.PHONE, 0), tap(Place.HOST, 0), tap(Place.ENGINE, 5)));
        String table = page.substring(page.indexOf("Hop by hop"), page.indexOf("Streams at each"));
        assertTrue(table.contains("to engine, SSRC 0x0000beef"), table);
        assertEquals(1 + 4, table.split("<tr><t[hd]", -1).length - 1, table);
        assertTrue(table.contains("<td class=\"n error\">7</td>"), "lost: " + table);
        assertTrue(table.contains("<td class=\"n\">0.250</td>"), "delayed: " + table);
        assertEquals(1, table.split("was 192.0.2.9:18000", -1).length - 1, "source: " + table);
        assertEquals(1, table.split("was 192.0.2.20:40000", -1).length - 1, "destination");
        assertTrue(table.contains("<code>?</code>"), "no packet was seen there: " + table);
        assertTrue(table.contains("a &lt;tap&gt;, 5 dropped"), "no markup of a tap: " + table);
        assertTrue(table.contains("a clock jumped"), table);
    }

    @Test
    void pageShowsNoHopsOfASingleTap() throws Exception {
        assertFalse(page(List.of(tap(Place.PHONE, 0))).contains("Hop by hop"));
    }

    @Test
    void reportIsOpenedAgain() throws Exception {
        Captured captured = CaptureReading.read(written(List.of()), NatMap.NONE);
        Call call = captured.inspection().calls().getFirst();
        assertEquals("c9@h", call.callId());
        assertEquals(
                START.getEpochSecond() * 1_000_000_000L, call.messages().getFirst().timeNanos());
        assertEquals("192.0.2.10:5061", call.messages().getFirst().place().source().toString());
        // the address with < is no Request-URI of RFC 3261, but the lengths are right
        assertEquals(List.of(), call.messages().getFirst().problems());
    }

    @Test
    void whatCannotBeHadIsNamed() throws Exception {
        ReportSource failing =
                new ReportSource() {
                    @Override
                    public String name() {
                        return "docker inspect";
                    }

                    @Override
                    public List<ReportFile> files() throws BenchException {
                        throw new BenchException(
                                ProblemCode.DOCKER_NOT_RUNNING, "Docker does not run", "start it");
                    }
                };
        String all = everything(written(List.of(failing)));
        assertTrue(all.contains("docker inspect: Docker does not run"), all);
    }
}
