package io.milliwatt.desktop.plot;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/// The course of one number, without axes. New samples come in at the right.
public final class Sparkline extends Plot {
    private static final int SLOTS = 60;

    private double[] samples = new double[0];
    private final double least;

    /// @param least the range that is shown at least, so that noise does not look like a storm
    public Sparkline(String role, double least) {
        super(role);
        this.least = least;
        setPrefHeight(26);
        setMinHeight(26);
        getStyleClass().add("sparkline");
    }

    /// @param newest oldest first
    public void show(double[] newest) {
        samples = newest;
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        g.setStroke(color(Ink.GRID));
        g.setLineWidth(1);
        g.strokeLine(0, height - 0.5, width, height - 0.5);
        int count = Math.min(SLOTS, samples.length);
        if (count < 2) {
            return;
        }
        double low = Double.MAX_VALUE;
        double high = 0;
        for (int i = samples.length - count; i < samples.length; i++) {
            low = Math.min(low, samples[i]);
            high = Math.max(high, samples[i]);
        }
        double span = Math.max(least, high - low);
        double base = Math.max(0, (low + high) / 2 - span / 2);
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            double sample = samples[samples.length - count + i];
            x[i] = width - 1.5 - (count - 1 - i) * (width - 3) / (SLOTS - 1);
            y[i] = height - 3 - (sample - base) / span * (height - 6);
        }
        g.setStroke(color(Ink.LINE));
        g.setLineWidth(1.5);
        g.setLineCap(StrokeLineCap.ROUND);
        g.setLineJoin(StrokeLineJoin.ROUND);
        g.strokePolyline(x, y, count);
    }
}
