package io.milliwatt.presentation.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.tap.Hop;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.StatusItem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.call.CallRow;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.call.PathView;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.FakeTapDesk;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.settings.SettingsStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class TapsViewModelTest {
    @TempDir Path folder;

    private final FakeBackend backend = new FakeBackend();
    private final ManualUi ui = new ManualUi();
    private final ManualRunner runner = new ManualRunner();
    private ShellViewModel shell;
    private TapsViewModel taps;

    @BeforeEach
    void launch() {
        shell = shellAnew();
        taps = shell.bench().taps();
        shell.start();
        settle();
        shell.bench().engine().launch();
        settle();
    }

    private void settle() {
        runner.runAll();
        ui.drainAll();
    }

    private void look() {
        runner.tick();
        ui.drainAll();
    }

    private PhoneState phone() {
        return shell.bench().phone().state().get();
    }

    private void callCaptured() {
        taps.wanted().set(true);
        shell.bench().phone().dial("echo");
        settle();
        backend.call().talk(Duration.ofSeconds(42), 2_104);
        look();
    }

    private void hangUp() {
        shell.bench().phone().hangUp();
        settle();
        look();
        settle();
    }

    private PathView path() {
        return shell.bench().call().path().get();
    }

    @Test
    void tapsAreInPlaceBeforeThePhoneDialsAndGoneAfterTheCall() {
        taps.wanted().set(true);
        shell.bench().phone().dial("echo");
        assertInstanceOf(PhoneState.Preparing.class, phone());
        assertInstanceOf(TapState.Opening.class, taps.state().get());
        settle();
        assertEquals(1, backend.taps().open());
        assertTrue(backend.taps().plan().container().isPresent(), "the engine is tapped too");
        assertInstanceOf(TapState.Capturing.class, taps.state().get());
        backend.call().talk(Duration.ofSeconds(42), 2_104);
        look();
        assertEquals(8, taps.figures().get().hops().size());
        hangUp();
        assertInstanceOf(TapState.Over.class, taps.state().get());
        assertEquals(0, backend.taps().open());
        assertEquals(
                List.of(), runner.repeating().stream().filter(it -> it.contains("tap")).toList());
    }

    @Test
    void theChoiceIsThereAgainAtTheNextStart() {
        assertFalse(taps.wanted().get());
        taps.wanted().set(true);
        settle();
        assertTrue(shellAnew().bench().taps().wanted().get());
        taps.wanted().set(false);
        settle();
        assertFalse(shellAnew().bench().taps().wanted().get());
    }

    private ShellViewModel shellAnew() {
        return new ShellViewModel(
                new Surroundings(backend, runner, ui, new ManualClock()),
                new SettingsStore(folder.resolve("settings.properties")));
    }

    @Test
    void aCaptureThatIsTooLargeIsEndedAndTheCallGoesOn() {
        callCaptured();
        backend.taps().grow(TapsViewModel.MOST_OCTETS + 1);
        look();
        settle();
        assertEquals(0, backend.taps().open());
        assertInstanceOf(PhoneState.Connected.class, phone());
        assertTrue(
                TapWords.warnings(taps.figures().get())
                        .getFirst()
                        .startsWith("The capture has 1 GB"));
        hangUp();
        assertTrue(shell.calls().calls().getFirst().session().orElseThrow().capture().isPresent());
    }

    @Test
    void aCallThatIsNotToBeCapturedHasNoTaps() {
        shell.bench().phone().dial("echo");
        assertInstanceOf(PhoneState.Dialling.class, phone());
        settle();
        assertEquals(0, backend.taps().open());
        assertInstanceOf(TapState.Off.class, taps.state().get());
    }

    @Test
    void hangingUpWhileTapsArePutInPlaceLeavesNeitherTapsNorCall() {
        backend.taps().hold();
        taps.wanted().set(true);
        shell.bench().phone().dial("echo");
        shell.bench().phone().hangUp();
        settle();
        assertInstanceOf(PhoneState.Idle.class, phone());
        assertInstanceOf(TapState.Off.class, taps.state().get());
        assertEquals(0, backend.taps().open());
    }

    @Test
    void tapsAreTakenAwayWhenThePhoneCannotDial() {
        backend.failDial(new BenchException(ProblemCode.BAD_URI, "No URI", "Give one"));
        taps.wanted().set(true);
        shell.bench().phone().dial("echo");
        settle();
        assertInstanceOf(PhoneState.Ended.class, phone());
        assertInstanceOf(TapState.Off.class, taps.state().get());
        assertEquals(0, backend.taps().open());
    }

    @Test
    void theCallGoesOnWithoutTapsThatCannotBePutInPlaceAndSaysWhy() {
        backend.taps().fail(new BenchException(ProblemCode.TOOLBOX_FAILED, "No room", "Make some"));
        callCaptured();
        assertInstanceOf(PhoneState.Connected.class, phone());
        var failed = assertInstanceOf(TapState.Failed.class, taps.state().get());
        assertEquals("No room", failed.problem().happened());
        assertTrue(
                shell.status().get().stream()
                        .map(StatusItem::text)
                        .toList()
                        .contains("Not captured"));
    }

    @Test
    void withoutDockerThePhoneAloneIsTappedAndTheReasonIsTold() {
        backend.engines()
                .failDocker(
                        new BenchException(
                                ProblemCode.DOCKER_NOT_RUNNING, "Nobody answers", "Start it"));
        shell.bench().start();
        settle();
        assertEquals("Docker is not running", taps.limit().get());
        callCaptured();
        assertFalse(backend.taps().plan().hasSidecar());
    }

    @Test
    void thePathShowsWhatEachLegLostAndAdded() {
        backend.taps().lose(200);
        callCaptured();
        look();
        assertEquals(
                List.of("2,104 · 0 lost", "1,904 · 200 lost", "1,901 · 0 lost", "1,901 · 0 lost"),
                path().hops().stream().map(hop -> hop.label()).toList());
        assertEquals(
                List.of("+0.03 ms", "+0.07 ms", "+0.02 ms", "+14 ms"),
                path().hops().stream().map(hop -> hop.detail()).toList());
        assertEquals(Health.BAD, path().hops().get(1).health());
        assertEquals(Health.GOOD, path().hops().getFirst().health());
    }

    @Test
    void otherCallsThatPassTheTapsAreNeitherOnThePathNorFirstInTheTable() {
        callCaptured();
        List<Hop> hops = new ArrayList<>();
        for (Hop hop : taps.figures().get().hops()) {
            hops.add(
                    new Hop(
                            hop.way(),
                            0x1000,
                            hop.point(),
                            "192.0.2.9:9000",
                            hop.destination(),
                            90_000,
                            70,
                            hop.meanDelayMillis(),
                            hop.maxDelayMillis()));
        }
        hops.addAll(taps.figures().get().hops());
        TapReport busy = new TapReport(List.of(), hops, List.of(), List.of(), Optional.empty());
        var call = shell.bench().call();
        call.tapped(busy);
        assertEquals("2,104 · 0 lost", path().hops().getFirst().label());
        List<HopRow> rows = HopRow.of(busy, call.ssrcs());
        assertEquals(16, rows.size());
        assertEquals(0x5A1C_09E2L, rows.getFirst().hop().ssrc());
        assertEquals(0x1000, rows.get(8).hop().ssrc());
        assertTrue(rows.get(8).first());
    }

    @Test
    void whatIsRewrittenOnTheWayIsTold() {
        List<HopRow> rows = HopRow.of(FakeTapDesk.report(0, Optional.empty()));
        assertEquals(8, rows.size());
        assertEquals("–", rows.getFirst().lost());
        assertEquals("–", rows.getFirst().delay());
        assertEquals("14.2 / 42.6", rows.getLast().delay());
        assertFalse(rows.get(1).rewritten());
        assertEquals(
                "Rewritten on the way here: destination 192.168.1.20:40000 became 172.17.0.2:40000",
                rows.get(2).rewriting());
        assertTrue(rows.get(4).first());
        assertEquals(
                "Rewritten on the way here: source 172.17.0.2:40000 became 192.168.1.20:40000",
                rows.get(6).rewriting());
    }

    @Test
    void droppedPacketsAndClocksAreStated() {
        TapReport report = FakeTapDesk.report(0, Optional.empty());
        assertEquals("phone, host, engine · none dropped", TapWords.taps(report));
        assertEquals(List.of(), TapWords.warnings(report));
        assertEquals(
                "Clocks apart: phone and host 0.010 ±0.020 ms · host and engine 0.000 ±0.030 ms",
                TapWords.clocks(report));
        TapReport.TapState host = report.taps().get(1);
        TapReport worse =
                new TapReport(
                        List.of(
                                new TapReport.TapState(
                                        host.place(),
                                        host.description(),
                                        100,
                                        12,
                                        0,
                                        Optional.of("its container was ended"))),
                        report.hops(),
                        report.clocks(),
                        List.of("the tap at the host stopped: its container was ended"),
                        Optional.empty());
        assertEquals("host · 12 dropped", TapWords.taps(worse));
        assertEquals(2, TapWords.warnings(worse).size());
        assertTrue(TapWords.each(worse).getFirst().endsWith("; stopped: its container was ended"));
    }

    @Test
    void theCaptureOfTheCallIsOnThePageCallsWithItsPacketsAndHops() {
        callCaptured();
        hangUp();
        CallRow row = Optional.ofNullable(shell.calls().selected().get()).orElseThrow();
        assertTrue(row.session().orElseThrow().capture().isPresent());
        var detail = shell.calls().detail();
        assertEquals(8, detail.taps().get().orElseThrow().hops().size());
        assertEquals(2, detail.streams().size());
        assertEquals("phone", detail.streams().getFirst().tap());
        detail.chooseStream(0);
        settle();
        assertFalse(detail.course().note().get().contains("kept figures"));
        shell.calls().save(Path.of("/tmp/target.pcapng"), false);
        settle();
        assertEquals(1, backend.captures().savedCalls());
        shell.bench().openCall();
        assertEquals(io.milliwatt.presentation.Page.CALLS, shell.page().get());
    }

    @Test
    void aCallThatWasNotCapturedSaysWhyThereAreNoPackets() {
        shell.bench().phone().dial("echo");
        settle();
        backend.call().talk(Duration.ofSeconds(2), 100);
        look();
        hangUp();
        shell.calls().save(Path.of("/tmp/target.pcapng"), false);
        settle();
        assertEquals(-1, backend.captures().savedCalls());
        assertTrue(shell.calls().saved().get().startsWith("No packets were kept"));
    }

    @Test
    void theNextCallMayBeginWhileTheCaptureOfTheLastIsRead() {
        callCaptured();
        shell.bench().phone().hangUp();
        runner.runAll();
        look();
        assertInstanceOf(TapState.Ending.class, taps.state().get());
        shell.bench().phone().dial("echo");
        settle();
        assertInstanceOf(TapState.Capturing.class, taps.state().get());
        assertEquals(1, backend.taps().open());
        assertTrue(shell.calls().calls().getFirst().session().orElseThrow().capture().isPresent());
    }
}
