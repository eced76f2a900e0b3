package io.milliwatt.presentation.bridge;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The newest lines of something that may produce them without end. The oldest go when there are
/// more than the capacity, and how many went is shown.
public final class BoundedLog<T> {
    /// The shortest time between two changes of the lines.
    public static final Duration PERIOD = Duration.ofMillis(100);

    private final UiScheduler ui;
    private final int capacity;
    private final Object lock = new Object();
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private long droppedWhileWaiting;
    private boolean posted;

    private final ObservableList<T> lines = FXCollections.observableArrayList();
    private final ObservableList<T> view = FXCollections.unmodifiableObservableList(lines);
    private final ReadOnlyLongWrapper dropped = new ReadOnlyLongWrapper();

    /// @param capacity the most lines that are kept
    public BoundedLog(UiScheduler ui, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.ui = ui;
        this.capacity = capacity;
    }

    /// The newest lines, oldest first; changes on the user interface thread.
    public ObservableList<T> lines() {
        return view;
    }

    /// How many lines were offered and are no longer shown.
    public ReadOnlyLongProperty dropped() {
        return dropped.getReadOnlyProperty();
    }

    /// Any thread; waits for no more than another offer.
    public void offer(T line) {
        synchronized (lock) {
            if (waiting.size() == capacity) {
                waiting.removeFirst();
                droppedWhileWaiting++;
            }
            waiting.addLast(line);
            if (posted) {
                return;
            }
            posted = true;
        }
        ui.postAfter(PERIOD, this::deliver);
    }

    /// Forgets all lines and the count; on the user interface thread.
    public void clear() {
        synchronized (lock) {
            waiting.clear();
            droppedWhileWaiting = 0;
        }
        lines.clear();
        dropped.set(0);
    }

    private void deliver() {
        List<T> fresh;
        long lost;
        synchronized (lock) {
            posted = false;
            fresh = new ArrayList<>(waiting);
            waiting.clear();
            lost = droppedWhileWaiting;
            droppedWhileWaiting = 0;
        }
        int tooMany = Math.max(0, lines.size() + fresh.size() - capacity);
        lines.remove(0, Math.min(tooMany, lines.size()));
        lines.addAll(fresh);
        dropped.set(dropped.get() + lost + tooMany);
    }
}
