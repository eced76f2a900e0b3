package io.milliwatt.desktop;

import static io.milliwatt.desktop.TestWindow.await;
import static io.milliwatt.desktop.TestWindow.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.LaunchStep;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.settings.ThemeChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The window with made-up engines and calls, used by mouse and keyboard.
@SuppressWarnings("NullAway.Init") // TestFX opens the window before each test
@ExtendWith(ApplicationExtension.class)
class WindowTest {

    @TempDir static Path folder;

    private final FakeBackend backend = new FakeBackend();
    private TestWindow window;
    private ShellViewModel shell;
    private Stage stage;

    @Start
    void open(Stage opened) {
        stage = opened;
        window = TestWindow.open(opened, backend, folder, Page.BENCH);
        shell = window.shell();
    }

    @Test
    void launchShowsItsStepsAndThenTheEngine(FxRobot robot) throws TimeoutException {
        backend.engines().holdAt(LaunchStep.WAIT_SIP);
        robot.clickOn("#launch");
        await(
                "the step that is being done",
                () -> !robot.lookup("SIP OPTIONS is answered with 200").queryAll().isEmpty());
        assertEquals("launching", text(robot, "engine-state"));
        assertFalse(robot.lookup("192.168.1.20 on eth0: default route").queryAll().size() > 1);

        backend.engines().release();
        window.awaitEngine(EngineState.Running.class);
        assertTrue(text(robot, "engine-state").startsWith("running"));
        await(
                "the usage of the engine",
                () -> !robot.lookup("40000–40019 · 2 in use").queryAll().isEmpty());
    }

    @Test
    void escapeCancelsALaunch(FxRobot robot) throws TimeoutException {
        backend.engines().holdAt(LaunchStep.START);
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        window.awaitEngine(EngineState.Launching.class);
        robot.push(KeyCode.ESCAPE);
        window.awaitEngine(EngineState.Stopped.class);
        assertEquals("stopped", text(robot, "engine-state"));
    }

    @Test
    void theCancelButtonCancelsALaunch(FxRobot robot) throws TimeoutException {
        backend.engines().holdAt(LaunchStep.START);
        robot.clickOn("#launch");
        window.awaitEngine(EngineState.Launching.class);
        robot.clickOn("#cancel");
        window.awaitEngine(EngineState.Stopped.class);
    }

    @Test
    void aChipDialsItsTestNumberAndTheCallIsShown(FxRobot robot) throws TimeoutException {
        window.call(robot);
        assertEquals("echo", text(robot, "phone-name"));
        assertEquals("connected · 0:42 · PCMA", text(robot, "phone-line"));
        await("the verdict", () -> text(robot, "verdict").startsWith("audio both ways"));
        await(
                "four streams",
                () -> robot.lookup("#streams").queryAs(TableView.class).getItems().size() == 4);
        robot.clickOn("#hang-up");
        window.awaitPhone(PhoneState.Ended.class);
        assertEquals("Hung up here", text(robot, "phone-line"));
    }

    @Test
    void dialsByKeyboardAlone(FxRobot robot) throws TimeoutException {
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        window.awaitEngine(EngineState.Running.class);
        robot.push(KeyCode.CONTROL, KeyCode.L);
        robot.write("milliwatt", 0);
        robot.push(KeyCode.ENTER);
        window.awaitPhone(PhoneState.Dialling.class);
        assertEquals("sip:milliwatt@192.168.1.20", backend.call().request().target());
        robot.push(KeyCode.ESCAPE);
        window.awaitPhone(PhoneState.Ended.class);
    }

    @Test
    void digitsGoByKeyboardAndByPad(FxRobot robot) throws TimeoutException {
        window.call(robot);
        robot.write("12", 0);
        robot.clickOn("#key-hash");
        await("the digits", () -> backend.call().digits().equals("12#"));
        assertEquals("Sent 12#", text(robot, "digits"));
    }

    @Test
    void muteAndHoldGoToTheCallAndEscapeDoesNotEndIt(FxRobot robot) throws TimeoutException {
        window.call(robot);
        robot.clickOn("#mute");
        await("muted", () -> backend.call().muted());
        robot.clickOn("#hold");
        window.awaitPhone(PhoneState.Held.class);
        assertEquals("Resume", text(robot, "hold"));
        robot.clickOn("#hold");
        window.awaitPhone(PhoneState.Connected.class);
        robot.push(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertFalse(backend.call().ended());
    }

    @Test
    void aFailedLaunchSaysWhatHappenedAndWhatToDo(FxRobot robot) throws TimeoutException {
        backend.engines()
                .failLaunch(
                        new BenchException(
                                ProblemCode.PORT_TAKEN,
                                "UDP port 5060 is held by asterisk (process 812)",
                                "Use SIP port 5062, which is free"));
        robot.clickOn("#launch");
        window.awaitEngine(EngineState.Failed.class);
        assertEquals("A port is taken", text(robot, "problem-title"));
        assertEquals(
                "UDP port 5060 is held by asterisk (process 812)", text(robot, "problem-happened"));
        assertFalse(robot.lookup("Use SIP port 5062, which is free").queryAll().isEmpty());
    }

    @Test
    void anEngineKilledInACallIsShownOnCardAndPhone(FxRobot robot) throws TimeoutException {
        window.call(robot);
        backend.engines().kill("The container was killed (exit status 137)");
        backend.call().end(Verdict.NO_ENGINE, "The engine is gone");
        window.awaitPhone(PhoneState.Ended.class);
        window.awaitEngine(EngineState.Failed.class);
        assertEquals("The engine is gone", text(robot, "phone-line"));
        assertTrue(text(robot, "problem-happened").contains("137"));
    }

    @Test
    void themeIsSwitchedOnThePageSettings(FxRobot robot) throws TimeoutException {
        String light = Application.getUserAgentStylesheet();
        robot.clickOn("#rail-settings");
        robot.clickOn("#theme-dark");
        await("dark", () -> shell.settings().get().theme() == ThemeChoice.DARK);
        assertFalse(light.equals(Application.getUserAgentStylesheet()));
        robot.clickOn("#theme-light");
        await("light", () -> light.equals(Application.getUserAgentStylesheet()));
    }

    @Test
    void goingToAnotherPageAndBackKeepsTheSelection(FxRobot robot) throws TimeoutException {
        window.call(robot);
        robot.clickOn("#tab-messages");
        ListView<?> messages = robot.lookup("#messages").queryAs(ListView.class);
        robot.interact(() -> messages.getSelectionModel().select(2));
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
        await("the page Calls", () -> shell.page().get() == Page.CALLS);
        backend.call().talk(Duration.ofSeconds(50), 2_500);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
        await("the newer record", () -> text(robot, "phone-line").contains("0:50"));
        assertEquals(2, messages.getSelectionModel().getSelectedIndex());
        assertEquals("200 OK (SDP)", robot.lookup("#message-title").queryAs(Label.class).getText());
    }

    @Test
    void aFinishedCallIsListedOnThePageCalls(FxRobot robot) throws TimeoutException {
        window.call(robot);
        robot.clickOn("#hang-up");
        window.awaitPhone(PhoneState.Ended.class);
        robot.clickOn("#rail-calls");
        TableView<?> calls = robot.lookup("#calls").queryAs(TableView.class);
        assertEquals(1, calls.getItems().size());
        assertEquals(0, calls.getSelectionModel().getSelectedIndex());
    }

    @Test
    void plansPortsAndOpensAndUndoesTheWayToContainers(FxRobot robot) throws TimeoutException {
        robot.clickOn("#rail-network");
        robot.doubleClickOn("#plan-calls").write("500");
        await(
                "the plan for 500 calls",
                () -> !robot.lookup("40000–40999 · 1000").queryAll().isEmpty());

        robot.interact(() -> robot.lookup("#route-look").queryButton().fire());
        await("what stands in the way", () -> !robot.lookup("#route-open").queryAll().isEmpty());
        robot.interact(() -> robot.lookup("#route-open").queryButton().fire());
        await("the undo", () -> !robot.lookup("#route-close").queryAll().isEmpty());
        assertTrue(robot.lookup("#route-open").queryAll().isEmpty());
        robot.interact(() -> robot.lookup("#route-close").queryButton().fire());
        await("as before", () -> !robot.lookup("#route-open").queryAll().isEmpty());
    }

    @Test
    void thePageImagesHasEngineAndToolboxAndBuildsEach(FxRobot robot) throws TimeoutException {
        robot.clickOn("#rail-images");
        await(
                "both images",
                () ->
                        !robot.lookup("milliwatt/engine:0.1.0").queryAll().isEmpty()
                                && !robot.lookup("milliwatt/toolbox:0.1.0").queryAll().isEmpty());
        robot.clickOn("#build-toolbox");
        await("the toolbox", () -> !robot.lookup("24 MB").queryAll().isEmpty());
        assertEquals("Build anew", text(robot, "build-toolbox"));
        assertEquals("Build", text(robot, "build-engine"));
        assertFalse(backend.engineImage().built());
    }

    @Test
    void theWindowAnswersWhileAnEngineTakesFiveSeconds(FxRobot robot) throws TimeoutException {
        backend.engines().slow(Duration.ofSeconds(5));
        long begin = System.nanoTime();
        robot.interact(() -> shell.bench().engine().launch());
        robot.clickOn("#rail-network");
        robot.clickOn("#rail-bench");
        robot.clickOn("#cancel");
        WaitForAsyncUtils.waitForFxEvents();
        long tookMillis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(tookMillis < 4_500, "the window took " + tookMillis + " ms");
        assertInstanceOf(EngineState.Launching.class, shell.bench().engine().state().get());
    }

    @Test
    void closingInACallEndsItAndTheEngine(FxRobot robot) throws TimeoutException {
        window.call(robot);
        robot.interact(() ->
                stage.getOnCloseRequest()
                        .handle(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
        await("the window is closed", () -> !stage.isShowing());
        assertTrue(backend.call().ended());
        assertEquals(1, backend.engines().stops());
    }

    @Test
    void everyControlOfTheBenchHasAName(FxRobot robot) {
        for (Node node : robot.lookup(".button").queryAll()) {
            Labeled button = (Labeled) node;
            boolean named =
                    !button.getText().isBlank()
                            || (button.getAccessibleText() != null
                                    && !button.getAccessibleText().isBlank());
            assertTrue(named, "a button without a name: " + button);
        }
    }
}
