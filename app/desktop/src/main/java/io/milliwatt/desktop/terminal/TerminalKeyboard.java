package io.milliwatt.desktop.terminal;

import io.milliwatt.presentation.terminal.TerminalKeys;
import io.milliwatt.presentation.terminal.TerminalKeys.Key;
import io.milliwatt.presentation.terminal.TerminalKeys.Modifiers;
import io.milliwatt.presentation.terminal.TerminalViewModel;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Hands keys to the shell; none is left for the window.
final class TerminalKeyboard {
    private final TerminalViewModel terminal;
    private final Runnable copy;
    private final Runnable paste;
    private final Runnable pageUp;
    private final Runnable pageDown;

    TerminalKeyboard(
            TerminalViewModel terminal,
            Runnable copy,
            Runnable paste,
            Runnable pageUp,
            Runnable pageDown) {
        this.terminal = terminal;
        this.copy = copy;
        this.paste = paste;
        this.pageUp = pageUp;
        this.pageDown = pageDown;
    }

    void pressed(KeyEvent event) {
        Optional<Key> key = key(event.getCode());
        if (event.isControlDown() && event.isShiftDown() && event.getCode() == KeyCode.C) {
            copy.run();
        } else if (event.isControlDown() && event.isShiftDown() && event.getCode() == KeyCode.V
                || event.isShiftDown() && event.getCode() == KeyCode.INSERT) {
            paste.run();
        } else if (event.isShiftDown() && event.getCode() == KeyCode.PAGE_UP) {
            pageUp.run();
        } else if (event.isShiftDown() && event.getCode() == KeyCode.PAGE_DOWN) {
            pageDown.run();
        } else if (key.isPresent()) {
            terminal.press(
                    key.get(),
                    new Modifiers(event.isShiftDown(), event.isAltDown(), event.isControlDown()));
        } else if (event.isControlDown() && !event.getText().isEmpty()) {
            control(event);
        } else if (event.isControlDown() && event.getCode().isLetterKey()) {
            control(event);
        }
        event.consume();
    }

    private void control(KeyEvent event) {
        char key =
                event.getCode().isLetterKey()
                        ? event.getCode().getName().charAt(0)
                        : event.getText().charAt(0);
        String sent = TerminalKeys.control(key);
        if (!sent.isEmpty()) {
            terminal.type(event.isAltDown() ? "\033" + sent : sent);
        }
    }

    /// Characters, as the layout of the keyboard makes them.
    void typed(KeyEvent event) {
        String characters = event.getCharacter();
        boolean shown =
                !characters.isEmpty()
                        && !characters.equals(KeyEvent.CHAR_UNDEFINED)
                        && characters.codePointAt(0) >= ' '
                        && characters.codePointAt(0) != 0x7F;
        if (shown && !event.isControlDown() && !event.isMetaDown()) {
            terminal.type(event.isAltDown() ? "\033" + characters : characters);
        }
        event.consume();
    }

    private static Optional<Key> key(KeyCode code) {
        return switch (code) {
            case UP, KP_UP -> Optional.of(Key.UP);
            case DOWN, KP_DOWN -> Optional.of(Key.DOWN);
            case LEFT, KP_LEFT -> Optional.of(Key.LEFT);
            case RIGHT, KP_RIGHT -> Optional.of(Key.RIGHT);
            case HOME -> Optional.of(Key.HOME);
            case END -> Optional.of(Key.END);
            case INSERT -> Optional.of(Key.INSERT);
            case DELETE -> Optional.of(Key.DELETE);
            case PAGE_UP -> Optional.of(Key.PAGE_UP);
            case PAGE_DOWN -> Optional.of(Key.PAGE_DOWN);
            case ENTER -> Optional.of(Key.ENTER);
            case TAB -> Optional.of(Key.TAB);
            case BACK_SPACE -> Optional.of(Key.BACKSPACE);
            case ESCAPE -> Optional.of(Key.ESCAPE);
            case F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12 ->
                    Optional.of(Key.valueOf(code.name()));
            default -> Optional.empty();
        };
    }
}
