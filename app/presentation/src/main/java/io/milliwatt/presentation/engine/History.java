package io.milliwatt.presentation.engine;

import java.util.Arrays;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The newest samples of one quantity, for a small plot.
public final class History {
    private final int capacity;
    private final ReadOnlyObjectWrapper<double[]> samples =
            new ReadOnlyObjectWrapper<>(new double[0]);

    History(int capacity) {
        this.capacity = capacity;
    }

    /// Oldest first; a new array with each sample.
    public ReadOnlyObjectProperty<double[]> samples() {
        return samples.getReadOnlyProperty();
    }

    void add(double sample) {
        double[] old = samples.get();
        int drop = old.length == capacity ? 1 : 0;
        double[] next = Arrays.copyOfRange(old, drop, old.length + 1);
        next[next.length - 1] = sample;
        samples.set(next);
    }

    void clear() {
        samples.set(new double[0]);
    }
}
