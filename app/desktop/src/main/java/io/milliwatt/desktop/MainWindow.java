package io.milliwatt.desktop;

import io.milliwatt.desktop.view.Shell;
import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.phone.PhoneViewModel;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/// The window with its keys.
public final class MainWindow {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final double LEAST_WIDTH = 1100;
    private static final double LEAST_HEIGHT = 720;

    private final Stage stage;
    private final ShellViewModel shell;
    private final Shell root;
    private final Scene scene;

    public MainWindow(Stage stage, ShellViewModel shell) {
        this.stage = stage;
        this.shell = shell;
        root = new Shell(shell);
        scene = new Scene(root, WIDTH, HEIGHT);
        keys();
        stage.setTitle("Milliwatt");
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setScene(scene);
        stage.setOnCloseRequest(event -> {
            event.consume();
            shell.close(stage::hide);
        });
    }

    /// Shows the window, with the focus on the dial field.
    public void show() {
        stage.show();
        root.focusDial();
    }

    public Scene scene() {
        return scene;
    }

    private void keys() {
        PhoneViewModel phone = shell.bench().phone();
        key(KeyCode.L, root::focusDial, KeyCombination.SHORTCUT_DOWN);
        key(KeyCode.O, root::openCapture, KeyCombination.SHORTCUT_DOWN);
        key(KeyCode.ENTER, shell.bench().engine()::launch, KeyCombination.SHORTCUT_DOWN);
        key(KeyCode.M, () -> phone.mute(!phone.muted().get()), KeyCombination.SHORTCUT_DOWN);
        key(KeyCode.H, phone::hangUp, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
        key(KeyCode.ESCAPE, shell.bench()::giveUp);
        for (Page page : Page.values()) {
            KeyCode digit = KeyCode.valueOf("DIGIT" + (page.ordinal() + 1));
            key(digit, () -> shell.page().set(page), KeyCombination.SHORTCUT_DOWN);
        }
        scene.addEventHandler(
                KeyEvent.KEY_TYPED,
                event -> {
                    if (!(scene.getFocusOwner() instanceof TextInputControl field
                                    && field.isEditable())
                            && shell.page().get() == Page.BENCH) {
                        phone.press(event.getCharacter());
                    }
                });
    }

    private void key(KeyCode code, Runnable action, KeyCombination.Modifier... modifiers) {
        scene.getAccelerators().put(new KeyCodeCombination(code, modifiers), action);
    }
}
