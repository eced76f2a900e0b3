package io.milliwatt.presentation.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/// The cells of a screen, its cursor, its scroll region, and the lines that left it at the top.
/// Rows and columns count from 0.
final class ScreenBuffer {
    private static final int TAB = 8;

    private final int mostHistory;
    private final Deque<ScreenLine> history = new ArrayDeque<>();
    private final List<ScreenLine> lines = new ArrayList<>();
    private final BitSet tabs = new BitSet();
    private long leftForGood;
    private int columns;
    private int row;
    private int column;
    private int top;
    private int bottom;

    /// Whether the last cell of a line was filled: the next character goes to the next line.
    private boolean full;

    private CellStyle style = CellStyle.PLAIN;
    private Saved saved = new Saved(0, 0, CellStyle.PLAIN);

    private record Saved(int row, int column, CellStyle style) {}

    /// @param mostHistory how many lines are kept that left at the top
    ScreenBuffer(int columns, int rows, int mostHistory) {
        this.columns = columns;
        this.mostHistory = mostHistory;
        for (int i = 0; i < rows; i++) {
            lines.add(new ScreenLine(columns, CellStyle.PLAIN));
        }
        bottom = rows - 1;
        resetTabs();
    }

    private void resetTabs() {
        tabs.clear();
        for (int i = 0; i < 1_000; i += TAB) {
            tabs.set(i);
        }
    }

    int columns() {
        return columns;
    }

    int rows() {
        return lines.size();
    }

    int row() {
        return row;
    }

    int column() {
        return column;
    }

    int top() {
        return top;
    }

    int historySize() {
        return history.size();
    }

    /// How many lines were dropped from the history: the number of its first one.
    long leftForGood() {
        return leftForGood;
    }

    ScreenLine line(int index) {
        return lines.get(index);
    }

    /// The history, oldest first.
    Iterable<ScreenLine> history() {
        return history;
    }

    CellStyle style() {
        return style;
    }

    void style(CellStyle next) {
        style = next;
    }

    void print(int codePoint, boolean autoWrap, boolean insert) {
        int width = CellWidth.of(codePoint);
        if (width == 0 || width > columns) {
            return;
        }
        if (autoWrap && (full || column + width > columns)) {
            line(row).wrapped(true);
            column = 0;
            lineFeed();
        }
        column = Math.min(column, columns - width);
        ScreenLine line = line(row);
        if (insert) {
            line.insert(column, width, style.erased());
        }
        line.set(column, codePoint, style);
        if (width == 2) {
            line.set(column + 1, ScreenLine.CONTINUATION, style);
        }
        full = column + width >= columns;
        column = Math.min(columns - 1, column + width);
    }

    void carriageReturn() {
        column = 0;
        full = false;
    }

    void backspace() {
        column = Math.max(0, column - 1);
        full = false;
    }

    /// Down, and the region moves up at its end.
    void lineFeed() {
        full = false;
        if (row == bottom) {
            scrollUp(1);
        } else {
            row = Math.min(rows() - 1, row + 1);
        }
    }

    void reverseLineFeed() {
        full = false;
        if (row == top) {
            scrollDown(1);
        } else {
            row = Math.max(0, row - 1);
        }
    }

    void moveTo(int newRow, int newColumn) {
        row = Math.clamp(newRow, 0, rows() - 1);
        column = Math.clamp(newColumn, 0, columns - 1);
        full = false;
    }

    /// Up and down as far as the region goes, when the cursor is in it.
    void moveBy(int down, int right) {
        int first = row >= top ? top : 0;
        int last = row <= bottom ? bottom : rows() - 1;
        moveTo(
                Math.clamp((long) row + down, first, last),
                Math.clamp((long) column + right, 0, columns - 1));
    }

    void tab(int count) {
        for (int i = 0; i < Math.min(count, columns); i++) {
            int next = tabs.nextSetBit(column + 1);
            moveTo(row, next < 0 ? columns - 1 : next);
        }
    }

    void backTab(int count) {
        for (int i = 0; i < Math.min(count, columns); i++) {
            moveTo(row, Math.max(0, tabs.previousSetBit(Math.max(0, column - 1))));
        }
    }

    void setTab() {
        tabs.set(column);
    }

    void clearTab(boolean all) {
        if (all) {
            tabs.clear();
        } else {
            tabs.clear(column);
        }
    }

    /// @param part 0 = from the cursor on, 1 = up to the cursor, 2 = all of it
    void eraseLine(int part) {
        int from = part == 0 ? column : 0;
        int to = part == 1 ? column + 1 : columns;
        line(row).erase(from, to, style.erased());
        if (part != 1) {
            line(row).wrapped(false);
        }
        full = false;
    }

    /// @param part 0 = from the cursor on, 1 = up to the cursor, 2 = all, 3 = the history
    void eraseScreen(int part) {
        if (part > 3) {
            return;
        }
        if (part == 3) {
            leftForGood += history.size();
            history.clear();
            return;
        }
        if (part != 2) {
            eraseLine(part);
        }
        int from = part == 0 ? row + 1 : 0;
        int to = part == 1 ? row : rows();
        for (int i = from; i < to; i++) {
            lines.set(i, new ScreenLine(columns, style.erased()));
        }
    }

    void eraseCells(int count) {
        line(row).erase(column, (int) Math.min(columns, (long) column + count), style.erased());
        full = false;
    }

    void insertCells(int count) {
        line(row).insert(column, count, style.erased());
        full = false;
    }

    void deleteCells(int count) {
        line(row).delete(column, count, style.erased());
        full = false;
    }

    void insertLines(int count) {
        if (row >= top && row <= bottom) {
            moveDown(row, count);
            carriageReturn();
        }
    }

    void deleteLines(int count) {
        if (row >= top && row <= bottom) {
            moveUp(row, count, false);
            carriageReturn();
        }
    }

    void scrollUp(int count) {
        moveUp(top, count, top == 0);
    }

    void scrollDown(int count) {
        moveDown(top, count);
    }

    private void moveUp(int from, int count, boolean keep) {
        for (int i = 0; i < Math.min(count, bottom - from + 1); i++) {
            ScreenLine gone = lines.remove(from);
            if (keep) {
                remember(gone);
            }
            lines.add(bottom, new ScreenLine(columns, style.erased()));
        }
    }

    private void moveDown(int from, int count) {
        for (int i = 0; i < Math.min(count, bottom - from + 1); i++) {
            lines.remove(bottom);
            lines.add(from, new ScreenLine(columns, style.erased()));
        }
    }

    private void remember(ScreenLine line) {
        if (mostHistory == 0) {
            return;
        }
        if (history.size() == mostHistory) {
            history.removeFirst();
            leftForGood++;
        }
        history.addLast(line);
    }

    /// @param first first row of the region
    /// @param last last row of it; a region of less than two rows is none
    void region(int first, int last) {
        int end = Math.min(last, rows() - 1);
        if (first < end) {
            top = Math.max(0, first);
            bottom = end;
        }
    }

    int regionBottom() {
        return bottom;
    }

    void save() {
        saved = new Saved(row, column, style);
    }

    void restore() {
        moveTo(saved.row(), saved.column());
        style = saved.style();
    }

    /// Another size. Lines are cut or filled, not wrapped anew; those that find no room at the
    /// bottom go to the history, and come back from there.
    void resize(int newColumns, int newRows) {
        for (ScreenLine line : lines) {
            line.resize(newColumns);
        }
        columns = newColumns;
        while (rows() > newRows) {
            if (row < rows() - 1) {
                lines.removeLast();
            } else {
                remember(lines.removeFirst());
                row--;
            }
        }
        while (rows() < newRows) {
            if (history.isEmpty()) {
                lines.addLast(new ScreenLine(columns, CellStyle.PLAIN));
            } else {
                ScreenLine back = history.removeLast();
                back.resize(columns);
                lines.addFirst(back);
                row++;
            }
        }
        top = 0;
        bottom = rows() - 1;
        moveTo(row, column);
    }
}
