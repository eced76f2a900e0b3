package io.milliwatt.desktop.call;

import io.milliwatt.desktop.plot.Ink;
import io.milliwatt.desktop.plot.Plot;
import io.milliwatt.inspector.rtp.PacketStatus;
import io.milliwatt.presentation.call.StreamCourse;
import io.milliwatt.presentation.call.StreamCourse.Figure;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// One figure of a stream over time. For each pixel the greatest value is drawn, so that however
/// many packets there are no peak is missed; holes are marked below.
final class CoursePlot extends Plot {
    private static final double LEFT = 76;
    private static final double RIGHT = 14;
    private static final double TOP = 6;
    private static final double BOTTOM = 6;
    private static final Font SMALL = Font.font(10.5);

    private final Figure figure;
    private Optional<StreamCourse> course = Optional.empty();

    CoursePlot(Figure figure) {
        super(figure.title() + " over time");
        this.figure = figure;
        setMinHeight(30);
        setPrefHeight(70);
    }

    void show(StreamCourse newest) {
        course = Optional.of(newest);
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        if (course.isEmpty()) {
            return;
        }
        int count = (int) Math.max(2, width - LEFT - RIGHT);
        double[] columns = course.get().columns(figure, count);
        double most = 0;
        for (double each : columns) {
            most = Math.max(most, each);
        }
        double scale = nice(most);
        double base = height - BOTTOM;
        double room = Math.max(1, base - TOP);
        g.setStroke(color(Ink.GRID));
        g.setLineWidth(1);
        g.strokeLine(LEFT, base + 0.5, width - RIGHT, base + 0.5);
        g.strokeLine(LEFT, TOP + 0.5, width - RIGHT, TOP + 0.5);
        g.setFont(SMALL);
        g.setFill(color(Ink.MUTED));
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(figure.title(), 14, height / 2 - 6);
        g.fillText(figure.unit(), 14, height / 2 + 8);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(number(scale), LEFT - 5, TOP + 5);
        marks(g, course.get().problems(count), base);
        g.setStroke(color(figure == Figure.RATE ? Ink.SECOND : Ink.LINE));
        g.setLineWidth(1.2);
        double[] x = new double[columns.length];
        double[] y = new double[columns.length];
        int points = 0;
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] >= 0) {
                x[points] = LEFT + i;
                y[points] = base - columns[i] / scale * room;
                points++;
            }
        }
        g.strokePolyline(x, y, points);
    }

    private void marks(GraphicsContext g, PacketStatus[] problems, double base) {
        for (int i = 0; i < problems.length; i++) {
            if (problems[i].isProblem()) {
                g.setFill(color(problems[i] == PacketStatus.AFTER_GAP ? Ink.BAD : Ink.WARN));
                g.fillRect(LEFT + i, base, 2, 4);
            }
        }
    }

    /// 1, 2 or 5 times a power of ten, not less.
    private static double nice(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(0.1, most))));
        for (double step : new double[] {1, 2, 5, 10}) {
            if (most <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.1f" : "%.0f", value);
    }
}
