package io.milliwatt.presentation.call;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.EndpointNames;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/// The calls of a capture and those of this window's phone in one list, and one of them in detail.
public final class CallsViewModel {
    private static final int MOST_SESSION_CALLS = 500;

    private final Surroundings with;
    private final ObservableList<Listed> all = FXCollections.observableArrayList();
    private final FilteredList<Listed> filtered = new FilteredList<>(all);
    private final ObservableList<CallRow> shown = FXCollections.observableArrayList();
    private final ObservableList<CallRow> view = FXCollections.unmodifiableObservableList(shown);
    private final StringProperty filter = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable CallRow> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<CaptureState> capture =
            new ReadOnlyObjectWrapper<>(new CaptureState.None());
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper("");
    private final CallDetailViewModel detail;
    private final Latest<CaptureState.Reading> progress;
    private RunningTask reading = RunningTask.NONE;
    private Optional<CaptureDesk.Opened> read = Optional.empty();
    private long number = 1_000_000_000;

    /// A row and what the filter looks through.
    private record Listed(CallRow row, String text) {
        static Listed of(CallRow row) {
            return new Listed(row, row.searchText());
        }
    }

    public CallsViewModel(Surroundings with) {
        this.with = with;
        detail = new CallDetailViewModel(with);
        progress = new Latest<>(with.ui(), this::show);
        selected.addListener((_, _, row) -> detail.show(Optional.ofNullable(row), source(row)));
        filter.addListener((_, _, text) -> narrow(text));
    }

    /// The calls that pass the filter: those of the phone, the newest first, then those of the
    /// capture in its order, then its RTP without SIP.
    public ObservableList<CallRow> calls() {
        return view;
    }

    /// Words that all must be in a call: method, status, user, address, Call-ID, SSRC, finding.
    public StringProperty filter() {
        return filter;
    }

    /// The call looked at; null when none is.
    public ObjectProperty<@Nullable CallRow> selected() {
        return selected;
    }

    /// The call looked at, in detail.
    public CallDetailViewModel detail() {
        return detail;
    }

    /// The capture that was opened last.
    public ReadOnlyObjectProperty<CaptureState> capture() {
        return capture.getReadOnlyProperty();
    }

    /// What was written last, or why it could not be.
    public ReadOnlyStringProperty saved() {
        return saved.getReadOnlyProperty();
    }

    /// Whether there is no call at all, whatever the filter says.
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /// `7 calls · 1 with errors`, `3 of 7 calls`.
    public String summary() {
        int total = all.size();
        long wrong = all.stream().filter(listed -> listed.row().wrong()).count();
        String calls =
                shown.size() == total
                        ? counted(total, "call")
                        : Format.count(shown.size()) + " of " + Format.count(total) + " calls";
        return calls + (wrong == 0 ? "" : " · " + Format.count(wrong) + " with errors");
    }

    /// Adds a call of the phone that is over; it is looked at when no other is.
    public void add(FinishedCall call) {
        Optional<CallRow> row = SessionCalls.row(call);
        if (row.isEmpty()) {
            return;
        }
        long ofSession = all.stream().filter(l -> l.row().session().isPresent()).count();
        if (ofSession >= MOST_SESSION_CALLS) {
            all.remove((int) ofSession - 1);
        }
        all.addFirst(Listed.of(row.get()));
        refresh();
        if (selected.get() == null) {
            selected.set(row.get());
        }
    }

    /// The packets of a call of the phone are there: it is looked at with them.
    public void captured(long call, CallCapture capture) {
        for (int i = 0; i < all.size(); i++) {
            CallRow before = all.get(i).row();
            if (before.number() == call && before.session().isPresent()) {
                Optional<CallRow> with = SessionCalls.row(before.session().get(), capture);
                if (with.isPresent()) {
                    all.set(i, Listed.of(with.get()));
                    refresh();
                    look(call);
                }
                return;
            }
        }
    }

    /// Looks at a call of the phone.
    ///
    /// @param call its number
    /// @return whether it is in the list
    public boolean look(long call) {
        Optional<CallRow> row =
                shown.stream()
                        .filter(one -> one.number() == call && one.session().isPresent())
                        .findFirst();
        row.ifPresent(selected::set);
        return row.isPresent();
    }

    /// The capture that has the packets of a call; empty when none has.
    private Optional<CaptureDesk.Opened> source(@Nullable CallRow row) {
        return row == null
                ? Optional.empty()
                : row.session().isPresent()
                        ? row.session().get().capture().map(CallCapture::opened)
                        : read;
    }

    /// Opens a capture in place of the one before.
    public void open(Path chosen) {
        reading.cancel();
        capture.set(new CaptureState.Reading(chosen, -1, 0, false));
        reading =
                with.runner()
                        .run(
                                "read the capture",
                                cancelled -> read(chosen, cancelled),
                                (TaskState<Rows> end) -> opened(chosen, end));
    }

    /// What was read, with the rows made ready off the user interface thread.
    private record Rows(CaptureDesk.Opened opened, List<Listed> rows) {}

    /// On the task runner's thread.
    private Rows read(Path chosen, BooleanSupplier cancelled)
            throws io.milliwatt.bench.problem.BenchException {
        CaptureDesk.Opened opened =
                with.backend()
                        .captures()
                        .open(
                                chosen,
                                NatMap.NONE,
                                (done, total, packets) ->
                                        progress.offer(
                                                new CaptureState.Reading(
                                                        chosen,
                                                        total == 0 ? -1 : (double) done / total,
                                                        packets,
                                                        false)),
                                cancelled);
        List<Listed> rows = new ArrayList<>();
        List<Call> calls = opened.inspection().calls();
        for (int i = 0; i < calls.size(); i++) {
            List<Finding> findings =
                    i < opened.findings().size() ? opened.findings().get(i) : List.of();
            rows.add(
                    Listed.of(
                            new CallRow(
                                    number + i,
                                    calls.get(i),
                                    EndpointNames.NONE,
                                    findings,
                                    Optional.empty())));
        }
        for (Call stray : opened.inspection().withoutSip()) {
            rows.add(
                    Listed.of(
                            new CallRow(
                                    number + rows.size(),
                                    stray,
                                    EndpointNames.NONE,
                                    List.of(),
                                    Optional.empty())));
        }
        return new Rows(opened, rows);
    }

    private void show(CaptureState.Reading newest) {
        if (capture.get() instanceof CaptureState.Reading(var now, _, _, var cancelling)
                && now.equals(newest.file())) {
            capture.set(
                    new CaptureState.Reading(now, newest.fraction(), newest.packets(), cancelling));
        }
    }

    private void opened(Path chosen, TaskState<Rows> end) {
        boolean waited =
                capture.get() instanceof CaptureState.Reading(var now, _, _, _)
                        && now.equals(chosen);
        if (!waited) {
            return;
        }
        switch (end) {
            case TaskState.Running<Rows> _ -> {}
            case TaskState.Done<Rows>(var rows) -> {
                number += rows.rows().size();
                read = Optional.of(rows.opened());
                selected.set(null);
                List<Listed> next = new ArrayList<>(all);
                next.removeIf(listed -> listed.row().session().isEmpty());
                next.addAll(rows.rows());
                all.setAll(next);
                refresh();
                capture.set(
                        new CaptureState.Read(
                                chosen, words(rows.opened()), complete(rows.opened())));
                rows.rows().stream()
                        .findFirst()
                        .map(Listed::row)
                        .filter(shown::contains)
                        .ifPresent(selected::set);
            }
            case TaskState.Failed<Rows>(var problem) ->
                    capture.set(new CaptureState.Failed(chosen, Problem.of(problem)));
            case TaskState.Cancelled<Rows> _ -> capture.set(new CaptureState.None());
        }
    }

    private static boolean complete(CaptureDesk.Opened opened) {
        return opened.summary().problems().count() == 0 && !opened.summary().cancelled();
    }

    private static String words(CaptureDesk.Opened opened) {
        Inspection seen = opened.inspection();
        long streams = seen.allStreams().size();
        var words = new StringBuilder(String.valueOf(opened.file().getFileName()));
        words.append(": ").append(Format.count(opened.summary().packets())).append(" packets, ");
        words.append(counted(seen.calls().size(), "call")).append(", ");
        words.append(counted(streams, "RTP stream"));
        if (!seen.streams().isEmpty()) {
            words.append(" (").append(Format.count(seen.streams().size())).append(" without SIP)");
        }
        long broken = opened.summary().problems().count();
        if (broken > 0) {
            words.append(" · ").append(Format.count(broken)).append(" could not be read: ");
            words.append(opened.summary().problems().first().getFirst());
        }
        seen.notes().forEach(note -> words.append(" · ").append(note));
        return words.toString();
    }

    /// `1 call`, `2,000 calls`.
    private static String counted(long number, String what) {
        return Format.count(number) + " " + what + (number == 1 ? "" : "s");
    }

    /// Gives up reading the capture.
    public void cancel() {
        if (capture.get() instanceof CaptureState.Reading(var chosen, var done, var packets, _)) {
            capture.set(new CaptureState.Reading(chosen, done, packets, true));
            reading.cancel();
        }
    }

    /// Writes the packets of the call looked at, or of all calls of its capture, as pcapng.
    ///
    /// @param all whether those of all calls
    public void save(Path target, boolean all) {
        CallRow row = selected.get();
        Optional<CaptureDesk.Opened> kept = row == null && all ? read : source(row);
        if (kept.isEmpty()) {
            saved.set(
                    "No packets were kept of this call: choose \"Capture at every hop\" before the"
                            + " next one, or open a capture");
            return;
        }
        CaptureDesk.Opened source = kept.get();
        List<Call> calls = all || row == null ? List.of() : List.of(row.call());
        with.runner()
                .run(
                        "save the capture",
                        cancelled ->
                                with.backend().captures().save(source, calls, target, cancelled),
                        (TaskState<Long> end) -> {
                            switch (end) {
                                case TaskState.Running<Long> _ -> saved.set("Saving " + target);
                                case TaskState.Done<Long>(var packets) ->
                                        saved.set(Format.count(packets) + " packets in " + target);
                                case TaskState.Failed<Long>(var problem) ->
                                        saved.set(problem.getMessage() + ". " + problem.fix());
                                case TaskState.Cancelled<Long> _ -> saved.set("");
                            }
                        });
    }

    /// Writes a report of the call looked at, which is one of the phone.
    public void report(Path target) {
        CallRow row = selected.get();
        if (row == null || row.session().isEmpty()) {
            saved.set("A report is of a call of this phone: choose one, or call one first");
            return;
        }
        FinishedCall call = row.session().get();
        with.runner()
                .run(
                        "write the report",
                        _ -> with.backend().captures().report(call, row.at(), target),
                        (TaskState<List<String>> end) -> {
                            switch (end) {
                                case TaskState.Running<List<String>> _ ->
                                        saved.set("Writing the report");
                                case TaskState.Done<List<String>>(var missing) ->
                                        saved.set(
                                                "Report in "
                                                        + target
                                                        + (missing.isEmpty()
                                                                ? ""
                                                                : ", without "
                                                                        + String.join(
                                                                                "; ", missing)));
                                case TaskState.Failed<List<String>>(var problem) ->
                                        saved.set(problem.getMessage() + ". " + problem.fix());
                                case TaskState.Cancelled<List<String>> _ -> saved.set("");
                            }
                        });
    }

    /// The calls that are shown, as CSV with a header (RFC 4180).
    public String csv() {
        var text = new StringBuilder(CallRow.CSV_HEADER);
        shown.forEach(row -> text.append(row.csv()));
        return text.toString();
    }

    private void narrow(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).strip().split("\\s+");
        filtered.setPredicate(
                text.isBlank()
                        ? null
                        : listed -> Arrays.stream(words).allMatch(listed.text()::contains));
        refresh();
    }

    private void refresh() {
        List<CallRow> rows = filtered.stream().map(Listed::row).toList();
        if (!shown.equals(rows)) {
            CallRow before = selected.get();
            shown.setAll(rows);
            if (before != null && rows.contains(before)) {
                selected.set(before);
            }
        }
    }
}
