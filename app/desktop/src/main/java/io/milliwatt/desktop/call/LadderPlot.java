package io.milliwatt.desktop.call;

import io.milliwatt.desktop.plot.Ink;
import io.milliwatt.desktop.plot.Plot;
import io.milliwatt.inspector.call.Ladder;
import io.milliwatt.inspector.call.LadderColumn;
import io.milliwatt.inspector.call.LadderRow;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/// The ladder of a call: a line for each place, an arrow for each message, stream, report and
/// digit. Only the rows that are seen are drawn.
final class LadderPlot extends Plot {
    private static final double ROW = 32;
    private static final double HEADER = 44;
    private static final double TIMES = 132;
    private static final double EDGE = 86;
    private static final double ARROW = 7;
    private static final double CHARACTER = 6.6;
    private static final double LEAST_LABEL = 150;
    private static final double LEAST_NOTE = 120;
    private static final double HALO = 0.2;
    private static final double MARKED = 0.12;
    private static final Font NAME = Font.font(null, FontWeight.BOLD, 12);
    private static final Font LABEL = Font.font(11.5);
    private static final Font SMALL = Font.font(10.5);

    private final DoubleProperty scroll = new SimpleDoubleProperty();
    private Ladder ladder = new Ladder(List.of(), List.of());
    private OptionalInt selected = OptionalInt.empty();

    /// @param choose takes the row that was clicked, or gone to by keyboard
    LadderPlot(IntConsumer choose) {
        super("Ladder of the call");
        setId("ladder");
        setFocusTraversable(true);
        scroll.addListener((_, _, _) -> redraw());
        setOnMousePressed(event -> {
            requestFocus();
            int row = (int) ((event.getY() - HEADER + scroll.get()) / ROW);
            if (event.getY() > HEADER && row >= 0 && row < ladder.rows().size()) {
                choose.accept(row);
            }
        });
        setOnScroll(event -> {
            scroll.set(Math.clamp(scroll.get() - event.getDeltaY(), 0, most()));
            event.consume();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> move(event, choose));
        heightProperty().addListener((_, _, _) -> scroll.set(Math.min(scroll.get(), most())));
    }

    /// How far it is scrolled; pixels.
    DoubleProperty scroll() {
        return scroll;
    }

    /// How far it can be scrolled; pixels.
    double most() {
        return Math.max(0, ladder.rows().size() * ROW - seen());
    }

    /// The height of the rows that are seen; pixels.
    double seen() {
        return Math.max(1, getHeight() - HEADER);
    }

    void show(Ladder newest) {
        ladder = newest;
        scroll.set(0);
        setAccessibleText("Ladder of the call, " + newest.rows().size() + " rows");
        redraw();
    }

    /// Marks a row and brings it into view.
    void select(OptionalInt row) {
        selected = row;
        row.ifPresent(at -> {
            double top = at * ROW;
            if (top < scroll.get()) {
                scroll.set(top);
            } else if (top + ROW > scroll.get() + seen()) {
                scroll.set(Math.min(most(), top + ROW - seen()));
            }
        });
        redraw();
    }

    private void move(KeyEvent event, IntConsumer choose) {
        int last = ladder.rows().size() - 1;
        int page = (int) (seen() / ROW) - 1;
        int now = selected.orElse(-1);
        int next =
                switch (event.getCode()) {
                    case DOWN -> now + 1;
                    case UP -> now - 1;
                    case PAGE_DOWN -> now + page;
                    case PAGE_UP -> now - page;
                    case HOME -> 0;
                    case END -> last;
                    default -> -2;
                };
        if (next != -2 && last >= 0) {
            choose.accept(Math.clamp(next, 0, last));
            event.consume();
        }
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        int columns = ladder.columns().size();
        if (columns == 0) {
            return;
        }
        double[] x = new double[columns];
        double room = width - TIMES - 2 * EDGE;
        for (int i = 0; i < columns; i++) {
            x[i] = Math.round(TIMES + EDGE + (columns == 1 ? room / 2 : room * i / (columns - 1)));
        }
        g.setStroke(color(Ink.GRID));
        g.setLineWidth(1);
        for (double each : x) {
            g.strokeLine(each + 0.5, HEADER, each + 0.5, height);
        }
        int first = (int) (scroll.get() / ROW);
        int end = Math.min(ladder.rows().size(), (int) ((scroll.get() + seen()) / ROW) + 1);
        g.save();
        g.beginPath();
        g.rect(0, HEADER, width, height - HEADER);
        g.clip();
        for (int i = first; i < end; i++) {
            row(g, i, HEADER + i * ROW - scroll.get(), x, width);
        }
        g.restore();
        header(g, x, width);
    }

    private void header(GraphicsContext g, double[] x, double width) {
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.CENTER);
        double room = x.length < 2 ? width - TIMES : x[1] - x[0] - 8;
        for (int i = 0; i < x.length; i++) {
            LadderColumn column = ladder.columns().get(i);
            boolean named = !column.name().equals(column.detail());
            g.setFont(NAME);
            g.setFill(color(Ink.TEXT));
            g.fillText(cut(column.name(), room, 7.4), x[i], named ? 13 : 21);
            if (named) {
                g.setFont(SMALL);
                g.setFill(color(Ink.MUTED));
                g.fillText(cut(column.detail(), room, 6), x[i], 29);
            }
        }
        g.setStroke(color(Ink.GRID));
        g.strokeLine(0, HEADER - 0.5, width, HEADER - 0.5);
    }

    private void row(GraphicsContext g, int index, double top, double[] x, double width) {
        LadderRow row = ladder.rows().get(index);
        if (selected.isPresent() && selected.getAsInt() == index) {
            g.setFill(color(Ink.LINE).deriveColor(0, 1, 1, MARKED));
            g.fillRect(0, top, width, ROW);
        }
        g.setTextBaseline(VPos.CENTER);
        g.setFont(SMALL);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(color(Ink.MUTED));
        double y = Math.round(top + ROW - 9) + 0.5;
        g.fillText(seconds(row.sinceStartMillis()), 58, y);
        g.fillText(index == 0 ? "" : "+" + delta(row.deltaMillis()), 122, y);
        Look look = look(row.source());
        double from = x[Math.clamp(row.fromColumn(), 0, x.length - 1)];
        double to = x[Math.clamp(row.toColumn(), 0, x.length - 1)];
        if (from == to) {
            dot(g, from, y, look, row.label());
        } else {
            arrow(g, from, to, y, look);
            for (int each : row.way().through()) {
                g.fillOval(x[Math.clamp(each, 0, x.length - 1)] - 3, y - 3, 6, 6);
            }
            label(g, from, to, y, look, row);
        }
    }

    /// How an arrow looks.
    ///
    /// @param halo whether it carries media
    /// @param dashed whether it is no message of its own
    private record Look(Color color, boolean halo, boolean dashed) {}

    private Look look(LadderRow.Source source) {
        return switch (source) {
            case LadderRow.Source.Message(_, var repetition, var wrong) ->
                    new Look(
                            color(wrong ? Ink.BAD : repetition ? Ink.MUTED : Ink.LINE),
                            false,
                            repetition);
            case LadderRow.Source.StreamStart _ -> new Look(color(Ink.SECOND), true, false);
            case LadderRow.Source.StreamEnd _ -> new Look(color(Ink.SECOND), true, true);
            case LadderRow.Source.Rtcp _ -> new Look(color(Ink.MUTED), false, true);
            case LadderRow.Source.Digit _ -> new Look(color(Ink.WARN), false, true);
        };
    }

    private static void arrow(GraphicsContext g, double from, double to, double y, Look look) {
        double way = Math.signum(to - from);
        double end = to - way * ARROW;
        if (look.halo()) {
            g.setStroke(look.color().deriveColor(0, 1, 1, HALO));
            g.setLineWidth(7);
            g.strokeLine(from, y, end, y);
        }
        g.setStroke(look.color());
        g.setFill(look.color());
        g.setLineWidth(1.5);
        g.setLineDashes(look.dashed() ? new double[] {4, 3} : new double[0]);
        g.strokeLine(from, y, end, y);
        g.setLineDashes(new double[0]);
        g.fillPolygon(
                new double[] {to, end - way * 2, end - way * 2},
                new double[] {y, y - ARROW + 2, y + ARROW - 2},
                3);
    }

    private void label(
            GraphicsContext g, double from, double to, double y, Look look, LadderRow row) {
        double room = Math.max(LEAST_LABEL, Math.abs(to - from) - 20);
        g.setFont(LABEL);
        g.setFill(color(Ink.TEXT));
        boolean strong =
                look.color().equals(color(Ink.BAD)) || look.color().equals(color(Ink.WARN));
        if (strong) {
            g.setFill(look.color());
        }
        g.setTextAlign(from < to ? TextAlignment.LEFT : TextAlignment.RIGHT);
        String text = cut(row.label(), room, CHARACTER);
        double way = Math.signum(to - from);
        g.fillText(text, from + way * 10, y - 10);
        double used = text.length() * CHARACTER + 16;
        if (!row.way().note().isEmpty() && room - used > LEAST_NOTE) {
            g.setFont(SMALL);
            g.setFill(color(Ink.MUTED));
            g.fillText(cut(row.way().note(), room - used, 6), from + way * (10 + used), y - 10);
        }
    }

    private void dot(GraphicsContext g, double x, double y, Look look, String text) {
        g.setFill(look.color());
        g.fillOval(x - 4, y - 4, 8, 8);
        g.setFont(LABEL);
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(text, x + 10, y);
    }

    private static String cut(String text, double room, double character) {
        int most = Math.max(4, (int) (room / character));
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1_000);
    }

    private static String delta(double millis) {
        return millis < 1_000
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : String.format(Locale.ROOT, "%.2f s", millis / 1_000);
    }
}
