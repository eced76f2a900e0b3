package io.milliwatt.desktop;

import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.settings.SettingsStore;
import io.milliwatt.presentation.settings.ThemeChoice;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;

/// Puts the window together. Engines, phone and Docker are first asked once the window is seen.
public final class MilliwattApplication extends Application {
    private static final Duration WARM_UP_STEP = Duration.millis(400);

    @Override
    public void start(Stage stage) {
        FirstFrame.tell("toolkit");
        FxScheduler ui = new FxScheduler();
        ShellViewModel shell = LocalBackend.shell(ui, SettingsStore.ofUser(System.getenv()));
        Themes.follow(shell.settings(), themeAskedFor());
        FirstFrame.tell("theme set");
        MainWindow window = new MainWindow(stage, shell);
        FirstFrame.of(window.scene(), () -> begin(shell));
        FirstFrame.tell("window built");
        window.show();
        FirstFrame.tell("window shown");
        stage.setOnHidden(_ -> Platform.exit());
    }

    private Optional<ThemeChoice> themeAskedFor() {
        return Optional.ofNullable(getParameters().getNamed().get("theme"))
                .map(word -> ThemeChoice.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private void begin(ShellViewModel shell) {
        shell.start();
        if (getParameters().getUnnamed().contains("--warm-up")
                || getParameters().getRaw().contains("--warm-up")) {
            warmUp(shell, 0);
        }
    }

    /// Shows one page after the other, then ends.
    private static void warmUp(ShellViewModel shell, int page) {
        var pause = new PauseTransition(WARM_UP_STEP);
        pause.setOnFinished(_ -> {
            if (page == Page.values().length) {
                shell.close(Platform::exit);
            } else {
                shell.page().set(Page.values()[page]);
                warmUp(shell, page + 1);
            }
        });
        pause.play();
    }
}
