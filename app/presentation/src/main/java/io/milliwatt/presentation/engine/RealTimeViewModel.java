package io.milliwatt.presentation.engine;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.realtime.RtState;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The share of the kernel's real-time budget that the engine has, and whether there is one.
public final class RealTimeViewModel {
    /// How often it is read while an engine with real time runs: each reading is a container of its
    /// own, half a second of it.
    public static final Duration PERIOD = Duration.ofSeconds(15);

    private final Surroundings with;
    private final ReadOnlyObjectWrapper<Optional<RealTimeShares>> shares =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> refusal =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Latest<Optional<RealTimeShares>> newest;
    private RunningTask watch = RunningTask.NONE;
    private Optional<String> watched = Optional.empty();
    private boolean asked;

    public RealTimeViewModel(Surroundings with) {
        this.with = with;
        newest = new Latest<>(with.ui(), shares::set);
    }

    /// Who has what; empty when no engine with real time is looked at.
    public ReadOnlyObjectProperty<Optional<RealTimeShares>> shares() {
        return shares.getReadOnlyProperty();
    }

    /// Why there is no such budget on this host, and what there is instead; empty while not known,
    /// or when there is one.
    public ReadOnlyObjectProperty<Optional<Problem>> refusal() {
        return refusal.getReadOnlyProperty();
    }

    /// Asks once whether this host has such a budget.
    public void ask() {
        if (asked) {
            return;
        }
        asked = true;
        with.runner()
                .run(
                        "ask for the real-time budget",
                        _ -> {
                            with.backend().realTime().mustBePossible();
                            return true;
                        },
                        (TaskState<Boolean> end) -> {
                            if (end instanceof TaskState.Failed<Boolean>(var problem)) {
                                refusal.set(Optional.of(Problem.of(problem)));
                            }
                        });
    }

    /// Looks at another engine, or at none.
    public void follow(Optional<EngineInfo> engine) {
        Optional<String> name =
                engine.filter(info -> info.settings().realtime()).map(EngineInfo::name);
        if (name.equals(watched)) {
            return;
        }
        watched = name;
        watch.cancel();
        shares.set(Optional.empty());
        name.ifPresent(each ->
                watch =
                        with.runner()
                                .repeat("read the real-time budget", PERIOD, () -> read(each)));
    }

    /// On the task runner's thread.
    private void read(String engine) {
        try {
            Optional<RtState> state = with.backend().realTime().read();
            newest.offer(state.map(it -> RealTimeShares.of(it, engine)));
        } catch (BenchException _) {
            // the engine may be ending just now: the next look tells
        }
    }
}
