package io.milliwatt.presentation.call;

import io.milliwatt.presentation.bridge.UiScheduler;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The finished calls of this window, the newest first, and one of them in detail.
public final class CallsViewModel {
    private static final int MOST_CALLS = 500;

    private final ObservableList<FinishedCall> calls = FXCollections.observableArrayList();
    private final ObservableList<FinishedCall> view =
            FXCollections.unmodifiableObservableList(calls);
    private final ObjectProperty<@Nullable FinishedCall> selected = new SimpleObjectProperty<>();
    private final CallViewModel detail;

    public CallsViewModel(UiScheduler ui) {
        detail = new CallViewModel(ui);
        selected.addListener((_, _, call) -> show(call));
    }

    public ObservableList<FinishedCall> calls() {
        return view;
    }

    /// The call looked at; null when none is.
    public ObjectProperty<@Nullable FinishedCall> selected() {
        return selected;
    }

    /// The call looked at, in detail.
    public CallViewModel detail() {
        return detail;
    }

    /// How many of them a finding of severity error has, or had no audio.
    public long withErrors() {
        return calls.stream().filter(c -> c.health() == Health.BAD).count();
    }

    /// Adds a call that is over; it is looked at when no other is.
    public void add(FinishedCall call) {
        if (calls.size() == MOST_CALLS) {
            calls.removeLast();
        }
        calls.addFirst(call);
        if (selected.get() == null) {
            selected.set(call);
        }
    }

    private void show(@Nullable FinishedCall call) {
        detail.clear();
        if (call != null) {
            detail.show(call.record(), call.engine());
        }
    }
}
