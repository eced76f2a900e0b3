package io.milliwatt.bench.engine;

import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.images.PatientCallback;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hears from the daemon when a container of an engine is started, whoever starts it: `docker
/// restart` may give it another address. Listens as long as this process and the daemon run;
/// [#listen] begins anew when the daemon was gone.
final class StartEvents {
    private final DockerConnection docker;
    private final Consumer<String> started;
    private @Nullable Subscription listening;

    /// @param started gets the container's id, on a thread of its own
    StartEvents(DockerConnection docker, Consumer<String> started) {
        this.docker = docker;
        this.started = started;
    }

    private final class Subscription extends PatientCallback<Event> {
        @Override
        public void onNext(Event event) {
            String id = event.getId();
            if (id != null) {
                Thread.ofVirtual().name("engine-started").start(() -> started.accept(id));
            }
        }

        @Override
        protected void atEnd() {
            ended(this);
        }
    }

    /// Begins, if it has not begun.
    synchronized void listen() {
        if (listening != null) {
            return;
        }
        var callback = new Subscription();
        listening = callback;
        try {
            docker.client()
                    .eventsCmd()
                    .withEventTypeFilter(EventType.CONTAINER)
                    .withEventFilter("start")
                    .withLabelFilter(Map.of(EngineContainer.LABEL, EngineContainer.ENGINE))
                    .exec(callback);
        } catch (RuntimeException _) {
            listening = null; // no daemon: who looks at an engine again, tries again
        }
    }

    private synchronized void ended(Subscription one) {
        if (listening == one) {
            listening = null;
        }
    }
}
