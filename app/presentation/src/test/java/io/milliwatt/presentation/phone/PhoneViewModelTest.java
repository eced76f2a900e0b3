package io.milliwatt.presentation.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.call.AudioChoice;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.engine.DockerStatus;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualRunner;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.fixture.Samples;
import io.milliwatt.presentation.settings.AudioSetting;
import io.milliwatt.presentation.tap.TapsViewModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

class PhoneViewModelTest {
    private final FakeBackend backend = new FakeBackend();
    private final ManualUi ui = new ManualUi();
    private final ManualRunner runner = new ManualRunner();
    private final List<PhoneViewModel.CallSight> seen = new ArrayList<>();
    private Optional<EngineInfo> engine = Optional.of(Samples.engine());
    private final Surroundings with = new Surroundings(backend, runner, ui, new ManualClock());
    private final VantageViewModel vantage = new VantageViewModel(with, () -> engine);
    private final TapsViewModel taps =
            new TapsViewModel(
                    with, new SimpleObjectProperty<DockerStatus>(new DockerStatus.Unknown()));
    private final PhoneViewModel phone =
            new PhoneViewModel(
                    with, () -> engine, () -> AudioSetting.DEFAULT, vantage, taps, seen::add);

    private PhoneState state() {
        return phone.state().get();
    }

    private void dialEcho() {
        phone.dial("echo");
        runner.runAll();
        look();
    }

    private void look() {
        runner.tick();
        ui.drain();
    }

    @Test
    void dialsATestNumberAtTheAdvertisedAddress() {
        dialEcho();
        assertEquals("sip:echo@192.168.1.20", backend.call().request().target());
        assertEquals(engine, backend.call().request().engine());
        assertInstanceOf(AudioChoice.Reference.class, backend.call().request().audio());
        assertInstanceOf(PhoneState.Dialling.class, state());
    }

    @Test
    void goesFromDiallingOverRingingToConnectedAndHeld() {
        dialEcho();
        backend.call().ring();
        look();
        assertInstanceOf(PhoneState.Ringing.class, state());

        backend.call().talk(Duration.ofSeconds(42), 2_104);
        look();
        assertEquals(
                new PhoneState.Connected("sip:echo@192.168.1.20", Duration.ofSeconds(42), "PCMA"),
                state());
        assertEquals(0.58, phone.inputLevel().get());

        phone.hold(true);
        runner.runAll();
        look();
        assertInstanceOf(PhoneState.Held.class, state());
    }

    @Test
    void sendsDigitsInTheOrderTheyWerePressedAndOnlyInACall() {
        phone.press("1");
        assertEquals("", phone.digits().get());
        dialEcho();
        backend.call().talk(Duration.ofSeconds(1), 60);
        look();
        for (String key : List.of("1", "2", "#", "x", "a", "12")) {
            phone.press(key);
        }
        runner.runAll();
        assertEquals("12#A", backend.call().digits());
        assertEquals("12#A", phone.digits().get());
    }

    @Test
    void hangsUpAndTellsTheWatcherOnceThatItIsOver() {
        dialEcho();
        backend.call().talk(Duration.ofSeconds(5), 250);
        look();
        phone.hangUp();
        runner.runAll();
        look();
        look();
        PhoneState.Ended ended = assertInstanceOf(PhoneState.Ended.class, state());
        assertEquals(PhoneState.Outcome.GOOD, ended.outcome());
        assertEquals("Hung up here", ended.reason());
        assertEquals(1, seen.stream().filter(PhoneViewModel.CallSight::over).count());
        assertEquals(List.of(), runner.repeating());
        assertEquals(0, phone.outputLevel().get());
    }

    @Test
    void aHangUpBeforeTheCallExistsEndsItAsSoonAsItDoes() {
        phone.dial("echo");
        phone.hangUp();
        runner.runAll();
        look();
        PhoneState.Ended ended = assertInstanceOf(PhoneState.Ended.class, state());
        assertEquals(PhoneState.Outcome.NO_CALL, ended.outcome());
    }

    @Test
    void saysWhyTheFarEndEndedTheCall() {
        dialEcho();
        backend.call().end(Verdict.NO_CALL, "Refused with 486 Busy Here");
        look();
        PhoneState.Ended ended = assertInstanceOf(PhoneState.Ended.class, state());
        assertEquals("Refused with 486 Busy Here", ended.reason());
        assertEquals(PhoneState.Outcome.NO_CALL, ended.outcome());
    }

    @Test
    void showsWhatIsWrongWithTheRequest() {
        backend.failDial(
                new BenchException(
                        ProblemCode.NO_AUDIO_DEVICE,
                        "There is no microphone",
                        "Choose the reference signal"));
        phone.dial("echo");
        runner.runAll();
        PhoneState.Ended ended = assertInstanceOf(PhoneState.Ended.class, state());
        assertEquals("There is no microphone", ended.reason());
        assertEquals("Choose the reference signal", ended.fix());
    }

    @Test
    void aBareNumberWithoutEngineIsExplainedNotDialled() {
        engine = Optional.empty();
        phone.dial("echo");
        assertTrue(phone.hint().get().contains("Launch the engine"));
        assertInstanceOf(PhoneState.Idle.class, state());
        assertEquals(List.of(), runner.waiting());
    }

    @Test
    void anAddressIsDialledWithoutEngine() {
        engine = Optional.empty();
        phone.dialText().set("bob@10.0.0.7:5080");
        phone.dial();
        runner.runAll();
        assertEquals("sip:bob@10.0.0.7:5080", backend.call().request().target());
        assertEquals(Optional.empty(), backend.call().request().engine());
    }

    @Test
    void anAddressOfTheEngineGivesTheEnginesTaps() {
        assertTrue(
                DialTarget.of("sip:echo@192.168.1.20:5060;transport=udp", engine)
                        .orElseThrow()
                        .engine()
                        .isPresent());
        assertFalse(
                DialTarget.of("sip:echo@192.168.1.20:5062", engine)
                        .orElseThrow()
                        .engine()
                        .isPresent());
    }

    @Test
    void suggestsTheEchoNumberButNeverOverwritesWhatWasTyped() {
        phone.suggest(Samples.engine());
        assertEquals("sip:echo@192.168.1.20", phone.dialText().get());
        phone.dialText().set("sip:mine@10.0.0.1");
        phone.suggest(Samples.engine());
        assertEquals("sip:mine@10.0.0.1", phone.dialText().get());
    }

    @Test
    void mutesAndForgetsItWithTheCall() {
        dialEcho();
        backend.call().talk(Duration.ofSeconds(1), 60);
        look();
        phone.mute(true);
        runner.runAll();
        assertTrue(backend.call().muted());
        assertTrue(phone.muted().get());
        backend.call().end(Verdict.AUDIO, "The far end hung up");
        look();
        assertFalse(phone.muted().get());
    }
}
