package io.milliwatt.presentation.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.presentation.terminal.ScreenPicture.Place;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalScreenTest {
    private final TerminalScreen screen = new TerminalScreen(20, 5);

    private void print(String text) {
        screen.write(text.getBytes(UTF_8));
    }

    private String row(int row) {
        return screen.picture(0).text(row);
    }

    private CellStyle style(int row, int column) {
        return screen.picture(0).lines().get(row).style(column);
    }

    private void cursorIsAt(int row, int column) {
        assertEquals(row, screen.picture(0).cursorRow(), "row");
        assertEquals(column, screen.picture(0).cursorColumn(), "column");
    }

    @Test
    void printsTextWithLineEnds() {
        print("one\r\ntwo");
        assertEquals("one", row(0));
        assertEquals("two", row(1));
        cursorIsAt(1, 3);
    }

    @Test
    void wrapsOnlyWhenTheNextCharacterComes() {
        print("12345678901234567890");
        cursorIsAt(0, 19);
        print("X");
        assertEquals("X", row(1));
        print("\r\n12345678901234567890\r\nY");
        assertEquals("Y", row(3));
    }

    @Test
    void colorsComeInSixteenIn256AndInTrueColor() {
        print("\033[1;32mA\033[38;5;208mB\033[48;2;1;2;3mC\033[0;95mD\033[38:2::9:8:7mE\033[mF");
        assertEquals(new CellStyle(2, -1, CellStyle.BOLD), style(0, 0));
        assertEquals(208, style(0, 1).foreground());
        assertEquals(0x010203, TerminalColor.toRgb(style(0, 2).background()));
        assertEquals(208, style(0, 2).foreground());
        assertEquals(new CellStyle(13, -1, 0), style(0, 3));
        assertEquals(0x090807, TerminalColor.toRgb(style(0, 4).foreground()));
        assertEquals(CellStyle.PLAIN, style(0, 5));
    }

    @Test
    void the256ColorsAreThoseOfXterm() {
        assertEquals(0x000000, TerminalColor.toRgb(16));
        assertEquals(0xff8700, TerminalColor.toRgb(208));
        assertEquals(0xffffff, TerminalColor.toRgb(231));
        assertEquals(0x080808, TerminalColor.toRgb(232));
        assertEquals(0xeeeeee, TerminalColor.toRgb(255));
    }

    @Test
    void attributesAreSetAndTakenBackOneByOne() {
        print("\033[1;3;4;7;9mA\033[22;24;27mB");
        assertTrue(style(0, 0).has(CellStyle.REVERSE));
        assertEquals(CellStyle.ITALIC | CellStyle.STRUCK, style(0, 1).attributes());
    }

    @Test
    void movesTheCursorAndStaysOnTheScreen() {
        print("\033[3;5H*\033[A^\033[2B_\033[99;99H#\033[99D<\033[H>");
        assertEquals("    *", row(2));
        assertEquals("     ^", row(1));
        assertEquals("      _", row(3));
        assertEquals("<                  #", row(4));
        assertEquals(">", row(0));
    }

    @Test
    void erasesLinesAndTheScreenInParts() {
        print("aaaaa\r\nbbbbb\r\nccccc\033[2;3H\033[K");
        assertEquals("bb", row(1));
        print("\033[1K");
        assertEquals("", row(1));
        print("\033[J");
        assertEquals("", row(2));
        assertEquals("aaaaa", row(0));
        print("\033[2J");
        assertEquals("", row(0));
    }

    @Test
    void erasedCellsKeepTheBackground() {
        print("\033[44m\033[2K");
        assertEquals(4, style(0, 19).background());
    }

    @Test
    void insertsAndDeletesCharactersAndLines() {
        print("abcdef\033[1;3H\033[2@");
        assertEquals("ab  cdef", row(0));
        print("\033[3P");
        assertEquals("abdef", row(0));
        print("\033[2X");
        assertEquals("ab  f", row(0));
        print("\r\nsecond\033[1;1H\033[L");
        assertEquals("", row(0));
        assertEquals("second", row(2));
        print("\033[M");
        assertEquals("second", row(1));
    }

    @Test
    void theScrollRegionKeepsWhatIsAroundIt() {
        print("top\033[5;1Hbottom\033[2;4r\033[4;1Hx\ny\nz");
        assertEquals("top", row(0));
        assertEquals("bottom", row(4));
        assertEquals("x", row(1));
        assertEquals(" y", row(2));
        assertEquals("  z", row(3));
        print("\033[2;1H\033M");
        assertEquals("", row(1));
        assertEquals("x", row(2));
        assertEquals("bottom", row(4));
        assertEquals(0, screen.historySize());
    }

    @Test
    void linesThatLeaveAtTheTopCanBeScrolledBackTo() {
        IntStream.rangeClosed(1, 12).forEach(i -> print("line " + i + "\r\n"));
        assertEquals(8, screen.historySize());
        assertEquals("line 9", row(0));
        ScreenPicture back = screen.picture(3);
        assertEquals("line 6", back.text(0));
        assertEquals(3, back.below());
        assertEquals("line 1", screen.picture(99).text(0));
    }

    @Test
    void theHistoryIsBounded() {
        for (int i = 0; i < TerminalScreen.HISTORY + 100; i++) {
            print(i + "\r\n");
        }
        assertEquals(TerminalScreen.HISTORY, screen.historySize());
        assertEquals("96", screen.picture(TerminalScreen.HISTORY).text(0));
        assertEquals(96, screen.picture(TerminalScreen.HISTORY).firstLine());
    }

    @Test
    void aProgramWithTheWholeScreenGivesTheOldOneBack() {
        print("$ vi\r\n\033[?1049h\033[2J\033[Hfile\033[?25l");
        assertTrue(screen.alternate());
        assertEquals("file", row(0));
        assertEquals(-1, screen.picture(0).cursorRow());
        print("\033[?25h\033[?1049l");
        assertFalse(screen.alternate());
        assertEquals("$ vi", row(0));
        cursorIsAt(1, 0);
    }

    @Test
    void drawsLinesInTheGraphicCharacterSet() {
        print("\033(0lqqk\033(B l");
        assertEquals("┌──┐ l", row(0));
    }

    @Test
    void readsUtf8CutAnywhereAndMarksWhatIsNone() {
        byte[] bytes = "ü€😀".getBytes(UTF_8);
        for (byte each : bytes) {
            screen.write(new byte[] {each});
        }
        assertEquals("ü€😀", row(0));
        cursorIsAt(0, 4);
        screen.write(
                new byte[] {'\r', '\n', (byte) 0xC3, 'x', (byte) 0xFF, (byte) 0xC0, (byte) 0x80});
        assertEquals("\uFFFDx\uFFFD\uFFFD", row(1));
    }

    @Test
    void answersWhereTheCursorIsAndWhatItIs() {
        print("\033[3;7H\033[6n\033[c\033[5n");
        assertEquals("\033[3;7R\033[?62;22c\033[0n", screen.takeAnswers());
        assertEquals("", screen.takeAnswers());
    }

    @Test
    void tabsStopEveryEightColumnsOrWhereTheyAreSet() {
        print("a\tb\033[3g\r\033[5C\033H\r\tc");
        assertEquals("a    c  b", row(0));
    }

    @Test
    void takesTheTitleAndSkipsOtherStrings() {
        print("\033]0;engine: top\007\033Pignored\033\\\033]8;;http://x\033\\text");
        assertEquals("engine: top", screen.title());
        assertEquals("text", row(0));
    }

    @Test
    void aWindowThatGetsSmallerAndLargerKeepsTheLines() {
        print("one\r\ntwo\r\nthree\r\nfour\r\nfive");
        screen.resize(10, 3);
        assertEquals("five", row(2));
        assertEquals(2, screen.historySize());
        screen.resize(30, 6);
        assertEquals("one", row(0));
        assertEquals("five", row(4));
        cursorIsAt(4, 4);
    }

    @Test
    void markedTextJoinsWhatWasOnlyWrapped() {
        print("a line that is longer than twenty\r\nnext");
        assertEquals(
                "line that is longer than twenty\nnext",
                screen.text(new Place(0, 2), new Place(2, 3)));
        assertEquals("next", screen.text(new Place(2, 9), new Place(2, 0)));
    }

    /// What top of procps prints at first: cleared, reverse header, columns placed.
    @Test
    void showsWhatTopPrints() {
        print(
                "\033[?1h\033=\033[H\033[2J\033(B\033[mtop - 14:02\033(B\033[m\033[39;49m\033[K\r\n"
                        + "\033[7m  PID CMD           \033(B\033[m\033[39;49m\033[K\r\n"
                        + "\033[1m    1 java          \033(B\033[m\033[39;49m\033[K");
        assertEquals("top - 14:02", row(0));
        assertTrue(style(1, 3).has(CellStyle.REVERSE));
        assertTrue(style(2, 5).has(CellStyle.BOLD));
        assertTrue(screen.applicationCursor());
    }

    @Test
    void anyBytesLeaveAScreenOfTheSameSize() {
        var random = new Random(20_260_304);
        String alphabet = "\033[]?;:0123456789hlHJKLMPXrm@ABCDSTbcdfgnsu()78=>\r\n\t\b\007x€";
        for (int round = 0; round < 300; round++) {
            var text = new StringBuilder();
            for (int i = 0; i < 400; i++) {
                text.append(
                        random.nextInt(20) == 0
                                ? (char) random.nextInt(0x500)
                                : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            print(text.toString());
            screen.resize(2 + random.nextInt(60), 1 + random.nextInt(30));
            ScreenPicture picture = screen.picture(random.nextInt(10));
            assertEquals(screen.rows(), picture.lines().size());
            assertTrue(picture.cursorColumn() >= 0 && picture.cursorColumn() < screen.columns());
            picture.lines().forEach(line -> assertEquals(screen.columns(), line.columns()));
        }
    }
}
