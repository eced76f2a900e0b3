package io.milliwatt.presentation.engine;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.network.AddressState;
import io.milliwatt.bench.network.AddressWatch;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.task.RunningTask;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Tells when the address that the engine advertises is gone, or a better one came, and launches it
/// again there.
public final class AddressNotice {
    private static final Duration PERIOD = Duration.ofMillis(AddressWatch.PERIOD_MILLIS);

    private final Surroundings with;
    private final EngineViewModel engine;
    private final ReadOnlyObjectWrapper<AddressState> state =
            new ReadOnlyObjectWrapper<>(new AddressState.Right());
    private final Latest<Change> changes;
    private Optional<EngineInfo> watched = Optional.empty();
    private RunningTask watch = RunningTask.NONE;

    /// @param engine whose address changed
    private record Change(EngineInfo engine, AddressState state) {}

    /// Polls on the task runner; the first look is what later ones are compared with.
    private final class Looking implements Runnable {
        private final EngineInfo info;
        private Optional<AddressWatch> compared = Optional.empty();
        private List<HostAddress> last = List.of();

        Looking(EngineInfo info) {
            this.info = info;
        }

        @Override
        public void run() {
            try {
                last = with.backend().addresses();
            } catch (BenchException _) {
                return; // nothing is said of what is not known
            }
            if (compared.isEmpty()) {
                compared = Optional.of(new AddressWatch(() -> last, info.reachedAt()));
            }
            compared.get().change().ifPresent(now -> changes.offer(new Change(info, now)));
        }
    }

    public AddressNotice(Surroundings with, EngineViewModel engine) {
        this.with = with;
        this.engine = engine;
        changes = new Latest<>(with.ui(), this::show);
        engine.state().addListener((_, _, _) -> follow(engine.running()));
    }

    /// How the address is.
    public ReadOnlyObjectProperty<AddressState> state() {
        return state.getReadOnlyProperty();
    }

    /// Where it would be launched again; empty when there is nothing to do.
    public Optional<InetAddress> relaunchWith() {
        return state.get().relaunchWith();
    }

    /// Launches the engine again with the new address, which ends its calls.
    public void relaunch() {
        relaunchWith()
                .ifPresent(address -> {
                    state.set(new AddressState.Right());
                    engine.relaunchAt(address);
                });
    }

    /// Leaves it as it is, until the address changes again.
    public void dismiss() {
        state.set(new AddressState.Right());
    }

    /// An engine with an address of its own does not depend on the host's.
    private void follow(Optional<EngineInfo> running) {
        Optional<EngineInfo> next = running.filter(info -> !info.placement().mode().ownAddress());
        if (next.equals(watched)) {
            return;
        }
        watched = next;
        watch.cancel();
        state.set(new AddressState.Right());
        next.ifPresent(info ->
                watch = with.runner().repeat("watch the address", PERIOD, new Looking(info)));
    }

    private void show(Change change) {
        if (watched.equals(Optional.of(change.engine()))) {
            state.set(change.state());
        }
    }
}
