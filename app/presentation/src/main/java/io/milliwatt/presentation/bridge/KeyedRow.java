package io.milliwatt.presentation.bridge;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// One row of a table: it stays the same object while its value changes, which is what keeps the
/// selection of a table on it.
public final class KeyedRow<K, V> {
    private final K key;
    private final ReadOnlyObjectWrapper<V> value;

    KeyedRow(K key, V value) {
        this.key = key;
        this.value = new ReadOnlyObjectWrapper<>(value);
    }

    public K key() {
        return key;
    }

    public V get() {
        return value.get();
    }

    public ReadOnlyObjectProperty<V> value() {
        return value.getReadOnlyProperty();
    }

    void set(V newValue) {
        if (!newValue.equals(value.get())) {
            value.set(newValue);
        }
    }
}
