package io.milliwatt.presentation.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.presentation.terminal.TerminalKeys.Key;
import io.milliwatt.presentation.terminal.TerminalKeys.Modifiers;
import org.junit.jupiter.api.Test;

class TerminalKeysTest {
    @Test
    void arrowsFollowTheProgramsMode() {
        assertEquals("\033[A", TerminalKeys.of(Key.UP, Modifiers.NONE, false));
        assertEquals("\033OA", TerminalKeys.of(Key.UP, Modifiers.NONE, true));
        assertEquals(
                "\033[1;5C", TerminalKeys.of(Key.RIGHT, new Modifiers(false, false, true), true));
    }

    @Test
    void functionKeysCarryTheirModifiers() {
        assertEquals("\033OP", TerminalKeys.of(Key.F1, Modifiers.NONE, false));
        assertEquals("\033[15~", TerminalKeys.of(Key.F5, Modifiers.NONE, false));
        assertEquals(
                "\033[3;2~", TerminalKeys.of(Key.DELETE, new Modifiers(true, false, false), false));
        assertEquals("\033[Z", TerminalKeys.of(Key.TAB, new Modifiers(true, false, false), false));
        assertEquals(
                "\033\u007f",
                TerminalKeys.of(Key.BACKSPACE, new Modifiers(false, true, false), false));
    }

    @Test
    void controlMakesControlCharacters() {
        assertEquals("\u0003", TerminalKeys.control('c'));
        assertEquals("\u0004", TerminalKeys.control('D'));
        assertEquals("\u001b", TerminalKeys.control('['));
        assertEquals("\0", TerminalKeys.control(' '));
        assertEquals("", TerminalKeys.control('ä'));
    }

    @Test
    void pastedTextCannotEndItsMarksOrTypeControlCharacters() {
        assertEquals("a\rb", TerminalKeys.paste("a\r\nb", false));
        assertEquals("\033[200~x[201~rm\r\033[201~", TerminalKeys.paste("x\033[201~rm\n", true));
        assertEquals("", TerminalKeys.paste("\u0003\u007f", false));
    }
}
