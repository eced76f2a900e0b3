package io.milliwatt.engine.control;

import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/// Passes events to whoever listens to the event stream. A listener that is too slow loses events,
/// which is counted; it never holds up the engine.
public final class EventHub {
    /// One event of the stream.
    ///
    /// @param name `call`, `message`, `dtmf`
    /// @param data object that is written as JSON
    public record Event(String name, Object data) {}

    private static final int MAX_WAITING = 1_000;
    private static final int MAX_LISTENERS = 16;

    /// One listener and what waits for it.
    static final class Listener {
        private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

        BlockingQueue<Event> waiting() {
            return waiting;
        }
    }

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Counters counters;

    public EventHub(Counters counters) {
        this.counters = counters;
    }

    /// Whether anybody listens: if not, nobody needs to make the event.
    public boolean heard() {
        return !listeners.isEmpty();
    }

    public void publish(String name, Object data) {
        var event = new Event(name, data);
        for (Listener listener : listeners) {
            if (!listener.waiting.offer(event)) {
                counters.increment(EngineCounter.EVENTS_DROPPED);
            }
        }
    }

    /// A new listener; empty when there are too many.
    Optional<Listener> listen() {
        if (listeners.size() >= MAX_LISTENERS) {
            return Optional.empty();
        }
        var listener = new Listener();
        listeners.add(listener);
        return Optional.of(listener);
    }

    void leave(Listener listener) {
        listeners.remove(listener);
    }
}
