package io.milliwatt.desktop.call;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.call.CourseViewModel;
import io.milliwatt.presentation.call.StreamCourse;
import io.milliwatt.presentation.call.StreamCourse.Figure;
import io.milliwatt.presentation.call.StreamRow;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// The course of a stream: jitter, delta and bit rate over time, losses marked, and the waveform of
/// what it carries, to be played and written.
final class CoursePane extends VBox {
    private final CourseViewModel course;
    private final CoursePlot jitter = new CoursePlot(Figure.JITTER);
    private final CoursePlot delta = new CoursePlot(Figure.DELTA);
    private final CoursePlot rate = new CoursePlot(Figure.RATE);
    private final WavePlot wave;
    private final Label title = Nodes.label("", "strong");
    private final Label note = Nodes.text("", "muted");
    private final Label marks = Nodes.label("", "caption");
    private final Label time = Nodes.label("", "caption", "mono");
    private final Button play;
    private final Button export;
    private final VBox plots;
    private final StackPane empty = new StackPane(note);

    CoursePane(CourseViewModel course) {
        this.course = course;
        wave = new WavePlot(course::play);
        play = Nodes.button("Play", () -> course.play(wave.from()));
        play.setId("stream-play");
        export = Nodes.button("Export WAV", this::export);
        export.setId("stream-export");
        HBox head = new HBox(10, title, marks, Nodes.spring(), time, play, export);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("message-head");
        plots = new VBox(4, jitter, delta, rate, wave);
        plots.getStyleClass().add("course");
        for (Node each : List.of(jitter, delta, rate, wave)) {
            VBox.setVgrow(each, Priority.ALWAYS);
        }
        note.setMaxWidth(460);
        StackPane body = new StackPane(plots, empty);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
        setMinHeight(0);
        course.course().addListener((_, _, _) -> show());
        course.note().addListener((_, _, _) -> show());
        course.stream().addListener((_, _, _) -> show());
        course.playing().addListener((_, _, now) -> play.setText(now ? "Stop" : "Play"));
        course.position()
                .addListener((_, _, now) -> {
                    wave.at(now.doubleValue());
                    time.setText(clock(now.doubleValue()));
                });
        show();
    }

    private static String clock(double millis) {
        return Format.clock(Duration.ofMillis(Math.round(millis)));
    }

    private void show() {
        Optional<StreamCourse> read = course.course().get();
        boolean there = read.isPresent();
        Nodes.show(plots, there);
        Nodes.show(empty, !there);
        note.setText(
                course.stream().get().isEmpty()
                        ? "Choose a stream to see its course"
                        : course.note().get());
        title.setText(
                course.stream()
                        .get()
                        .map(row -> row.ssrc() + " · " + row.payload())
                        .orElse("Course of a stream"));
        marks.setText(read.map(StreamCourse::words).orElse(""));
        boolean heard = read.filter(one -> one.soundMillis() > 0).isPresent();
        play.setDisable(!heard);
        export.setDisable(!heard);
        read.ifPresent(now -> {
            jitter.show(now);
            delta.show(now);
            rate.show(now);
            wave.show(now);
        });
    }

    private void export() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Export WAV");
        chooser.setInitialFileName(
                course.stream().get().map(StreamRow::ssrc).orElse("stream") + ".wav");
        File chosen = chooser.showSaveDialog(getScene().getWindow());
        if (chosen != null) {
            course.export(chosen.toPath());
        }
    }
}
