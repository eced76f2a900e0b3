package io.milliwatt.presentation.terminal;

import java.util.ArrayList;
import java.util.List;

/// The screen of a terminal: bytes in, a picture out. One thread at a time.
public final class TerminalScreen {
    /// Lines kept that left the screen at the top.
    public static final int HISTORY = 5_000;

    /// What VT100's special graphics draws for `_` to `~`.
    private static final String LINE_DRAWING = " ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    private static final String VT220_WITH_COLOURS = "\033[?62;22c";
    private static final String VERSION = "\033[>0;10;1c";
    private static final String FINE = "\033[0n";

    private final EscapeParser parser = new EscapeParser(new Obedience());
    private final StringBuilder answers = new StringBuilder();
    private final boolean[] drawing = new boolean[2];
    private ScreenBuffer main;
    private ScreenBuffer other;
    private ScreenBuffer shown;
    private int charset;
    private int lastPrinted = ' ';
    private boolean autoWrap = true;
    private boolean insert;
    private boolean origin;
    private boolean cursorShown = true;
    private boolean applicationCursor;
    private boolean bracketedPaste;
    private String title = "";

    public TerminalScreen(int columns, int rows) {
        main = new ScreenBuffer(columns, rows, HISTORY);
        other = new ScreenBuffer(columns, rows, 0);
        shown = main;
    }

    /// Takes what a program prints; a sequence may be cut anywhere.
    public void write(byte[] bytes, int offset, int length) {
        parser.write(bytes, offset, length);
    }

    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /// What the terminal answers to what it was asked since the last time; to be sent back.
    public String takeAnswers() {
        String taken = answers.toString();
        answers.setLength(0);
        return taken;
    }

    public void resize(int columns, int rows) {
        main.resize(columns, rows);
        other.resize(columns, rows);
    }

    public int columns() {
        return shown.columns();
    }

    public int rows() {
        return shown.rows();
    }

    /// As the program called its window; empty when it did not.
    public String title() {
        return title;
    }

    /// Whether the arrow keys send `ESC O A` in place of `ESC [ A` (DECCKM).
    public boolean applicationCursor() {
        return applicationCursor;
    }

    /// Whether what is pasted is to be marked as such (xterm's mode 2004).
    public boolean bracketedPaste() {
        return bracketedPaste;
    }

    /// Whether a program has the whole screen for itself.
    public boolean alternate() {
        return shown == other;
    }

    /// How many lines can be scrolled back.
    public int historySize() {
        return shown.historySize();
    }

    /// What is to be seen.
    ///
    /// @param back so many lines above the screen; 0 = the screen
    public ScreenPicture picture(int back) {
        int up = Math.clamp(back, 0, shown.historySize());
        int above = shown.historySize() - up;
        List<ScreenLine> lines = new ArrayList<>(shown.rows());
        int index = 0;
        for (ScreenLine line : shown.history()) {
            if (index >= above && lines.size() < shown.rows()) {
                ScreenLine copy = line.copy();
                if (copy.columns() != shown.columns()) {
                    copy.resize(shown.columns());
                }
                lines.add(copy);
            }
            index++;
        }
        for (int i = 0; lines.size() < shown.rows(); i++) {
            lines.add(shown.line(i).copy());
        }
        boolean visible = cursorShown && up < shown.rows() - shown.row();
        return new ScreenPicture(
                lines,
                shown.leftForGood() + above,
                visible ? shown.row() + up : -1,
                shown.column(),
                above,
                up);
    }

    /// The text between two places of all that is kept.
    public String text(ScreenPicture.Place one, ScreenPicture.Place other) {
        List<ScreenLine> lines = new ArrayList<>();
        shown.history().forEach(lines::add);
        for (int i = 0; i < shown.rows(); i++) {
            lines.add(shown.line(i));
        }
        return new ScreenPicture(lines, shown.leftForGood(), -1, 0, 0, 0).text(one, other);
    }

    /// All that is kept, history and screen.
    public String allText() {
        var text = new StringBuilder();
        shown.history().forEach(line -> append(text, line));
        for (int i = 0; i < shown.rows(); i++) {
            append(text, shown.line(i));
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static void append(StringBuilder text, ScreenLine line) {
        text.append(line.text(0, line.columns()));
        if (!line.wrapped()) {
            text.append('\n');
        }
    }

    /// Does what the bytes say.
    private final class Obedience implements EscapeParser.Actions {
        @Override
        public void print(int codePoint) {
            int drawn = codePoint;
            if (drawing[charset] && codePoint >= '_' && codePoint <= '~') {
                drawn = LINE_DRAWING.charAt(codePoint - '_');
            }
            lastPrinted = drawn;
            shown.print(drawn, autoWrap, insert);
        }

        @Override
        public void control(int code) {
            switch (code) {
                case 8 -> shown.backspace();
                case 9 -> shown.tab(1);
                case 10, 11, 12 -> shown.lineFeed();
                case 13 -> shown.carriageReturn();
                case 14 -> charset = 1;
                case 15 -> charset = 0;
                default -> {
                    // the bell, and what printers understand
                }
            }
        }

        @Override
        public void escape(String intermediates, char command) {
            switch (intermediates) {
                case "" -> escape(command);
                case "(" -> drawing[0] = command == '0';
                case ")" -> drawing[1] = command == '0';
                default -> {
                    // alignment test, other character sets
                }
            }
        }

        private void escape(char command) {
            switch (command) {
                case '7' -> shown.save();
                case '8' -> shown.restore();
                case 'D' -> shown.lineFeed();
                case 'E' -> {
                    shown.carriageReturn();
                    shown.lineFeed();
                }
                case 'H' -> shown.setTab();
                case 'M' -> shown.reverseLineFeed();
                case 'c' -> reset(true);
                default -> {
                    // keypad modes
                }
            }
        }

        @Override
        public void command(String text) {
            if (text.startsWith("0;") || text.startsWith("2;")) {
                title = text.substring(2);
            }
        }

        @Override
        public void sequence(ControlSequence s) {
            if (!s.intermediates().isEmpty()) {
                if (s.intermediates().equals("!") && s.command() == 'p') {
                    reset(false);
                }
                return;
            }
            switch (s.marker()) {
                case 0 -> plain(s);
                case '?' -> {
                    if (s.command() == 'h' || s.command() == 'l') {
                        for (int i = 0; i < s.parameters().size(); i++) {
                            privateMode(s.get(i, 0), s.command() == 'h');
                        }
                    }
                }
                case '>' -> {
                    if (s.command() == 'c') {
                        answers.append(VERSION);
                    }
                }
                default -> {
                    // nothing a shell needs
                }
            }
        }

        private void plain(ControlSequence s) {
            switch (s.command()) {
                case '@' -> shown.insertCells(s.count(0));
                case 'A' -> shown.moveBy(-s.count(0), 0);
                case 'B', 'e' -> shown.moveBy(s.count(0), 0);
                case 'C', 'a' -> shown.moveBy(0, s.count(0));
                case 'D' -> shown.moveBy(0, -s.count(0));
                case 'E' -> {
                    shown.moveBy(s.count(0), 0);
                    shown.carriageReturn();
                }
                case 'F' -> {
                    shown.moveBy(-s.count(0), 0);
                    shown.carriageReturn();
                }
                case 'G', '`' -> shown.moveTo(shown.row(), s.count(0) - 1);
                case 'H', 'f' -> moveTo(s.count(0) - 1, s.count(1) - 1);
                case 'I' -> shown.tab(s.count(0));
                case 'J' -> shown.eraseScreen(s.get(0, 0));
                case 'K' -> shown.eraseLine(s.get(0, 0));
                case 'L' -> shown.insertLines(s.count(0));
                case 'M' -> shown.deleteLines(s.count(0));
                case 'P' -> shown.deleteCells(s.count(0));
                case 'S' -> shown.scrollUp(s.count(0));
                case 'T' -> shown.scrollDown(s.count(0));
                case 'X' -> shown.eraseCells(s.count(0));
                case 'Z' -> shown.backTab(s.count(0));
                case 'd' -> moveTo(s.count(0) - 1, shown.column());
                case 'm' -> shown.style(shown.style().render(s));
                default -> rest(s);
            }
        }

        private void rest(ControlSequence s) {
            switch (s.command()) {
                case 'b' -> {
                    int most = shown.columns() * shown.rows();
                    for (int i = 0; i < Math.min(most, s.count(0)); i++) {
                        shown.print(lastPrinted, autoWrap, insert);
                    }
                }
                case 'c' -> answers.append(VT220_WITH_COLOURS);
                case 'g' -> shown.clearTab(s.get(0, 0) == 3);
                case 'h', 'l' -> {
                    if (s.get(0, 0) == 4) {
                        insert = s.command() == 'h';
                    }
                }
                case 'n' -> report(s.get(0, 0));
                case 'r' -> {
                    shown.region(s.count(0) - 1, s.get(1, shown.rows()) - 1);
                    moveTo(0, 0);
                }
                case 's' -> shown.save();
                case 'u' -> shown.restore();
                default -> {
                    // window manipulation and the like
                }
            }
        }

        private void report(int what) {
            if (what == 5) {
                answers.append(FINE);
            } else if (what == 6) {
                int row = shown.row() - (origin ? shown.top() : 0) + 1;
                answers.append("\033[").append(row).append(';');
                answers.append(shown.column() + 1).append('R');
            }
        }

        private void moveTo(int row, int column) {
            if (origin) {
                shown.moveTo(Math.min(shown.top() + row, shown.regionBottom()), column);
            } else {
                shown.moveTo(row, column);
            }
        }

        private void privateMode(int mode, boolean on) {
            switch (mode) {
                case 1 -> applicationCursor = on;
                case 6 -> {
                    origin = on;
                    moveTo(0, 0);
                }
                case 7 -> autoWrap = on;
                case 25 -> cursorShown = on;
                case 47, 1047 -> alternate(on, mode == 1047);
                case 1048 -> saveOrRestore(on);
                case 1049 -> {
                    if (on) {
                        main.save();
                        alternate(true, true);
                    } else {
                        alternate(false, false);
                        main.restore();
                    }
                }
                case 2004 -> bracketedPaste = on;
                default -> {
                    // mouse, focus, blinking
                }
            }
        }

        private void saveOrRestore(boolean save) {
            if (save) {
                shown.save();
            } else {
                shown.restore();
            }
        }

        private void alternate(boolean on, boolean clear) {
            if (on && shown != other) {
                other.style(main.style());
                other.moveTo(main.row(), main.column());
                if (clear) {
                    other.eraseScreen(2);
                }
            }
            shown = on ? other : main;
        }

        /// @param hard everything, as after switching it on
        private void reset(boolean hard) {
            if (hard) {
                int columns = shown.columns();
                int rows = shown.rows();
                main = new ScreenBuffer(columns, rows, HISTORY);
                other = new ScreenBuffer(columns, rows, 0);
                shown = main;
            }
            shown.style(CellStyle.PLAIN);
            shown.region(0, shown.rows() - 1);
            drawing[0] = false;
            drawing[1] = false;
            charset = 0;
            autoWrap = true;
            insert = false;
            origin = false;
            cursorShown = true;
            applicationCursor = false;
            bracketedPaste = false;
        }
    }
}
