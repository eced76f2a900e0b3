package io.milliwatt.presentation.call;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.Ladder;
import io.milliwatt.inspector.call.LadderRow;
import io.milliwatt.inspector.call.MessageDiff;
import io.milliwatt.presentation.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// One call: its ladder, one of its messages and another to compare it with, its descriptions, its
/// streams and the course of one of them.
public final class CallDetailViewModel {
    private static final Ladder EMPTY = new Ladder(List.of(), List.of());

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
    private final CourseViewModel course;
    private final ReadOnlyObjectWrapper<Optional<TapReport>> taps =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Path> file = Optional.empty();

    CallDetailViewModel(Surroundings with) {
        course = new CourseViewModel(with);
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

    /// What is to be known of the streams' figures, after a dot; empty for nothing.
    public String streamsNote() {
        boolean atHost = taps.get().isPresent() && streams.stream().anyMatch(StreamRow::atHost);
        return atHost ? " · the host sees a packet at each interface it passes" : "";
    }

    /// The stream whose course is shown.
    public ReadOnlyObjectProperty<Optional<StreamRow>> stream() {
        return course.stream();
    }

    /// The course of that stream.
    public CourseViewModel course() {
        return course;
    }

    /// What each hop did, where the call was captured by taps.
    public ReadOnlyObjectProperty<Optional<TapReport>> taps() {
        return taps.getReadOnlyProperty();
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
    /// @param capture what it is of; empty when its packets were not kept
    void show(Optional<CallRow> next, Optional<CaptureDesk.Opened> capture) {
        file = capture.map(CaptureDesk.Opened::file);
        course.clear();
        row.set(next);
        taps.set(
                next.flatMap(CallRow::session)
                        .flatMap(FinishedCall::capture)
                        .map(CallCapture::taps));
        compared.set(Optional.empty());
        drawLadder();
        streams.setAll(next.map(one -> rows(one, capture)).orElse(List.of()));
        read(next.flatMap(one -> first(one.call())));
        exchange.set(
                next.filter(one -> !one.call().exchanges().isEmpty())
                        .map(_ -> OptionalInt.of(0))
                        .orElse(OptionalInt.empty()));
    }

    private static Optional<CallMessage> first(Call call) {
        return call.messages().stream().findFirst();
    }

    private static List<StreamRow> rows(CallRow row, Optional<CaptureDesk.Opened> capture) {
        List<StreamRow> rows = new ArrayList<>();
        List<CallStream> all = row.call().streams();
        for (int i = 0; i < all.size(); i++) {
            CallStream each = all.get(i);
            int tap = each.report().key().tap();
            String name =
                    capture.map(of -> of.tapName(tap))
                            .orElseGet(() -> Tap.values()[tap].key().replace('-', ' '));
            rows.add(new StreamRow(i, each, name, row.names()));
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
        course.show(streams.get(index), file);
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
