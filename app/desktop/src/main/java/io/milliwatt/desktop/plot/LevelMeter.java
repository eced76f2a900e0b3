package io.milliwatt.desktop.plot;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/// A bar that shows a level: green, amber from -3 dB below full scale, red from -1 dB. The scale is
/// logarithmic over 60 dB, as an ear hears it.
public final class LevelMeter extends Plot {
    private static final double RANGE_DB = 60;
    private static final double AMBER = 1 - 3 / RANGE_DB;
    private static final double RED = 1 - 1 / RANGE_DB;
    private static final double ROUNDING = 6;

    private final DoubleProperty level = new SimpleDoubleProperty();

    public LevelMeter(String role) {
        super(role);
        setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
        setPrefHeight(8);
        setMinHeight(8);
        setMaxHeight(8);
        level.addListener((_, _, _) -> redraw());
    }

    /// The level, 0..1; 1 = a sine of full scale.
    public DoubleProperty level() {
        return level;
    }

    /// The part of the bar that a level fills, 0..1.
    static double filled(double level) {
        if (level <= 0) {
            return 0;
        }
        return Math.clamp(1 + 20 * Math.log10(level) / RANGE_DB, 0, 1);
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        double filled = filled(level.get());
        g.setFill(color(Ink.GRID));
        g.fillRoundRect(0, 0, width, height, ROUNDING, ROUNDING);
        if (filled > 0) {
            Color color = color(filled >= RED ? Ink.BAD : filled >= AMBER ? Ink.WARN : Ink.GOOD);
            g.setFill(color);
            g.fillRoundRect(0, 0, Math.max(ROUNDING, width * filled), height, ROUNDING, ROUNDING);
        }
    }
}
