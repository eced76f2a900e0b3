package io.milliwatt.desktop.plot;

import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.call.JitterPoint;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// The course of the jitter at both receivers.
public final class JitterPlot extends Plot {
    private static final double LEFT = 44;
    private static final double RIGHT = 10;
    private static final double TOP = 26;
    private static final double BOTTOM = 20;
    private static final double LEAST_MILLIS = 2;
    private static final double LEAST_SPAN_MILLIS = 10_000;
    private static final Font FONT = Font.font(11);

    private List<JitterPoint> points = List.of();

    public JitterPlot() {
        super("Jitter over time");
        setMinHeight(90);
        setPrefHeight(150);
    }

    /// @param newest oldest first
    public void show(List<JitterPoint> newest) {
        points = newest;
        if (!newest.isEmpty()) {
            JitterPoint last = newest.getLast();
            setAccessibleText(
                    "Jitter, at the engine "
                            + Format.millis(last.toEngineMillis())
                            + ", at the phone "
                            + Format.millis(last.toPhoneMillis()));
        }
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        double most =
                points.stream()
                        .mapToDouble(p -> Math.max(p.toEngineMillis(), p.toPhoneMillis()))
                        .max()
                        .orElse(0);
        double top = roundUp(Math.max(LEAST_MILLIS, most * 1.15));
        drawGrid(g, width, height, top);
        drawLegend(g, width);
        if (points.size() < 2) {
            return;
        }
        double begin = points.getFirst().atMillis();
        double span = Math.max(LEAST_SPAN_MILLIS, points.getLast().atMillis() - begin);
        drawTimes(g, width, height, begin, span);
        drawLine(g, width, height, top, begin, span, JitterPoint::toEngineMillis, Ink.LINE);
        drawLine(g, width, height, top, begin, span, JitterPoint::toPhoneMillis, Ink.SECOND);
    }

    private void drawGrid(GraphicsContext g, double width, double height, double top) {
        g.setFont(FONT);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        g.setLineWidth(1);
        for (int i = 0; i <= 2; i++) {
            double y = Math.round(TOP + (height - TOP - BOTTOM) * i / 2) + 0.5;
            g.setStroke(color(Ink.GRID));
            g.strokeLine(LEFT, y, width - RIGHT, y);
            g.setFill(color(Ink.MUTED));
            g.fillText(label(top * (2 - i) / 2), LEFT - 8, y);
        }
        g.setTextAlign(TextAlignment.LEFT);
        g.setFill(color(Ink.MUTED));
        g.fillText("Jitter, ms", 12, 11);
    }

    private void drawLegend(GraphicsContext g, double width) {
        double x = width - RIGHT;
        x = drawLegend(g, x, "at the phone", Ink.SECOND);
        drawLegend(g, x - 14, "at the engine", Ink.LINE);
    }

    private double drawLegend(GraphicsContext g, double right, String text, Ink ink) {
        double textWidth = text.length() * 6.4;
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(color(Ink.MUTED));
        g.fillText(text, right, 11);
        g.setStroke(color(ink));
        g.setLineWidth(2);
        g.strokeLine(right - textWidth - 20, 11, right - textWidth - 6, 11);
        return right - textWidth - 20;
    }

    private void drawTimes(
            GraphicsContext g, double width, double height, double begin, double span) {
        g.setFill(color(Ink.MUTED));
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(time(begin), LEFT, height - 9);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(time(begin + span), width - RIGHT, height - 9);
    }

    private void drawLine(
            GraphicsContext g,
            double width,
            double height,
            double top,
            double begin,
            double span,
            ToDoubleFunction<JitterPoint> value,
            Ink ink) {
        double[] x = new double[points.size()];
        double[] y = new double[points.size()];
        int count = 0;
        for (JitterPoint point : points) {
            double millis = value.applyAsDouble(point);
            if (millis >= 0) {
                x[count] = LEFT + (point.atMillis() - begin) / span * (width - LEFT - RIGHT);
                y[count] = TOP + (1 - Math.min(1, millis / top)) * (height - TOP - BOTTOM);
                count++;
            }
        }
        g.setStroke(color(ink));
        g.setLineWidth(1.5);
        g.setLineJoin(StrokeLineJoin.ROUND);
        g.strokePolyline(x, y, count);
    }

    private static String time(double millis) {
        return Format.clock(Duration.ofMillis(Math.round(millis)));
    }

    private static String label(double millis) {
        return millis == Math.rint(millis)
                ? Long.toString(Math.round(millis))
                : Double.toString(Math.round(millis * 10) / 10.0);
    }

    /// The next of 1, 2, 4, 10, 20, 40 ...
    static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 4}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
