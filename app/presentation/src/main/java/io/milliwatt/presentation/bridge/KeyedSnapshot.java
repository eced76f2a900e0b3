package io.milliwatt.presentation.bridge;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The rows of a table. Each offer is the whole content; it is applied at most ten times a second,
/// as a difference: rows that stay are the same [KeyedRow]s, so that a table keeps its selection
/// and does not flicker.
public final class KeyedSnapshot<K, V> {
    /// The shortest time between two changes of the rows.
    public static final Duration PERIOD = Duration.ofMillis(100);

    private final UiScheduler ui;
    private final Function<? super V, ? extends K> keyOf;
    private final AtomicReference<@Nullable List<V>> waiting = new AtomicReference<>();

    /// Whether the rows changed less than a period ago; user interface thread only.
    private boolean resting;

    private final ObservableList<KeyedRow<K, V>> rows = FXCollections.observableArrayList();
    private final ObservableList<KeyedRow<K, V>> view =
            FXCollections.unmodifiableObservableList(rows);

    /// @param keyOf what makes a row the same row; of two values with one key the later counts
    public KeyedSnapshot(UiScheduler ui, Function<? super V, ? extends K> keyOf) {
        this.ui = ui;
        this.keyOf = keyOf;
    }

    /// The rows in the order of the newest content; changes on the user interface thread.
    public ObservableList<KeyedRow<K, V>> rows() {
        return view;
    }

    /// The whole content as it is now. Any thread; never blocks.
    public void offer(List<V> content) {
        if (waiting.getAndSet(List.copyOf(content)) == null) {
            ui.post(this::deliver);
        }
    }

    /// Sets the content at once; on the user interface thread.
    public void show(List<V> content) {
        waiting.set(null);
        apply(content);
    }

    private void deliver() {
        if (resting) {
            return;
        }
        List<V> content = waiting.getAndSet(null);
        if (content != null) {
            apply(content);
            resting = true;
            ui.postAfter(PERIOD, this::wake);
        }
    }

    /// What was offered meanwhile waits for this.
    private void wake() {
        resting = false;
        deliver();
    }

    private void apply(List<V> content) {
        Map<K, V> wanted = new LinkedHashMap<>();
        for (V value : content) {
            wanted.put(keyOf.apply(value), value);
        }
        rows.removeIf(row -> !wanted.containsKey(row.key()));
        Map<K, KeyedRow<K, V>> present = new HashMap<>();
        rows.forEach(row -> present.put(row.key(), row));
        int at = 0;
        for (Map.Entry<K, V> entry : wanted.entrySet()) {
            K key = entry.getKey();
            KeyedRow<K, V> row = present.get(key);
            if (row == null) {
                rows.add(at, new KeyedRow<>(key, entry.getValue()));
            } else {
                row.set(entry.getValue());
                if (!rows.get(at).key().equals(key)) {
                    rows.remove(row);
                    rows.add(at, row);
                }
            }
            at++;
        }
    }
}
