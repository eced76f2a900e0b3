package io.milliwatt.presentation.engine;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineUsage;
import io.milliwatt.bench.engine.LaunchListener;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.LogLevel;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.BoundedLog;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.engine.EngineState.Failed;
import io.milliwatt.presentation.engine.EngineState.Launching;
import io.milliwatt.presentation.engine.EngineState.Running;
import io.milliwatt.presentation.engine.EngineState.Stopped;
import io.milliwatt.presentation.engine.EngineState.Stopping;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;

/// The engine of the bench: launches, watches and stops it.
public final class EngineViewModel {
    /// How often a running engine is looked at.
    public static final Duration WATCH_PERIOD = Duration.ofSeconds(1);

    private static final int HISTORY_SAMPLES = 120;

    private final Surroundings with;
    private final Supplier<LaunchRequest> request;
    private final ReadOnlyObjectWrapper<EngineState> state =
            new ReadOnlyObjectWrapper<>(new Stopped(""));
    private final ReadOnlyObjectWrapper<Optional<LaunchProgress>> lastLaunch =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<EngineInfo>> all =
            new ReadOnlyObjectWrapper<>(List.of());
    private final History cpuPercent = new History(HISTORY_SAMPLES);
    private final History memoryBytes = new History(HISTORY_SAMPLES);
    private final EngineLog log;
    private final Latest<LaunchProgress> launching;
    private final Latest<Seen> seen;

    private RunningTask launchTask = RunningTask.NONE;
    private RunningTask watchTask = RunningTask.NONE;
    private final Set<String> launchedHere = new HashSet<>();

    /// What a look at a running engine found.
    ///
    /// @param whyEnded why it does not run any more; empty while it does
    private record Seen(EngineInfo info, Optional<EngineUsage> usage, Optional<String> whyEnded) {}

    /// @param request what to launch, asked at each launch
    public EngineViewModel(Surroundings with, Supplier<LaunchRequest> request) {
        this.with = with;
        this.request = request;
        log = new EngineLog(with);
        launching = new Latest<>(with.ui(), this::showProgress);
        seen = new Latest<>(with.ui(), this::show);
    }

    /// How the engine is.
    public ReadOnlyObjectProperty<EngineState> state() {
        return state.getReadOnlyProperty();
    }

    /// What the launch of the running engine found, or how far the failed one came.
    public ReadOnlyObjectProperty<Optional<LaunchProgress>> lastLaunch() {
        return lastLaunch.getReadOnlyProperty();
    }

    /// Percent of one core, one sample a second.
    public History cpuPercent() {
        return cpuPercent;
    }

    /// Resident memory, one sample a second.
    public History memoryBytes() {
        return memoryBytes;
    }

    /// The engine's log, once [#followLog()] was called.
    public BoundedLog<String> log() {
        return log.lines();
    }

    /// The engine, while it runs.
    public Optional<EngineInfo> running() {
        return state.get() instanceof Running(var info, _, _)
                ? Optional.of(info)
                : Optional.empty();
    }

    /// Whether the running engine was launched here and ends with the window.
    public boolean owned() {
        return running().filter(info -> launchedHere.contains(info.name())).isPresent();
    }

    /// Takes over an engine that runs already under the default name, if there is one.
    public void adopt() {
        String name = request.get().name();
        with.runner()
                .run(
                        "look for a running engine",
                        _ -> with.backend().engines().find(name),
                        (TaskState<Optional<EngineInfo>> found) -> {
                            if (found instanceof TaskState.Done<Optional<EngineInfo>>(var engine)
                                    && state.get() instanceof Stopped) {
                                engine.filter(EngineInfo::running).ifPresent(this::run);
                            }
                        });
    }

    /// Looks for the engines that run on this machine, whoever launched them.
    public void findOthers() {
        with.runner()
                .run(
                        "look for engines",
                        _ -> with.backend().engines().list(),
                        (TaskState<List<EngineInfo>> found) -> {
                            if (found instanceof TaskState.Done<List<EngineInfo>>(var engines)) {
                                all.set(List.copyOf(engines));
                            }
                        });
    }

    /// The engines that ran when they were looked for last, this one included.
    public ReadOnlyObjectProperty<List<EngineInfo>> all() {
        return all.getReadOnlyProperty();
    }

    /// Watches another engine from now on. One that was launched here goes on, and still ends with
    /// the window.
    public void watch(EngineInfo other) {
        switch (state.get()) {
            case Stopped _, Failed _, Running _ -> {
                if (!running().equals(Optional.of(other))) {
                    lastLaunch.set(Optional.empty());
                    run(other);
                }
            }
            case Launching _, Stopping _ -> {}
        }
    }

    /// Launches an engine, unless there is one.
    public void launch() {
        switch (state.get()) {
            case Stopped _, Failed _ -> startLaunch();
            case Launching _, Running _, Stopping _ -> {}
        }
    }

    /// Gives up the launch that goes on.
    public void cancel() {
        if (state.get() instanceof Launching(var progress, var cancelling) && !cancelling) {
            state.set(new Launching(progress, true));
            launchTask.cancel();
        }
    }

    /// Stops the engine that runs.
    public void stop() {
        endThen("", () -> {});
    }

    /// Stops the engine that runs and launches it anew.
    public void restart() {
        endThen("", this::startLaunch);
    }

    /// Gives up a launch that goes on and tells `clear` when nothing of it is left; at once when
    /// there is none.
    public void cancelThen(Runnable clear) {
        if (!(state.get() instanceof Launching)) {
            clear.run();
            return;
        }
        cancel();
        state.addListener(
                new ChangeListener<EngineState>() {
                    @Override
                    public void changed(
                            ObservableValue<? extends EngineState> property,
                            EngineState before,
                            EngineState now) {
                        if (!(now instanceof Launching)) {
                            state.removeListener(this);
                            clear.run();
                        }
                    }
                });
    }

    /// Begins to fill [#log()] with the newest lines that are asked for and all that follow.
    public void followLog() {
        running().ifPresent(info -> log.follow(info.name()));
    }

    /// Chooses the lines of [#log()].
    ///
    /// @param text what they contain, whatever the case of its letters; empty = anything
    /// @param least the least level
    public void showLog(String text, LogLevel least) {
        if (log.choose(text, least)) {
            followLog();
        }
    }

    /// Ends the engine that runs and launches it at another address of this host, with all else as
    /// it was.
    public void relaunchAt(InetAddress address) {
        if (state.get() instanceof Running(var info, _, _)) {
            watchTask.cancel();
            boolean here = launchedHere.contains(info.name());
            begin((listener, cancelled) -> {
                EngineInfo again =
                        with.backend()
                                .engines()
                                .restartAt(info.name(), address, listener, cancelled);
                return new Launched(again, here);
            });
        }
    }

    /// An engine that was launched, and whether it ends with the window.
    private record Launched(EngineInfo info, boolean here) {}

    private interface Deed {
        Launched run(LaunchListener listener, BooleanSupplier cancelled) throws BenchException;
    }

    private void startLaunch() {
        LaunchRequest wanted = request.get();
        begin((listener, cancelled) ->
                new Launched(with.backend().engines().launch(wanted, listener, cancelled), true));
    }

    private void begin(Deed launch) {
        var progress = new AtomicReference<>(LaunchProgress.begin(with.clock().instant()));
        lastLaunch.set(Optional.empty());
        state.set(new Launching(progress.get(), false));
        LaunchListener listener =
                (step, detail, fraction) -> {
                    Instant now = with.clock().instant();
                    launching.offer(
                            progress.updateAndGet(p -> p.report(step, detail, fraction, now)));
                };
        launchTask =
                with.runner()
                        .run(
                                "launch the engine",
                                cancelled -> launch.run(listener, cancelled),
                                (TaskState<Launched> end) -> launched(end, progress));
    }

    private void showProgress(LaunchProgress newest) {
        if (state.get() instanceof Launching(_, var cancelling)) {
            state.set(new Launching(newest, cancelling));
        }
    }

    private void launched(TaskState<Launched> end, AtomicReference<LaunchProgress> progress) {
        switch (end) {
            case TaskState.Running<Launched> _ -> {}
            case TaskState.Done<Launched>(Launched(var info, var here)) -> {
                lastLaunch.set(Optional.of(progress.get().finish(with.clock().instant())));
                if (here) {
                    launchedHere.add(info.name());
                }
                run(info);
            }
            case TaskState.Failed<Launched>(var problem) -> {
                lastLaunch.set(Optional.of(progress.get()));
                state.set(new Failed(Problem.of(problem)));
            }
            case TaskState.Cancelled<Launched> _ ->
                    state.set(new Stopped("Launch cancelled, nothing was left behind"));
        }
    }

    private void run(EngineInfo info) {
        cpuPercent.clear();
        memoryBytes.clear();
        state.set(new Running(info, Optional.empty(), uptime(info)));
        watchTask.cancel();
        watchTask = with.runner().repeat("watch the engine", WATCH_PERIOD, () -> look(info));
        log.followAgain(info.name());
    }

    /// On the task runner's thread.
    private void look(EngineInfo info) {
        Optional<String> ended = with.backend().engines().whyEnded(info);
        Optional<EngineUsage> usage = Optional.empty();
        if (ended.isEmpty()) {
            try {
                usage = Optional.of(with.backend().engines().usage(info.name()));
            } catch (BenchException _) {
                // it may be ending just now: the next look tells
            }
        }
        seen.offer(new Seen(info, usage, ended));
    }

    private void show(Seen newest) {
        if (!(state.get() instanceof Running(var info, var before, _))
                || !info.equals(newest.info())) {
            return;
        }
        if (newest.whyEnded().isPresent()) {
            watchTask.cancel();
            state.set(
                    new Failed(
                            Problem.of(
                                    new BenchException(
                                            ProblemCode.ENGINE_DIED,
                                            newest.whyEnded().get(),
                                            "Launch it again; the log shows its last lines"))));
            return;
        }
        newest.usage()
                .ifPresent(usage -> {
                    cpuPercent.add(usage.cpuPercent());
                    memoryBytes.add(usage.memoryBytes());
                });
        state.set(new Running(info, newest.usage().or(() -> before), uptime(info)));
    }

    private void endThen(String note, Runnable next) {
        if (!(state.get() instanceof Running(var info, _, _))) {
            return;
        }
        watchTask.cancel();
        state.set(new Stopping(info));
        with.runner()
                .run(
                        "stop the engine",
                        _ -> {
                            with.backend().engines().stop(info.name());
                            return List.of();
                        },
                        (TaskState<List<Object>> end) -> {
                            switch (end) {
                                case TaskState.Running<List<Object>> _ -> {}
                                case TaskState.Done<List<Object>> _,
                                        TaskState.Cancelled<List<Object>> _ -> {
                                    launchedHere.remove(info.name());
                                    state.set(new Stopped(note));
                                    next.run();
                                }
                                case TaskState.Failed<List<Object>>(var problem) ->
                                        state.set(new Failed(Problem.of(problem)));
                            }
                        });
    }

    private Duration uptime(EngineInfo info) {
        return Duration.between(info.startedAt(), with.clock().instant());
    }
}
