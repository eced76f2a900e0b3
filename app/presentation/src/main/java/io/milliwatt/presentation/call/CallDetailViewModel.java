package io.milliwatt.presentation.call;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.Ladder;
import io.milliwatt.inspector.call.LadderRow;
import io.milliwatt.inspector.call.MessageDiff;
import io.milliwatt.inspector.rtp.DecodedAudio;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// One call: its ladder, one of its messages and another to compare it with, its descriptions, its
/// streams and the course of one of them.
public final class CallDetailViewModel {
    private static final Ladder EMPTY = new Ladder(List.of(), List.of());

    private final Surroundings with;
    private final ReadOnlyObjectWrapper<Optional<CallRow>> row =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Ladder> ladder = new ReadOnlyObjectWrapper<>(EMPTY);
    private final ObjectProperty<Set<Ladder.Part>> parts =
            new SimpleObjectProperty<>(
                    EnumSet.of(Ladder.Part.STREAMS, Ladder.Part.RTCP, Ladder.Part.DIGITS));
    private final ReadOnlyObjectWrapper<OptionalInt> ladderRow =
            new ReadOnlyObjectWrapper<>(OptionalInt.empty());
    private final ReadOnlyObjectWrapper<Optional<CallMessage>> message =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<CallMessage>> compared =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<OptionalInt> exchange =
            new ReadOnlyObjectWrapper<>(OptionalInt.empty());
    private final ObservableList<StreamRow> streams = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<StreamRow>> stream =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<StreamCourse>> course =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper courseNote = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper position = new ReadOnlyDoubleWrapper();
    private final Latest<Double> positions;
    private RunningTask player = RunningTask.NONE;
    private Optional<Path> file = Optional.empty();
    private RunningTask reading = RunningTask.NONE;

    CallDetailViewModel(Surroundings with) {
        this.with = with;
        positions = new Latest<>(with.ui(), position::set);
        parts.addListener((_, _, _) -> drawLadder());
    }

    /// The call; empty when none is looked at.
    public ReadOnlyObjectProperty<Optional<CallRow>> row() {
        return row.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Ladder> ladder() {
        return ladder.getReadOnlyProperty();
    }

    /// What the ladder shows beside messages.
    public ObjectProperty<Set<Ladder.Part>> parts() {
        return parts;
    }

    /// The row of the ladder that is looked at.
    public ReadOnlyObjectProperty<OptionalInt> ladderRow() {
        return ladderRow.getReadOnlyProperty();
    }

    /// The message that is read.
    public ReadOnlyObjectProperty<Optional<CallMessage>> message() {
        return message.getReadOnlyProperty();
    }

    /// The message it is compared with; empty for none.
    public ReadOnlyObjectProperty<Optional<CallMessage>> compared() {
        return compared.getReadOnlyProperty();
    }

    /// The exchange of descriptions that is read: an index of the call's.
    public ReadOnlyObjectProperty<OptionalInt> exchange() {
        return exchange.getReadOnlyProperty();
    }

    public ObservableList<StreamRow> streams() {
        return streams;
    }

    /// The stream whose course is shown.
    public ReadOnlyObjectProperty<Optional<StreamRow>> stream() {
        return stream.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<StreamCourse>> course() {
        return course.getReadOnlyProperty();
    }

    /// Why there is no course; empty when there is.
    public ReadOnlyStringProperty courseNote() {
        return courseNote.getReadOnlyProperty();
    }

    /// The message that is read, line by line; compared with another where one is chosen.
    public List<TextLine> text() {
        if (message.get().isEmpty() || row.get().isEmpty()) {
            return List.of();
        }
        CallMessage now = message.get().get();
        return compared.get()
                .map(other -> TextLine.of(MessageDiff.of(other.text(), now.text())))
                .orElseGet(() -> TextLine.of(now, row.get().get().topology(now)));
    }

    /// The exchanges of descriptions of the call.
    public List<ExchangeView> exchanges() {
        return row.get().map(ExchangeView::of).orElse(List.of());
    }

    /// Looks at another call.
    ///
    /// @param capture where its packets are
    void show(Optional<CallRow> next, Optional<Path> capture) {
        file = next.filter(one -> one.session().isEmpty()).flatMap(_ -> capture);
        row.set(next);
        compared.set(Optional.empty());
        drawLadder();
        streams.setAll(next.map(CallDetailViewModel::rows).orElse(List.of()));
        read(next.flatMap(one -> first(one.call())));
        exchange.set(
                next.filter(one -> !one.call().exchanges().isEmpty())
                        .map(_ -> OptionalInt.of(0))
                        .orElse(OptionalInt.empty()));
        stream.set(Optional.empty());
        course.set(Optional.empty());
        courseNote.set("");
        reading.cancel();
        player.cancel();
    }

    private static Optional<CallMessage> first(Call call) {
        return call.messages().stream().findFirst();
    }

    private static List<StreamRow> rows(CallRow row) {
        List<StreamRow> rows = new ArrayList<>();
        List<CallStream> all = row.call().streams();
        for (int i = 0; i < all.size(); i++) {
            CallStream each = all.get(i);
            String tap =
                    row.session().isPresent()
                            ? io.milliwatt.bench.record.Tap.values()[each.report().key().tap()]
                                    .key()
                                    .replace('-', ' ')
                            : "tap " + each.report().key().tap();
            rows.add(new StreamRow(i, each, tap, row.names()));
        }
        return rows;
    }

    private void drawLadder() {
        ladder.set(
                row.get()
                        .map(one -> Ladder.of(one.call(), one.names(), parts.get()))
                        .orElse(EMPTY));
        ladderRow.set(message.get().map(this::rowOf).orElse(OptionalInt.empty()));
    }

    /// Goes to what a finding is about.
    ///
    /// @return where that is: a message or a stream; empty when the finding names neither
    public Optional<FindingTarget> jump(Finding finding) {
        Optional<FindingTarget> target =
                row.get().flatMap(one -> FindingTarget.of(finding, one.call()));
        target.ifPresent(place -> {
            switch (place) {
                case FindingTarget.Message(var index) ->
                        read(row.get().map(one -> one.call().messages().get(index)));
                case FindingTarget.Stream(var index) -> chooseStream(index);
            }
        });
        return target;
    }

    /// Goes to a row of the ladder, and reads what it stands for.
    public void choose(int index) {
        if (index < 0 || index >= ladder.get().rows().size()) {
            return;
        }
        ladderRow.set(OptionalInt.of(index));
        switch (ladder.get().rows().get(index).source()) {
            case LadderRow.Source.Message(var at, _, _) ->
                    message.set(row.get().map(one -> one.call().messages().get(at)));
            case LadderRow.Source.StreamStart(var at) -> chooseStream(at);
            case LadderRow.Source.StreamEnd(var at) -> chooseStream(at);
            case LadderRow.Source.Rtcp(var at) -> chooseStream(at);
            case LadderRow.Source.Digit _ -> {
                // it has nothing more to tell than the ladder does
            }
        }
    }

    /// Reads a message.
    public void read(Optional<CallMessage> next) {
        message.set(next);
        ladderRow.set(next.map(this::rowOf).orElse(OptionalInt.empty()));
    }

    private OptionalInt rowOf(CallMessage wanted) {
        List<LadderRow> rows = ladder.get().rows();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).source() instanceof LadderRow.Source.Message(var at, _, _)
                    && at == wanted.index()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /// Compares the message that is read with another; empty = with none.
    public void compareWith(Optional<CallMessage> other) {
        compared.set(other);
    }

    /// What the message that is read is best compared with.
    public Optional<CallMessage> comparable() {
        return message.get()
                .flatMap(now ->
                        row.get()
                                .flatMap(one ->
                                        MessageWords.comparable(now, one.call().messages())));
    }

    /// Reads another exchange of descriptions.
    public void chooseExchange(int index) {
        exchange.set(OptionalInt.of(index));
    }

    /// Looks at a stream, and reads its course where its packets are kept.
    public void chooseStream(int index) {
        if (index < 0 || index >= streams.size()) {
            return;
        }
        StreamRow chosen = streams.get(index);
        if (stream.get().filter(chosen::equals).isPresent()) {
            return;
        }
        stream.set(Optional.of(chosen));
        reading.cancel();
        player.cancel();
        position.set(0);
        course.set(Optional.empty());
        if (file.isEmpty()) {
            courseNote.set(
                    "The phone keeps figures, not packets. Open a capture of the call to see the"
                            + " course of its streams.");
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
            case TaskState.Running<StreamCourse> _ -> courseNote.set("Reading the stream");
            case TaskState.Done<StreamCourse>(var read) -> {
                courseNote.set(read.packets().size() == 0 ? "No packet of it was found" : "");
                course.set(Optional.of(read).filter(one -> one.packets().size() > 0));
            }
            case TaskState.Failed<StreamCourse>(var problem) ->
                    courseNote.set(problem.getMessage() + ". " + problem.fix());
            case TaskState.Cancelled<StreamCourse> _ -> courseNote.set("");
        }
    }

    /// Plays the sound of the stream from a place, or stops.
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
                                        courseNote.set(problem.getMessage() + ". " + problem.fix());
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
                                case TaskState.Done<Path>(var file) ->
                                        courseNote.set("Written: " + file);
                                case TaskState.Failed<Path>(var problem) ->
                                        courseNote.set(problem.getMessage() + ". " + problem.fix());
                                case TaskState.Running<Path> _, TaskState.Cancelled<Path> _ -> {}
                            }
                        });
    }

    /// Whether a stream is being played.
    public ReadOnlyBooleanProperty playing() {
        return playing.getReadOnlyProperty();
    }

    /// Where the player is; milliseconds from the begin of the stream.
    public ReadOnlyDoubleProperty position() {
        return position.getReadOnlyProperty();
    }

    /// The streams as CSV with a header.
    public String streamsCsv() {
        var text = new StringBuilder(StreamRow.csvHeader());
        streams.forEach(each -> text.append(each.csv()));
        return text.toString();
    }

    /// All messages as text, each with when and whence.
    public String messagesText() {
        return row.get()
                .map(one -> {
                    var text = new StringBuilder();
                    for (CallMessage each : one.call().messages()) {
                        text.append("--- ").append(MessageWords.when(one.call(), each));
                        text.append(' ').append(MessageWords.way(each)).append('\n');
                        text.append(each.text().replace("\r\n", "\n")).append('\n');
                    }
                    return text.toString();
                })
                .orElse("");
    }
}
