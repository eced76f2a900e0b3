package io.milliwatt.presentation.terminal;

import java.util.Arrays;

/// A line of a screen: a character and a style for each cell.
public final class ScreenLine {
    /// What the second cell of a wide character holds.
    static final int CONTINUATION = 0;

    private static final int SPACE = ' ';

    private int[] codePoints;
    private CellStyle[] styles;
    private boolean wrapped;

    ScreenLine(int columns, CellStyle style) {
        codePoints = new int[columns];
        styles = new CellStyle[columns];
        erase(0, columns, style);
    }

    private ScreenLine(ScreenLine other) {
        codePoints = other.codePoints.clone();
        styles = other.styles.clone();
        wrapped = other.wrapped;
    }

    ScreenLine copy() {
        return new ScreenLine(this);
    }

    public int columns() {
        return codePoints.length;
    }

    /// The character; 0 in the second cell of a wide one.
    public int codePoint(int column) {
        return codePoints[column];
    }

    public CellStyle style(int column) {
        return styles[column];
    }

    /// Whether the text goes on in the next line, which is no line of its own then.
    boolean wrapped() {
        return wrapped;
    }

    void wrapped(boolean goesOn) {
        wrapped = goesOn;
    }

    void set(int column, int codePoint, CellStyle style) {
        codePoints[column] = codePoint;
        styles[column] = style;
    }

    /// Cells `from` (in) to `to` (out) become blank.
    void erase(int from, int to, CellStyle style) {
        int first = Math.max(0, from);
        int end = Math.min(columns(), to);
        if (first < end) {
            Arrays.fill(codePoints, first, end, SPACE);
            Arrays.fill(styles, first, end, style);
        }
    }

    /// Moves what is right of `column` by `count` to the right; what leaves the line is lost.
    void insert(int column, int count, CellStyle style) {
        int by = Math.min(count, columns() - column);
        System.arraycopy(codePoints, column, codePoints, column + by, columns() - column - by);
        System.arraycopy(styles, column, styles, column + by, columns() - column - by);
        erase(column, column + by, style);
    }

    /// Takes cells out; what is right of them moves to the left.
    void delete(int column, int count, CellStyle style) {
        int by = Math.min(count, columns() - column);
        System.arraycopy(codePoints, column + by, codePoints, column, columns() - column - by);
        System.arraycopy(styles, column + by, styles, column, columns() - column - by);
        erase(columns() - by, columns(), style);
    }

    void resize(int columns) {
        int before = columns();
        codePoints = Arrays.copyOf(codePoints, columns);
        styles = Arrays.copyOf(styles, columns);
        erase(before, columns, CellStyle.PLAIN);
    }

    /// The text of cells `from` (in) to `to` (out), without blanks at the end of a line that does
    /// not go on.
    String text(int from, int to) {
        var text = new StringBuilder();
        for (int i = Math.max(0, from); i < Math.min(columns(), to); i++) {
            if (codePoints[i] != CONTINUATION) {
                text.appendCodePoint(codePoints[i]);
            }
        }
        return wrapped ? text.toString() : text.toString().stripTrailing();
    }
}
