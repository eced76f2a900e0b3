package io.milliwatt.bench.inspector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.milliwatt.bench.inspector.ReportSource.ReportFile;
import io.milliwatt.bench.nat.TranslatedRange;
import io.milliwatt.bench.nat.Translations;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.NatMap;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapCaptureTest {
    private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final Translations KNOWN =
            new Translations(
                    List.of(
                            new TranslatedRange(
                                    InetAddress.ofLiteral("192.0.2.20"),
                                    40_000,
                                    InetAddress.ofLiteral("172.17.0.2"),
                                    40_000,
                                    20)));

    @TempDir private Path folder;
    private Path taps = Path.of("");

    @BeforeEach
    void writeTaps() throws Exception {
        taps = TwoTaps.write(folder);
    }

    private static ReportSource nothing() {
        return texts(List.of());
    }

    private static ReportSource texts(List<ReportFile> files) {
        return new ReportSource() {
            @Override
            public String name() {
                return "texts";
            }

            @Override
            public List<ReportFile> files() {
                return files;
            }
        };
    }

    private Path report(List<ReportFile> more) throws Exception {
        Path zip = folder.resolve("report.zip");
        ReportWriter.write(
                zip,
                ReportTest.record(),
                List.of(new TapCapture(taps, nothing()), texts(more)),
                Secrets.of(List.of()),
                Instant.EPOCH);
        return zip;
    }

    private static List<String> attachments(Captured captured) {
        Call call = captured.inspection().calls().getFirst();
        return call.streams().stream()
                .map(CallStream::attachment)
                .map(CallStream.Attachment::words)
                .toList();
    }

    @Test
    void thereIsACaptureForEachTap() throws Exception {
        List<String> names =
                new TapCapture(taps, nothing()).files().stream().map(ReportFile::path).toList();
        assertEquals(List.of("capture/phone.pcapng", "capture/engine.pcapng"), names);
    }

    @Test
    void keysAreNotInAnyCaptureNeitherWholeNorInFragments() throws Exception {
        assertTrue(Files.readString(taps, ISO_8859_1).contains(KEY), "the test has a key");
        try (var zip = new ZipFile(report(List.of()).toFile())) {
            for (var entry : zip.stream().toList()) {
                String text = new String(zip.getInputStream(entry).readAllBytes(), ISO_8859_1);
                for (int i = 0; i + 8 <= KEY.length(); i++) {
                    String part = KEY.substring(i, i + 8);
                    assertFalse(text.contains(part), entry.getName() + " has " + part);
                }
            }
        }
    }

    @Test
    void reportIsOpenedWithTheFiguresThatTheTapsHad() throws Exception {
        Captured before = CaptureReading.read(taps, NatMap.NONE);
        Captured after = CaptureReading.read(report(List.of()), NatMap.NONE);
        JsonNode was = InspectionJson.of(before);
        JsonNode is = InspectionJson.of(after);
        assertEquals(was.get("streams"), is.get("streams"));
        assertEquals(4, is.get("streams").size());
        assertEquals(was.get("capture"), is.get("capture"));
        assertEquals(3, is.at("/capture/taps/1/dropped").asInt());
        assertEquals(was.get("findings"), is.get("findings"));
        assertEquals(
                was.at("/calls/0/messages").findValuesAsText("text"),
                is.at("/calls/0/messages").findValuesAsText("text").stream()
                        .map(text -> text.replaceAll("inline:\\*+", "inline:***"))
                        .toList());
    }

    @Test
    void streamsAreJoinedByWhatDockerSaysElseByTheirPackets() throws Exception {
        assertEquals(
                List.of("by SDP", "same packets at another tap"),
                attachments(CaptureReading.read(report(List.of()), NatMap.NONE)).stream()
                        .distinct()
                        .toList());
        ReportFile facts = ReportFile.text(EngineSource.TRANSLATIONS, KNOWN.json());
        assertEquals(
                List.of("by SDP", "by translation"),
                attachments(CaptureReading.read(report(List.of(facts)), NatMap.NONE)).stream()
                        .distinct()
                        .toList());
    }

    @Test
    void oneTapAloneIsUnderstoodOnlyWithWhatDockerSays() throws Exception {
        Path engine = folder.resolve("engine.pcapng");
        Files.write(engine, new TapCapture(taps, nothing()).files().get(1).content());
        assertEquals(List.of(), attachments(CaptureReading.read(engine, NatMap.NONE)));
        assertEquals(
                List.of("by translation", "by translation"),
                attachments(CaptureReading.read(engine, KNOWN.map())));
    }

    @Test
    void translationsAreReadAgainAndWhatIsNoneIsLeftOut() {
        assertEquals(KNOWN, Translations.parse(KNOWN.json()));
        assertEquals(Translations.NONE, Translations.parse(Translations.NONE.json()));
        Stream.of(
                        "",
                        "[",
                        "7",
                        "{\"translations\":[{}]}",
                        KNOWN.json().replace("172.17.0.2", "nowhere.example"),
                        KNOWN.json().replace("20\n", "70000\n"))
                .forEach(bad -> assertEquals(Translations.NONE, Translations.parse(bad), bad));
    }

    @Test
    void whatTheTapsDidNotSeeIsToldByThePhone() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pcapng"));
        ReportFile phone = ReportFile.text("capture/phone.txt", "x");
        assertEquals(List.of(phone), new TapCapture(empty, texts(List.of(phone))).files());
    }

    @Test
    void exportOfACallKeepsAllFragmentsOfItsMessages() throws Exception {
        Captured whole = CaptureReading.read(taps, NatMap.NONE);
        Path part = folder.resolve("part.pcapng");
        List<Call> calls = whole.inspection().calls();
        CaptureCopy.write(whole, calls, List.of(), /* sipOnly= */ true, part, () -> false);
        Captured again = CaptureReading.read(part, NatMap.NONE);
        assertEquals(0, again.summary().problems().count(), again.summary()::toString);
        assertEquals(6, again.inspection().calls().getFirst().messages().size());
        assertTrue(again.summary().packets() > 6, "some are in fragments");
    }
}
