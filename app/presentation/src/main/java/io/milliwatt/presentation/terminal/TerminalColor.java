package io.milliwatt.presentation.terminal;

/// A colour of a cell as one number: the terminal's own, one of 256, or 24 bits.
public final class TerminalColor {
    /// The terminal's own foreground or background.
    public static final int DEFAULT = -1;

    private static final int TRUE_COLOR = 0x0100_0000;
    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    private TerminalColor() {}

    /// Red, green and blue, 0..255 each; what is beyond is cut.
    static int rgb(int red, int green, int blue) {
        return TRUE_COLOR | octet(red) << 16 | octet(green) << 8 | octet(blue);
    }

    private static int octet(int value) {
        return Math.clamp(value, 0, 255);
    }

    /// Whether it is one of the first 16, which the theme chooses.
    public static boolean isOfTheme(int color) {
        return color >= 0 && color < 16;
    }

    /// `0xRRGGBB` of a colour that is neither [#DEFAULT] nor of the theme: 24 bits as they are, the
    /// cube 16..231 and the greys 232..255 as xterm has them.
    public static int toRgb(int color) {
        if ((color & TRUE_COLOR) != 0) {
            return color & 0xFF_FFFF;
        }
        if (color >= 232) {
            int grey = 8 + 10 * (color - 232);
            return grey << 16 | grey << 8 | grey;
        }
        int index = color - 16;
        return CUBE[index / 36] << 16 | CUBE[index / 6 % 6] << 8 | CUBE[index % 6];
    }
}
