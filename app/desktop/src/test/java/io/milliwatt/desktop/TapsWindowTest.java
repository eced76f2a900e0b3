package io.milliwatt.desktop;

import static io.milliwatt.desktop.TestWindow.await;
import static io.milliwatt.desktop.TestWindow.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.tap.TapState;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Calls of the page Bench with taps, and its findings. Engines, taps and captures are made up.
@SuppressWarnings("NullAway.Init") // TestFX opens the window before each test
@ExtendWith(ApplicationExtension.class)
class TapsWindowTest {
    @TempDir static Path folder;

    private final FakeBackend backend = new FakeBackend();
    private TestWindow window;

    @Start
    void open(Stage opened) {
        window = TestWindow.open(opened, backend, folder, Page.BENCH);
    }

    private void callCaptured(FxRobot robot) throws TimeoutException {
        window.launch(robot);
        robot.clickOn("#capture");
        robot.clickOn("#chip-echo");
        window.talk();
    }

    private TapState state() {
        return window.shell().bench().taps().state().get();
    }

    @Test
    void aCapturedCallShowsEachHopLiveAndOpensOnThePageCalls(FxRobot robot)
            throws TimeoutException {
        backend.taps().lose(200);
        callCaptured(robot);
        await(
                "eight points",
                () -> robot.lookup("#hops").queryAs(TableView.class).getItems().size() == 8);
        assertFalse(robot.lookup("Entered the engine").queryAll().isEmpty());
        assertFalse(robot.lookup(".rewritten").queryAll().isEmpty());
        assertEquals(
                "Taps: phone, host, engine · none dropped · until 2 s ago",
                text(robot, "hops-taps"));
        assertFalse(robot.lookup("#hops-foot .label").queryAll().isEmpty(), "clocks are stated");
        assertEquals("Capturing: phone, host, engine · none dropped", text(robot, "capture-state"));
        robot.clickOn("#hang-up");
        await("the end of the taps", () -> state() instanceof TapState.Over);
        assertEquals(0, backend.taps().open());
        await(
                "nothing of the capture in the status bar",
                () ->
                        robot.lookup(".status-item").queryAll().stream()
                                .filter(javafx.scene.Node::isVisible)
                                .noneMatch(it -> it.toString().contains("Capture")));
        robot.clickOn("#hops-open");
        await("the page Calls", () -> window.shell().page().get() == Page.CALLS);
        robot.clickOn("#tab-streams");
        await(
                "the streams of the capture",
                () ->
                        robot.lookup("#call-streams").queryAs(TableView.class).getItems().size()
                                == 2);
    }

    @Test
    void aFindingAboutPacketsLeadsToTheHopWhereTheyWereLost(FxRobot robot) throws TimeoutException {
        backend.taps().lose(200);
        callCaptured(robot);
        robot.clickOn("#tab-messages");
        backend.call().lossy();
        await("the finding", () -> !robot.lookup("#findings .fix").queryAll().isEmpty());
        robot.clickOn("Show");
        await("the hops", () -> !robot.lookup(".hop-bad").queryAll().isEmpty());
    }

    @Test
    void hopsThatWereOutOfSightAreTheNewestWhenTheyAreSeenAgain(FxRobot robot)
            throws TimeoutException {
        callCaptured(robot);
        await(
                "eight points",
                () -> robot.lookup("#hops").queryAs(TableView.class).getItems().size() == 8);
        robot.interact(
                () -> robot.lookup("#hops").queryAs(TableView.class).getSelectionModel().select(3));
        robot.clickOn("#tab-streams");
        assertTrue(robot.lookup("#hops").queryAll().isEmpty());
        backend.taps().lose(200);
        robot.clickOn("#tab-hops");
        await("the line with losses", () -> !robot.lookup(".hop-bad").queryAll().isEmpty());
        assertEquals(
                3,
                robot.lookup("#hops")
                        .queryAs(TableView.class)
                        .getSelectionModel()
                        .getSelectedIndex(),
                "the line that was chosen");
    }

    @Test
    void theCallIsCancelledWhileTapsArePutInPlace(FxRobot robot) throws TimeoutException {
        backend.taps().hold();
        window.launch(robot);
        robot.clickOn("#capture");
        robot.clickOn("#chip-echo");
        window.awaitPhone(PhoneState.Preparing.class);
        assertEquals("putting taps in place …", text(robot, "phone-line"));
        robot.clickOn("#hang-up");
        window.awaitPhone(PhoneState.Idle.class);
        assertEquals(0, backend.taps().open());
    }

    @Test
    void tapsThatFailAreToldAndTheCallGoesOn(FxRobot robot) throws TimeoutException {
        backend.taps().fail(new BenchException(ProblemCode.TOOLBOX_FAILED, "No room", "Make some"));
        callCaptured(robot);
        await("the reason", () -> text(robot, "capture-state").equals("Not captured. No room"));
    }

    @Test
    void aFindingLeadsToItsMessageSaysWhyAndGivesItsCommand(FxRobot robot) throws TimeoutException {
        window.call(robot);
        backend.call().unheard();
        backend.call().end(Verdict.NO_AUDIO, "Hung up here");
        await("the finding", () -> !robot.lookup("#findings .fix").queryAll().isEmpty());
        robot.clickOn("Show");
        await(
                "the message with the answer",
                () ->
                        robot.lookup("#message-title")
                                .queryAs(Labeled.class)
                                .getText()
                                .equals("200 OK (SDP)"));
        robot.clickOn("Why?");
        await("the page of the rule", () -> !robot.lookup("Why it matters").queryAll().isEmpty());
        robot.interact(() -> robot.lookup("#findings .fix .copy-button").queryButton().fire());
        await(
                "the command",
                () ->
                        "./milliwatt engine restart engine"
                                .equals(Clipboard.getSystemClipboard().getString()));
    }
}
