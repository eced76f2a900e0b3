package io.milliwatt.desktop.terminal;

import io.milliwatt.presentation.terminal.CellStyle;
import io.milliwatt.presentation.terminal.TerminalColor;
import javafx.scene.paint.Color;

/// The colours of cells. The first sixteen are chosen for the theme, so that each can be read on
/// its ground.
///
/// @param text the terminal's own foreground
/// @param ground the terminal's own background
/// @param dark whether the theme is dark
record CellColors(Color text, Color ground, boolean dark) {
    private static final Color[] ON_DARK =
            colors(
                    "484f58", "ff7b72", "3fb950", "d29922", "58a6ff", "bc8cff", "39c5cf", "b1bac4",
                    "6e7681", "ffa198", "56d364", "e3b341", "79c0ff", "d2a8ff", "56d4dd", "ffffff");
    private static final Color[] ON_LIGHT =
            colors(
                    "24292f", "cf222e", "116329", "7d4e00", "0969da", "8250df", "1b7c83", "6e7781",
                    "57606a", "a40e26", "1a7f37", "633c01", "218bff", "a475f9", "3192aa", "8c959f");
    private static final double FAINT = 0.6;

    private static Color[] colors(String... codes) {
        Color[] colors = new Color[codes.length];
        for (int i = 0; i < codes.length; i++) {
            colors[i] = Color.web(codes[i]);
        }
        return colors;
    }

    static CellColors of(Color text, Color ground) {
        return new CellColors(text, ground, ground.getBrightness() < 0.5);
    }

    Color foreground(CellStyle style) {
        Color color =
                style.has(CellStyle.REVERSE)
                        ? plain(style.background(), ground)
                        : plain(bright(style), text);
        if (style.has(CellStyle.HIDDEN)) {
            return background(style);
        }
        return style.has(CellStyle.FAINT) ? color.deriveColor(0, 1, 1, FAINT) : color;
    }

    Color background(CellStyle style) {
        return style.has(CellStyle.REVERSE)
                ? plain(style.foreground(), text)
                : plain(style.background(), ground);
    }

    /// Bold makes the first eight colours bright, as xterm does.
    private static int bright(CellStyle style) {
        int color = style.foreground();
        return style.has(CellStyle.BOLD) && color >= 0 && color < 8 ? color + 8 : color;
    }

    private Color plain(int color, Color standard) {
        if (color == TerminalColor.DEFAULT) {
            return standard;
        }
        if (TerminalColor.isOfTheme(color)) {
            return dark ? ON_DARK[color] : ON_LIGHT[color];
        }
        int rgb = TerminalColor.toRgb(color);
        return Color.rgb(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }
}
