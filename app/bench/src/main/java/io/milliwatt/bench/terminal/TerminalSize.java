package io.milliwatt.bench.terminal;

/// The size of a terminal.
///
/// @param columns characters in a line, 1 to 1000
/// @param rows lines, 1 to 1000
public record TerminalSize(int columns, int rows) {
    /// What a terminal is that does not tell: that of the VT100.
    public static final TerminalSize DEFAULT = new TerminalSize(80, 24);

    private static final int MOST = 1_000;

    public TerminalSize {
        if (columns < 1 || columns > MOST || rows < 1 || rows > MOST) {
            throw new IllegalArgumentException(columns + " x " + rows + " is no terminal");
        }
    }
}
