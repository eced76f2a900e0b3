package io.milliwatt.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.call.CaptureState;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.SampleCapture;
import io.milliwatt.presentation.settings.SettingsStore;
import io.milliwatt.presentation.settings.ThemeChoice;
import io.milliwatt.presentation.task.VirtualThreadRunner;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
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
import org.testfx.util.WaitForAsyncUtils;

/// The page Calls with made-up captures, used by mouse and keyboard.
@SuppressWarnings("NullAway.Init") // TestFX opens the window before each test
@ExtendWith(ApplicationExtension.class)
class CallsWindowTest {
    private static final long PATIENCE_SECONDS = 20;
    private static final Path FILE = Path.of("/tmp/some.pcapng");

    @TempDir static Path folder;

    private final FakeBackend backend = new FakeBackend();
    private ShellViewModel shell;

    @Start
    void open(Stage opened) {
        var ui = new FxScheduler();
        shell =
                new ShellViewModel(
                        new Surroundings(
                                backend, new VirtualThreadRunner(ui), ui, new ManualClock()),
                        new SettingsStore(
                                folder.resolve("settings" + System.nanoTime() + ".properties")));
        shell.settings().change(s -> s.withTheme(ThemeChoice.LIGHT));
        Themes.follow(shell.settings(), Optional.empty());
        new MainWindow(opened, shell).show();
        shell.page().set(Page.CALLS);
    }

    private static void await(String what, Callable<Boolean> condition) throws TimeoutException {
        try {
            WaitForAsyncUtils.waitFor(
                    PATIENCE_SECONDS,
                    TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.asyncFx(condition).get());
        } catch (TimeoutException e) {
            throw new TimeoutException("not within " + PATIENCE_SECONDS + " s: " + what);
        }
        WaitForAsyncUtils.waitForFxEvents();
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

    @Test
    void aThousandCallsAndALadderOfThousandsOfRowsScrollSmoothly(FxRobot robot)
            throws TimeoutException {
        backend.captures().hold(SampleCapture.of(2_000, 1));
        read(robot);
        TableView<?> table = robot.lookup("#calls").queryAs(TableView.class);
        double[] millis = new double[200];
        robot.interact(() -> {
            for (int i = 0; i < millis.length; i++) {
                long begin = System.nanoTime();
                table.scrollTo(i * 10);
                layout(table);
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
        });
        Arrays.sort(millis);
        System.err.printf(
                "scrolling 2,000 calls: layout %.1f ms median, %.1f ms at the 95th percentile%n",
                millis[100], millis[190]);
        assertTrue(millis[100] < 50, millis[100] + " ms for one step in the middle");
    }

    private static void layout(Node node) {
        node.getScene().getRoot().applyCss();
        node.getScene().getRoot().layout();
    }
}
