package io.milliwatt.desktop;

import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.settings.SettingsStore;
import io.milliwatt.presentation.settings.ThemeChoice;
import io.milliwatt.presentation.task.VirtualThreadRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// The window over made-up use cases, light, with settings of its own; and how to wait for what it
/// shows.
final class TestWindow {
    private static final long PATIENCE_SECONDS = 20;

    private final FakeBackend backend;
    private final ShellViewModel shell;

    private TestWindow(FakeBackend backend, ShellViewModel shell) {
        this.backend = backend;
        this.shell = shell;
    }

    /// Opens it on a page; on the application thread.
    ///
    /// @param folder for its settings
    static TestWindow open(Stage stage, FakeBackend backend, Path folder, Page page) {
        var ui = new FxScheduler();
        var shell =
                new ShellViewModel(
                        new Surroundings(
                                backend, new VirtualThreadRunner(ui), ui, new ManualClock()),
                        new SettingsStore(
                                folder.resolve("settings" + System.nanoTime() + ".properties")));
        shell.settings().change(s -> s.withTheme(ThemeChoice.LIGHT));
        Themes.follow(shell.settings(), Optional.empty());
        new MainWindow(stage, shell).show();
        shell.page().set(page);
        if (page == Page.BENCH) {
            shell.start();
        }
        return new TestWindow(backend, shell);
    }

    ShellViewModel shell() {
        return shell;
    }

    /// Waits until the application thread finds it to be so.
    static void await(String what, Callable<Boolean> condition) throws TimeoutException {
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

    void awaitEngine(Class<? extends EngineState> state) throws TimeoutException {
        await(
                "engine " + state.getSimpleName(),
                () -> state.isInstance(shell.bench().engine().state().get()));
    }

    void awaitPhone(Class<? extends PhoneState> state) throws TimeoutException {
        await(
                "phone " + state.getSimpleName(),
                () -> state.isInstance(shell.bench().phone().state().get()));
    }

    void launch(FxRobot robot) throws TimeoutException {
        robot.clickOn("#launch");
        awaitEngine(EngineState.Running.class);
    }

    /// Launches the engine and calls its echo, which has been answered for 42 s.
    void call(FxRobot robot) throws TimeoutException {
        launch(robot);
        robot.clickOn("#chip-echo");
        talk();
    }

    /// Lets the call that is dialled be answered 42 s ago.
    void talk() throws TimeoutException {
        awaitPhone(PhoneState.Dialling.class);
        backend.call().talk(Duration.ofSeconds(42), 2_104);
        awaitPhone(PhoneState.Connected.class);
    }

    static String text(FxRobot robot, String id) {
        return robot.lookup("#" + id).queryAs(Labeled.class).getText();
    }

    /// Style and layout of the whole window, now.
    static void layout(Node node) {
        node.getScene().getRoot().applyCss();
        node.getScene().getRoot().layout();
    }
}
