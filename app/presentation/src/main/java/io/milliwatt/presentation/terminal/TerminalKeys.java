package io.milliwatt.presentation.terminal;

/// What keys send, as xterm has it.
public final class TerminalKeys {
    /// A key that sends no character of its own.
    public enum Key {
        UP("A"),
        DOWN("B"),
        RIGHT("C"),
        LEFT("D"),
        HOME("H"),
        END("F"),
        INSERT("2~"),
        DELETE("3~"),
        PAGE_UP("5~"),
        PAGE_DOWN("6~"),
        F1("P"),
        F2("Q"),
        F3("R"),
        F4("S"),
        F5("15~"),
        F6("17~"),
        F7("18~"),
        F8("19~"),
        F9("20~"),
        F10("21~"),
        F11("23~"),
        F12("24~"),
        ENTER("\r"),
        TAB("\t"),
        BACKSPACE("\u007f"),
        ESCAPE("\033");

        private final String code;

        Key(String code) {
            this.code = code;
        }
    }

    /// What is held down with a key.
    public record Modifiers(boolean shift, boolean alt, boolean control) {
        public static final Modifiers NONE = new Modifiers(false, false, false);

        /// xterm's number of them, 1 for none.
        private int number() {
            return 1 + (shift ? 1 : 0) + (alt ? 2 : 0) + (control ? 4 : 0);
        }
    }

    private TerminalKeys() {}

    /// What a key sends.
    ///
    /// @param applicationCursor as the program wants the arrow keys
    public static String of(Key key, Modifiers with, boolean applicationCursor) {
        return switch (key) {
            case ENTER, ESCAPE -> alt(key.code, with);
            case TAB -> with.shift() ? "\033[Z" : alt(key.code, with);
            case BACKSPACE -> alt(with.control() ? "\b" : key.code, with);
            case UP, DOWN, RIGHT, LEFT, HOME, END ->
                    modified(key.code, with, applicationCursor ? "\033O" : "\033[");
            case F1, F2, F3, F4 -> modified(key.code, with, "\033O");
            case INSERT, DELETE, PAGE_UP, PAGE_DOWN, F5, F6, F7, F8, F9, F10, F11, F12 ->
                    with.number() == 1
                            ? "\033[" + key.code
                            : "\033[" + key.code.replace("~", ";" + with.number() + "~");
        };
    }

    private static String modified(String letter, Modifiers with, String plain) {
        return with.number() == 1 ? plain + letter : "\033[1;" + with.number() + letter;
    }

    private static String alt(String code, Modifiers with) {
        return with.alt() ? "\033" + code : code;
    }

    /// What Control and a key send: `c` gives the byte 3; empty when the two mean nothing.
    public static String control(char key) {
        char upper = Character.toUpperCase(key);
        if (upper >= '@' && upper <= '_') {
            return Character.toString((char) (upper & 0x1F));
        }
        return switch (key) {
            case ' ', '2' -> "\0";
            case '/', '7' -> Character.toString((char) 0x1F);
            case '8' -> "\u007f";
            default -> "";
        };
    }

    /// What pasted text is sent as: lines end with Enter, and nothing in it can end the marks
    /// around it or is a control character.
    public static String paste(String text, boolean bracketed) {
        var clean = new StringBuilder();
        text.replace("\r\n", "\n")
                .replace('\n', '\r')
                .codePoints()
                .filter(c -> (c >= ' ' && c != 0x7F) || c == '\r' || c == '\t')
                .forEach(clean::appendCodePoint);
        return bracketed ? "\033[200~" + clean + "\033[201~" : clean.toString();
    }
}
