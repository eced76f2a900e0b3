package io.milliwatt.presentation.call;

import io.milliwatt.inspector.rtp.DecodedAudio;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The course of one stream: read packet by packet, played, and written as a WAV file.
public final class CourseViewModel {
    private final Surroundings with;
    private final ReadOnlyObjectWrapper<Optional<StreamRow>> stream =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<StreamCourse>> course =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper position = new ReadOnlyDoubleWrapper();
    private final Latest<Double> positions;
    private RunningTask player = RunningTask.NONE;
    private RunningTask reading = RunningTask.NONE;

    CourseViewModel(Surroundings with) {
        this.with = with;
        positions = new Latest<>(with.ui(), position::set);
    }

    /// The stream whose course is shown.
    public ReadOnlyObjectProperty<Optional<StreamRow>> stream() {
        return stream.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<StreamCourse>> course() {
        return course.getReadOnlyProperty();
    }

    /// Why there is no course; empty when there is.
    public ReadOnlyStringProperty note() {
        return note.getReadOnlyProperty();
    }

    /// Whether a stream is being played.
    public ReadOnlyBooleanProperty playing() {
        return playing.getReadOnlyProperty();
    }

    /// Where the player is; milliseconds from the begin of the stream.
    public ReadOnlyDoubleProperty position() {
        return position.getReadOnlyProperty();
    }

    /// Looks at none.
    void clear() {
        stream.set(Optional.empty());
        course.set(Optional.empty());
        note.set("");
        reading.cancel();
        player.cancel();
    }

    /// Looks at a stream, and reads its course where its packets are kept.
    ///
    /// @param file where they are
    void show(StreamRow chosen, Optional<Path> file) {
        if (stream.get().filter(chosen::equals).isPresent()) {
            return;
        }
        clear();
        stream.set(Optional.of(chosen));
        position.set(0);
        if (file.isEmpty()) {
            note.set(
                    "The phone kept figures of this call, not packets. Choose \"Capture at every hop\""
                            + " before the next one to see the course of its streams.");
            return;
        }
        Path capture = file.get();
        reading =
                with.runner()
                        .run(
                                "read the stream",
                                cancelled ->
                                        with.backend()
                                                .captures()
                                                .course(
                                                        capture,
                                                        chosen.report().key(),
                                                        chosen.report().mainPayload(),
                                                        cancelled),
                                (TaskState<StreamCourse> end) -> show(chosen, end));
    }

    private void show(StreamRow chosen, TaskState<StreamCourse> end) {
        if (stream.get().filter(chosen::equals).isEmpty()) {
            return;
        }
        switch (end) {
            case TaskState.Running<StreamCourse> _ -> note.set("Reading the stream");
            case TaskState.Done<StreamCourse>(var read) -> {
                note.set(read.packets().size() == 0 ? "No packet of it was found" : "");
                course.set(Optional.of(read).filter(one -> one.packets().size() > 0));
            }
            case TaskState.Failed<StreamCourse>(var problem) ->
                    note.set(problem.getMessage() + ". " + problem.fix());
            case TaskState.Cancelled<StreamCourse> _ -> note.set("");
        }
    }

    /// Plays the sound of the stream from a place, or stops.
    ///
    /// @param fromMillis from its begin
    public void play(double fromMillis) {
        if (playing.get()) {
            player.cancel();
            return;
        }
        if (course.get().isEmpty()) {
            return;
        }
        DecodedAudio sound = course.get().get().audio();
        player =
                with.runner()
                        .run(
                                "play the stream",
                                cancelled -> {
                                    with.backend()
                                            .captures()
                                            .play(sound, fromMillis, positions::offer, cancelled);
                                    return true;
                                },
                                (TaskState<Boolean> end) -> {
                                    playing.set(end instanceof TaskState.Running<Boolean>);
                                    if (end instanceof TaskState.Failed<Boolean>(var problem)) {
                                        note.set(problem.getMessage() + ". " + problem.fix());
                                    }
                                });
    }

    /// Writes the sound of the stream as a WAV file.
    public void export(Path target) {
        if (course.get().isEmpty()) {
            return;
        }
        DecodedAudio sound = course.get().get().audio();
        with.runner()
                .run(
                        "write the WAV file",
                        _ -> {
                            with.backend().captures().export(sound, target);
                            return target;
                        },
                        (TaskState<Path> end) -> {
                            switch (end) {
                                case TaskState.Done<Path>(var file) -> note.set("Written: " + file);
                                case TaskState.Failed<Path>(var problem) ->
                                        note.set(problem.getMessage() + ". " + problem.fix());
                                case TaskState.Running<Path> _, TaskState.Cancelled<Path> _ -> {}
                            }
                        });
    }
}
