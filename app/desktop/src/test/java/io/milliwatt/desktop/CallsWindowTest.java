package io.milliwatt.desktop;

import static io.milliwatt.desktop.TestWindow.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.call.CaptureState;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.SampleCapture;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The page Calls with made-up captures, used by mouse and keyboard.
@SuppressWarnings("NullAway.Init") // TestFX opens the window before each test
@ExtendWith(ApplicationExtension.class)
class CallsWindowTest {
    private static final Path FILE = Path.of("/tmp/some.pcapng");

    @TempDir static Path folder;

    private final FakeBackend backend = new FakeBackend();
    private TestWindow window;
    private ShellViewModel shell;

    @Start
    void open(Stage opened) {
        window = TestWindow.open(opened, backend, folder, Page.CALLS);
        shell = window.shell();
    }

    private void read(FxRobot robot) throws TimeoutException {
        robot.interact(() -> shell.calls().open(FILE));
        await("the capture", () -> shell.calls().capture().get() instanceof CaptureState.Read);
        await("the table", () -> !robot.lookup("#calls").queryAll().isEmpty());
    }

    @Test
    void saysWhatToDoWhereThereIsNoCall(FxRobot robot) {
        assertFalse(robot.lookup("No call yet").queryAll().isEmpty());
        assertFalse(robot.lookup("#open-capture").queryAll().isEmpty());
    }

    @Test
    void aCaptureIsReadWithProgressAndCanBeCancelled(FxRobot robot) throws TimeoutException {
        backend.captures().hold();
        robot.interact(() -> shell.calls().open(FILE));
        await(
                "the progress",
                () ->
                        robot.lookup("#capture-words")
                                .queryAs(Labeled.class)
                                .getText()
                                .contains("1,000,000 packets"));
        robot.clickOn("#cancel-capture");
        await("the end", () -> shell.calls().capture().get() instanceof CaptureState.None);
    }

    @Test
    void theArrowThatIsClickedIsReadAndComparedAndTheFilterNarrowsTheList(FxRobot robot)
            throws TimeoutException {
        read(robot);
        assertEquals(7, robot.lookup("#calls").queryAs(TableView.class).getItems().size());
        robot.clickOn("#ladder").push(KeyCode.HOME).push(KeyCode.DOWN);
        await(
                "the second message",
                () ->
                        robot.lookup("#message-title")
                                .queryAs(Labeled.class)
                                .getText()
                                .equals("100 Trying"));
        robot.interact(
                () -> shell.calls().detail().compareWith(shell.calls().detail().comparable()));
        await(
                "the comparison",
                () ->
                        robot.lookup("#message-title")
                                .queryAs(Labeled.class)
                                .getText()
                                .contains(" and "));
        robot.clickOn("#calls-filter").write("486", 0);
        await(
                "two calls",
                () -> robot.lookup("#calls").queryAs(TableView.class).getItems().size() == 2);
    }

    @Test
    void descriptionsStreamsAndFindingsAreOnTheirTabs(FxRobot robot) throws TimeoutException {
        read(robot);
        robot.clickOn("#tab-sdp");
        await(
                "the answer",
                () -> robot.lookup("#sdp-answer").queryAs(ListView.class).getItems().size() > 5);
        robot.clickOn("#tab-streams");
        await(
                "two streams",
                () ->
                        robot.lookup("#call-streams").queryAs(TableView.class).getItems().size()
                                == 2);
        robot.clickOn("#tab-findings");
        robot.clickOn("Show");
        await("the stream it names", () -> !robot.lookup("#call-streams").queryAll().isEmpty());
        assertTrue(shell.calls().detail().stream().get().isPresent());
    }

    /// How long it takes is measured by docs/performance/window-large; here, that it does not grow
    /// with the number of calls.
    @Test
    void ofThousandsOfCallsThoseThatAreSeenCost(FxRobot robot) throws TimeoutException {
        backend.captures().hold(SampleCapture.of(2_000, 1));
        read(robot);
        TableView<?> table = robot.lookup("#calls").queryAs(TableView.class);
        assertEquals(2_000, table.getItems().size());
        robot.interact(() -> {
            for (int i = 0; i < 200; i++) {
                table.scrollTo(i * 10);
                TestWindow.layout(table);
            }
        });
        int rows = table.lookupAll(".table-row-cell").size();
        assertTrue(rows > 3 && rows < 60, rows + " rows are kept");
    }
}
