package io.milliwatt.desktop.call;

import io.milliwatt.desktop.plot.Ink;
import io.milliwatt.desktop.plot.Plot;
import io.milliwatt.inspector.rtp.AudioMark;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.call.StreamCourse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// What a stream carries, as a waveform; red where packets were lost and what is heard was made up,
/// yellow where they came late or twice, grey where the sender was silent. A click chooses where to
/// play from, a double click plays.
final class WavePlot extends Plot {
    private static final double LEFT = 76;
    private static final double RIGHT = 14;
    private static final double AXIS = 16;
    private static final double MARK = 0.28;
    private static final Font SMALL = Font.font(10.5);

    private Optional<StreamCourse> course = Optional.empty();
    private double fromMillis;
    private double atMillis;

    /// @param play plays from a place
    WavePlot(DoubleConsumer play) {
        super("Waveform");
        setMinHeight(46);
        setPrefHeight(100);
        setOnMousePressed(event -> {
            double room = Math.max(1, getWidth() - LEFT - RIGHT);
            fromMillis = Math.clamp((event.getX() - LEFT) / room, 0, 1) * lasts();
            atMillis = fromMillis;
            redraw();
            if (event.getClickCount() == 2) {
                play.accept(fromMillis);
            }
        });
    }

    /// Where playing begins.
    double from() {
        return fromMillis;
    }

    void at(double millis) {
        atMillis = millis;
        redraw();
    }

    void show(StreamCourse newest) {
        if (!course.equals(Optional.of(newest))) {
            fromMillis = 0;
            atMillis = 0;
        }
        course = Optional.of(newest);
        redraw();
    }

    private double lasts() {
        return course.map(now -> Math.max(now.lastsMillis(), now.soundMillis())).orElse(1.0);
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        if (course.isEmpty()) {
            return;
        }
        StreamCourse now = course.get();
        double room = Math.max(1, width - LEFT - RIGHT);
        double body = height - AXIS;
        double middle = Math.round(body / 2) + 0.5;
        g.setFont(SMALL);
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFill(color(Ink.MUTED));
        g.fillText("Sound", 14, middle);
        if (now.soundMillis() == 0) {
            g.fillText(now.silence(), LEFT, middle);
            return;
        }
        marks(g, now, room, body);
        g.setStroke(color(Ink.GRID));
        g.setLineWidth(1);
        g.strokeLine(LEFT, middle, width - RIGHT, middle);
        g.setStroke(color(Ink.LINE));
        double perPixel = lasts() / room;
        for (int i = 0; i < room; i++) {
            short[] range = now.range(i * perPixel, (i + 1) * perPixel);
            double top = middle - range[1] / 32_768.0 * (body / 2 - 2);
            double bottom = middle - range[0] / 32_768.0 * (body / 2 - 2);
            g.strokeLine(LEFT + i + 0.5, top, LEFT + i + 0.5, Math.max(bottom, top + 0.5));
        }
        axis(g, room, body);
        g.setStroke(color(Ink.TEXT));
        double x = LEFT + atMillis / lasts() * room;
        g.strokeLine(x, 0, x, body);
    }

    private void marks(GraphicsContext g, StreamCourse now, double room, double body) {
        double millisPerSample = 1_000.0 / now.audio().sampleRateHz();
        for (AudioMark mark : now.audio().marks()) {
            g.setFill(color(ink(mark.kind())).deriveColor(0, 1, 1, MARK));
            double x = LEFT + mark.atSample() * millisPerSample / lasts() * room;
            double wide = mark.samples() * millisPerSample / lasts() * room;
            g.fillRect(x, 0, Math.max(1.5, wide), body);
        }
    }

    private static Ink ink(AudioMark.Kind kind) {
        return switch (kind) {
            case LOST, UNDECODED -> Ink.BAD;
            case LATE, DUPLICATE, JUMP -> Ink.WARN;
            case SILENCE -> Ink.MUTED;
        };
    }

    private void axis(GraphicsContext g, double room, double body) {
        double step = 1_000;
        for (double next : new double[] {2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000}) {
            if (lasts() / step > room / 90) {
                step = next;
            }
        }
        g.setFill(color(Ink.MUTED));
        g.setTextAlign(TextAlignment.CENTER);
        for (double at = 0; at <= lasts(); at += step) {
            g.fillText(
                    Format.clock(Duration.ofMillis(Math.round(at))),
                    LEFT + at / lasts() * room,
                    body + 9);
        }
    }
}
