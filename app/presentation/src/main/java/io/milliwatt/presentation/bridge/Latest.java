package io.milliwatt.presentation.bridge;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands the newest value to the user interface and forgets those between. A million offers leave
/// at most one action waiting.
public final class Latest<T> {
    private final UiScheduler ui;
    private final Consumer<? super T> sink;
    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();

    /// @param sink takes the values, on the user interface thread
    public Latest(UiScheduler ui, Consumer<? super T> sink) {
        this.ui = ui;
        this.sink = sink;
    }

    /// Any thread; never blocks.
    public void offer(T value) {
        if (waiting.getAndSet(value) == null) {
            ui.post(this::deliver);
        }
    }

    private void deliver() {
        T value = waiting.getAndSet(null);
        if (value != null) {
            sink.accept(value);
        }
    }
}
