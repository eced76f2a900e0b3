package io.milliwatt.presentation.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.call.Vantage;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.inspector.call.Ladder;
import io.milliwatt.inspector.call.LadderRow;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.fixture.SampleCapture;
import io.milliwatt.presentation.fixture.Samples;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallsViewModelTest {
    private static final Path FILE = Path.of("/tmp/some.pcapng");
    private static final Instant END = Instant.parse("2026-03-04T14:02:53Z");

    private final FakeBackend backend = new FakeBackend();
    private final ManualUi ui = new ManualUi();
    private final ManualRunner runner = new ManualRunner();
    private final CallsViewModel calls =
            new CallsViewModel(new Surroundings(backend, runner, ui, new ManualClock()));

    private void open() {
        calls.open(FILE);
        runner.runAll();
        ui.drain();
    }

    private CallRow selected() {
        return Optional.ofNullable(calls.selected().get()).orElseThrow();
    }

    private static FinishedCall finished(long number, Vantage vantage) {
        return new FinishedCall(
                number,
                END,
                Samples.unheard(),
                Optional.of(Samples.engine()),
                vantage,
                Optional.empty());
    }

    @Test
    void opensACaptureAndLooksAtItsFirstCall() {
        open();
        assertEquals(7, calls.calls().size());
        assertEquals("7 calls", calls.summary());
        var read = assertInstanceOf(CaptureState.Read.class, calls.capture().get());
        assertTrue(
                read.words().startsWith("some.pcapng: 2,000,000 packets, 7 calls"), read.words());
        CallRow first = selected();
        assertEquals("phone@198.51.100.2", first.from());
        assertEquals("echo@192.0.2.20", first.to());
        assertEquals("completed", first.state());
        assertEquals("16 ms", first.setUp());
        assertEquals("PCMA", first.codec());
        assertEquals("2.7 %", first.lost());
        assertEquals(Health.WARN, first.health());
        assertTrue(first.firstFinding().startsWith("R21"));
        assertEquals("busy", calls.calls().get(2).state());
    }

    @Test
    void showsHowFarTheReadingIsAndCanBeCancelled() {
        calls.open(FILE);
        assertInstanceOf(CaptureState.Reading.class, calls.capture().get());
        calls.cancel();
        runner.runAll();
        ui.drain();
        assertInstanceOf(CaptureState.None.class, calls.capture().get());
        assertEquals(List.of(), List.copyOf(calls.calls()));
    }

    @Test
    void saysWhyACaptureCannotBeReadAndKeepsWhatIsThere() {
        open();
        backend.captures()
                .fail(new BenchException(ProblemCode.BAD_USAGE, "holiday.jpg is no capture", "…"));
        calls.open(Path.of("holiday.jpg"));
        runner.runAll();
        var failed = assertInstanceOf(CaptureState.Failed.class, calls.capture().get());
        assertEquals("holiday.jpg is no capture", failed.problem().happened());
        assertEquals(7, calls.calls().size());
    }

    @Test
    void theFilterLooksAtMethodsUsersAddressesAndFindings() {
        open();
        calls.filter().set("486");
        assertEquals(2, calls.calls().size());
        assertEquals("2 of 7 calls", calls.summary());
        calls.filter().set("ECHO 198.51.100.2:5062");
        assertEquals(3, calls.calls().size());
        calls.filter().set("r21 lost");
        assertEquals(2, calls.calls().size());
        calls.filter().set("call-4@");
        assertEquals("conf-1@192.0.2.20", calls.calls().getFirst().to());
        calls.filter().set("nobody");
        assertEquals(0, calls.calls().size());
        assertFalse(calls.isEmpty());
        calls.filter().set("");
        assertEquals(7, calls.calls().size());
    }

    @Test
    void aCallOfThePhoneStandsInTheSameListWithItsLadder() {
        open();
        calls.add(finished(1, Vantage.LAN));
        assertEquals("8 calls · 1 with errors", calls.summary());
        CallRow row = calls.calls().getFirst();
        assertEquals("phone (LAN)", row.from());
        assertEquals("echo", row.to());
        assertEquals("no audio", row.state());
        assertEquals(Health.BAD, row.health());
        assertTrue(row.firstFinding().startsWith("R1 The answer names 172.17.0.2"));
        calls.selected().set(row);
        Ladder ladder = calls.detail().ladder().get();
        assertEquals("phone", ladder.columns().getFirst().name());
        assertTrue(ladder.rows().stream().anyMatch(each -> each.label().equals("INVITE (SDP)")));
        assertEquals("phone out", calls.detail().streams().getFirst().tap());
    }

    @Test
    void openingAnotherCaptureKeepsTheCallsOfThePhone() {
        calls.add(finished(1, Vantage.HOST));
        open();
        open();
        assertEquals(8, calls.calls().size());
    }

    @Test
    void readsTheMessageOfTheArrowAndComparesItWithTheOneBefore() {
        open();
        CallDetailViewModel detail = calls.detail();
        List<LadderRow> rows = detail.ladder().get().rows();
        int ok = 0;
        while (!rows.get(ok).label().equals("200 OK (SDP)")) {
            ok++;
        }
        detail.choose(ok);
        assertEquals("200 OK", MessageWords.title(detail.message().get().orElseThrow()));
        TextLine connection =
                detail.text().stream()
                        .filter(l -> l.text().startsWith("c="))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Health.GOOD, connection.health());

        detail.compareWith(detail.comparable());
        assertTrue(detail.text().stream().anyMatch(l -> l.text().startsWith("− INVITE ")));
        assertTrue(detail.text().stream().anyMatch(l -> l.text().equals("+ SIP/2.0 200 OK")));
    }

    @Test
    void theLadderLeavesOutWhatIsNotWanted() {
        open();
        CallDetailViewModel detail = calls.detail();
        int all = detail.ladder().get().rows().size();
        detail.parts().set(Set.of());
        assertTrue(detail.ladder().get().rows().size() < all);
        assertTrue(
                detail.ladder().get().rows().stream()
                        .allMatch(row -> row.source() instanceof LadderRow.Source.Message));
    }

    @Test
    void aFindingLeadsToTheStreamOrTheMessageItNames() {
        open();
        CallDetailViewModel detail = calls.detail();
        var target = detail.jump(selected().findings().getFirst()).orElseThrow();
        assertInstanceOf(FindingTarget.Stream.class, target);
        assertTrue(detail.stream().get().isPresent());

        calls.add(finished(1, Vantage.HOST));
        calls.selected().set(calls.calls().getFirst());
        detail.jump(selected().findings().getFirst());
        assertTrue(
                detail.message().get().orElseThrow().text().contains("172.17.0.2"),
                detail.message().get().toString());
    }

    @Test
    void offerAndAnswerStandSideBySideWithEachLineInWords() {
        open();
        assertEquals(OptionalInt.of(0), calls.detail().exchange().get());
        ExchangeView exchange = calls.detail().exchanges().getFirst();
        assertEquals("1. INVITE by the caller, answered", exchange.title());
        assertEquals("Offer in INVITE", exchange.offerTitle());
        assertEquals("Answer in 200 OK", exchange.answerTitle());
        assertTrue(exchange.offer().stream().allMatch(line -> !line.note().isEmpty()));
    }

    @Test
    void rtpWhoseSipIsNotInTheCaptureIsListedWithItsStreams() {
        backend.captures().hold(SampleCapture.withoutSip());
        open();
        assertEquals(1, calls.calls().size());
        var read = assertInstanceOf(CaptureState.Read.class, calls.capture().get());
        assertTrue(read.words().endsWith("0 calls, 2 RTP streams (2 without SIP)"), read.words());
        CallRow row = selected();
        assertEquals("without SIP", row.state());
        assertEquals("PCMA", row.codec());
        assertTrue(row.from().contains("198.51.100.2"), row.from());
        CallDetailViewModel detail = calls.detail();
        assertEquals(2, detail.streams().size());
        assertFalse(detail.ladder().get().rows().isEmpty(), "the streams are in the ladder");
        assertTrue(detail.message().get().isEmpty());
        detail.chooseStream(1);
        runner.runAll();
        assertTrue(detail.stream().get().isPresent());
        calls.filter().set("without sip");
        assertEquals(1, calls.calls().size());
    }

    @Test
    void theListAndTheStreamsAreCopiedAsCsv() {
        open();
        String[] lines = calls.csv().split("\r\n");
        assertEquals(8, lines.length);
        assertTrue(lines[0].startsWith("time,callId,from,to"));
        assertTrue(lines[1].contains("call-0@198.51.100.2"));
        String streams = calls.detail().streamsCsv();
        assertEquals(3, streams.split("\r\n").length, streams);
    }

    @Test
    void savesTheCallLookedAtOrAllOfThem() {
        calls.save(Path.of("/tmp/x.pcapng"), true);
        assertTrue(calls.saved().get().endsWith("or open a capture"), calls.saved().get());
        open();
        calls.save(Path.of("/tmp/x.pcapng"), false);
        runner.runAll();
        assertEquals(1, backend.captures().savedCalls());
        assertTrue(calls.saved().get().startsWith("312 packets"));
        calls.save(Path.of("/tmp/x.pcapng"), true);
        runner.runAll();
        assertEquals(0, backend.captures().savedCalls());
    }

    @Test
    void writesAReportOfACallOfThePhoneOnly() {
        open();
        calls.report(Path.of("/tmp/x.zip"));
        assertTrue(calls.saved().get().contains("of a call of this phone"), calls.saved().get());
        calls.add(finished(1, Vantage.HOST));
        calls.selected().set(calls.calls().getFirst());
        calls.report(Path.of("/tmp/x.zip"));
        runner.runAll();
        assertEquals(Samples.unheard().target(), backend.captures().reported());
        assertEquals(
                "Report in /tmp/x.zip, without docker inspect: Docker does not run",
                calls.saved().get());
    }

    @Test
    void tenThousandMessagesAreFilteredWhileOneTypes() {
        backend.captures().hold(SampleCapture.of(2_000, 0));
        open();
        assertEquals(2_000, calls.calls().size());
        long begin = System.nanoTime();
        for (String text : List.of("c", "co", "con", "conf", "conf-1", "conf-1 call-1999")) {
            calls.filter().set(text);
        }
        double millis = (System.nanoTime() - begin) / 1e6;
        assertEquals(0, calls.calls().size() % 1);
        assertTrue(millis < 2_000, millis + " ms for six filters of 2,000 calls");
    }

    @Test
    void aValueThatLooksLikeAFormulaIsMadeHarmlessInCsv() {
        assertEquals("'=1+1,\"a,b\",\"say \"\"hi\"\"\"\r\n", Csv.line("=1+1", "a,b", "say \"hi\""));
    }
}
