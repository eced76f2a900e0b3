package io.milliwatt.desktop.terminal;

import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/// A font whose characters are all as wide as a cell, and that a whole number of pixels, so that
/// lines drawn with characters join.
///
/// @param plain the font
/// @param bold the same, bold
/// @param width of a cell; pixels
/// @param height of a cell; pixels
/// @param ascent from the top of a cell to the base of its character; pixels
record CellFont(Font plain, Font bold, double width, double height, double ascent) {
    private static final String FAMILY = "DejaVu Sans Mono";
    private static final double PROBE = 100;

    /// @param wantedWidth of a cell; pixels
    static CellFont of(double wantedWidth) {
        String family = Font.getFamilies().contains(FAMILY) ? FAMILY : "Monospaced";
        double advance = measure(Font.font(family, PROBE)).getLayoutBounds().getWidth() / PROBE;
        double size = wantedWidth / (advance / PROBE);
        Font plain = Font.font(family, size);
        Text text = measure(plain);
        return new CellFont(
                plain,
                Font.font(family, FontWeight.BOLD, size),
                wantedWidth,
                Math.ceil(text.getLayoutBounds().getHeight()),
                Math.round(text.getBaselineOffset()));
    }

    private static Text measure(Font font) {
        Text text = new Text("M".repeat((int) PROBE));
        text.setFont(font);
        return text;
    }
}
