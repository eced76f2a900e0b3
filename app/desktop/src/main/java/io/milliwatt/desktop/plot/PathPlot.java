package io.milliwatt.desktop.plot;

import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.call.Hop;
import io.milliwatt.presentation.call.PathView;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/// Phone, host and engine, and the four legs between them with what is seen at each tap: to the
/// right the way there, below it the way back.
public final class PathPlot extends Plot {
    private static final double MARGIN = 14;
    private static final double BOX_WIDTH = 104;
    private static final double BOX_HEIGHT = 66;
    private static final double ROUNDING = 10;
    private static final double GAP = 13;
    private static final double ARROW = 7;
    private static final Font TITLE = Font.font(null, FontWeight.BOLD, 12.5);
    private static final Font SMALL = Font.font(11);
    private static final int HOPS = 4;

    private PathView path = PathView.NONE;

    public PathPlot() {
        super("Path of the call");
        setMinHeight(150);
        setPrefHeight(150);
    }

    public void show(PathView newest) {
        path = newest;
        setAccessibleText(
                "Path of the call, "
                        + newest.verdict()
                        + ". "
                        + newest.hops().stream()
                                .map(h -> h.tap().key() + " " + h.label() + " " + h.detail())
                                .collect(Collectors.joining(", ")));
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        if (path.hops().size() != HOPS) {
            return;
        }
        double middle = Math.round(height / 2);
        double left = MARGIN;
        double center = Math.round((width - BOX_WIDTH) / 2);
        double right = width - MARGIN - BOX_WIDTH;
        leg(g, left + BOX_WIDTH, center, middle, path.hops().get(0), path.hops().get(3));
        leg(g, center + BOX_WIDTH, right, middle, path.hops().get(1), path.hops().get(2));
        box(g, left, middle, "Phone", path.phone(), "");
        box(g, center, middle, "Host", path.host(), path.hostNote());
        box(g, right, middle, "Engine", path.engine(), "");
    }

    private void leg(
            GraphicsContext g, double from, double to, double middle, Hop there, Hop back) {
        arrow(g, from + 5, to - 5, middle - GAP, there);
        arrow(g, to - 5, from + 5, middle + GAP, back);
        double x = (from + to) / 2;
        boolean twoAbove = !there.detail().isEmpty();
        text(g, there.label(), x, middle - GAP - (twoAbove ? 25 : 10), there);
        text(g, there.detail(), x, middle - GAP - 10, there);
        text(g, back.label(), x, middle + GAP + 12, back);
        text(g, back.detail(), x, middle + GAP + 27, back);
    }

    private void arrow(GraphicsContext g, double from, double to, double y, Hop hop) {
        double way = Math.signum(to - from);
        g.setStroke(color(Ink.of(hop.health())));
        g.setFill(color(Ink.of(hop.health())));
        g.setLineWidth(2);
        boolean broken = hop.health() == Health.BAD && !hop.seen();
        g.setLineDashes(hop.seen() ? new double[0] : new double[] {4, 4});
        double end = to - way * ARROW;
        g.strokeLine(from, y, end, y);
        g.setLineDashes(new double[0]);
        g.fillPolygon(
                new double[] {to, end - way * 2, end - way * 2},
                new double[] {y, y - ARROW + 1.5, y + ARROW - 1.5},
                3);
        if (broken) {
            double x = (from + to) / 2;
            g.strokeLine(x - 5, y - 5, x + 5, y + 5);
            g.strokeLine(x - 5, y + 5, x + 5, y - 5);
        }
    }

    private void text(GraphicsContext g, String text, double x, double y, Hop hop) {
        g.setFont(SMALL);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        boolean loud = hop.health() == Health.BAD || hop.health() == Health.WARN;
        g.setFill(color(loud ? Ink.of(hop.health()) : Ink.MUTED));
        g.fillText(text, x, y);
    }

    private void box(
            GraphicsContext g, double x, double middle, String title, String line, String note) {
        double y = Math.round(middle - BOX_HEIGHT / 2);
        g.setFill(color(Ink.SURFACE));
        g.fillRoundRect(x, y, BOX_WIDTH, BOX_HEIGHT, ROUNDING, ROUNDING);
        g.setStroke(color(Ink.BORDER));
        g.setLineWidth(1);
        g.strokeRoundRect(x + 0.5, y + 0.5, BOX_WIDTH - 1, BOX_HEIGHT - 1, ROUNDING, ROUNDING);
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        double center = x + BOX_WIDTH / 2;
        boolean three = !note.isEmpty();
        g.setFill(color(Ink.TEXT));
        g.setFont(TITLE);
        g.fillText(title, center, middle - (three ? 17 : 9));
        g.setFill(color(Ink.MUTED));
        g.setFont(SMALL);
        g.fillText(line, center, middle + (three ? 1 : 10), BOX_WIDTH - 10);
        g.fillText(note, center, middle + 17, BOX_WIDTH - 10);
    }
}
