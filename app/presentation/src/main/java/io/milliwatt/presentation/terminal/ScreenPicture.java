package io.milliwatt.presentation.terminal;

import java.util.List;

/// A screen as it is to be drawn.
///
/// @param lines rows from top to bottom
/// @param firstLine number of the first of them among all lines that ever were
/// @param cursorRow row of the cursor; -1 when it is not to be seen
/// @param cursorColumn column of the cursor
/// @param above how many lines of the history are above the picture
/// @param below how many lines of history and screen are below it: 0 = this is the screen
public record ScreenPicture(
        List<ScreenLine> lines,
        long firstLine,
        int cursorRow,
        int cursorColumn,
        int above,
        int below) {
    public ScreenPicture {
        lines = List.copyOf(lines);
    }

    /// The text of a row, without blanks at its end.
    public String text(int row) {
        ScreenLine line = lines.get(row);
        return line.text(0, line.columns()).stripTrailing();
    }

    /// The text between two places, in the order in which they were marked or the other one. Lines
    /// that were only wrapped are put together again.
    public String text(Place one, Place other) {
        Place from = one.compareTo(other) <= 0 ? one : other;
        Place to = one.compareTo(other) <= 0 ? other : one;
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            long number = firstLine + i;
            if (number < from.line() || number > to.line()) {
                continue;
            }
            ScreenLine line = lines.get(i);
            int begin = number == from.line() ? from.column() : 0;
            int end = number == to.line() ? to.column() + 1 : line.columns();
            text.append(line.text(begin, end));
            if (number < to.line() && !line.wrapped()) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    /// Whether a cell lies between two places.
    public static boolean contains(Place one, Place other, Place cell) {
        Place from = one.compareTo(other) <= 0 ? one : other;
        Place to = one.compareTo(other) <= 0 ? other : one;
        return cell.compareTo(from) >= 0 && cell.compareTo(to) <= 0;
    }

    /// A cell.
    ///
    /// @param line number of the line among all that ever were
    /// @param column its column, from 0
    public record Place(long line, int column) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byLine = Long.compare(line, other.line);
            return byLine != 0 ? byLine : Integer.compare(column, other.column);
        }
    }
}
