package io.milliwatt.presentation.phone;

import io.milliwatt.bench.call.LanChoice;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.phone.VantageState.Moving;
import io.milliwatt.presentation.phone.VantageState.OnHost;
import io.milliwatt.presentation.phone.VantageState.OnLan;
import io.milliwatt.presentation.phone.VantageState.Refused;
import io.milliwatt.presentation.phone.VantageState.Returning;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Where the phone stands: on this host, or on the LAN, from where a call proves something.
public final class VantageViewModel {
    private static final String BEGIN = "Starts the phone's container and its cable to this host";

    private final Surroundings with;
    private final Supplier<Optional<EngineInfo>> engine;
    private final ReadOnlyObjectWrapper<VantageState> state =
            new ReadOnlyObjectWrapper<>(new OnHost());
    private final StringProperty routes = new SimpleStringProperty("");
    private final Latest<Moving> progress;
    private Optional<LanPhone> phone = Optional.empty();
    private RunningTask moving = RunningTask.NONE;

    /// @param engine the engine of the bench, while it runs
    public VantageViewModel(Surroundings with, Supplier<Optional<EngineInfo>> engine) {
        this.with = with;
        this.engine = engine;
        progress = new Latest<>(with.ui(), this::show);
    }

    public ReadOnlyObjectProperty<VantageState> state() {
        return state.getReadOnlyProperty();
    }

    /// Networks that the phone, or its router, has a static route to, as typed: `172.17.0.0/16`;
    /// several with commas.
    public StringProperty routes() {
        return routes;
    }

    /// The phone on the LAN, while it stands there.
    public Optional<LanPhone> lanPhone() {
        return phone;
    }

    /// Why the phone cannot go there; empty when it can.
    public Optional<Problem> refusal() {
        return engine.get()
                .filter(info -> info.runtime() == RuntimeKind.EMBEDDED)
                .map(info ->
                        Problem.of(
                                new BenchException(
                                        ProblemCode.MODE_NOT_POSSIBLE,
                                        "The engine \"%s\" is a process of this host, not a container"
                                                .formatted(info.name()),
                                        "Launch it in Docker (page Settings, Runtime) to hear what a"
                                                + " phone on the LAN hears")));
    }

    /// What will be done, step by step.
    public List<String> plan() {
        if (beside().isPresent()) {
            return List.of(
                    "A container of the toolbox image runs the phone, in the Docker network of the"
                            + " engine: that network is the LAN",
                    "The container is removed when the phone comes back, and when the window is"
                            + " closed");
        }
        return List.of(
                "A container of the toolbox image runs the phone, in a network namespace of its"
                        + " own",
                "A cable (veth) ties it to this host; the phone gets an address of a documentation"
                        + " range such as 198.51.100.2",
                "It reaches the addresses of this host"
                        + (routes.get().isBlank() ? "" : " and " + routes.get().strip())
                        + ", through the same rules as a phone on the LAN, and nothing else",
                "Container and cable are removed when the phone comes back, when the window is"
                        + " closed, and by ./milliwatt clean");
    }

    private Optional<String> beside() {
        return engine.get()
                .filter(info -> info.placement().mode() == NetworkMode.MACVLAN)
                .flatMap(EngineInfo::containerId);
    }

    /// Puts the phone on the LAN.
    public void toLan() {
        boolean free =
                switch (state.get()) {
                    case OnHost _, Refused _ -> true;
                    case Moving _, OnLan _, Returning _ -> false;
                };
        if (!free) {
            return;
        }
        Optional<Problem> refused = refusal();
        if (refused.isPresent()) {
            state.set(new Refused(refused.get()));
            return;
        }
        Optional<String> beside = beside();
        List<String> networks =
                List.of(routes.get().split("[,\\s]+")).stream()
                        .filter(word -> !word.isBlank())
                        .toList();
        ImageProgress told =
                (step, detail, fraction) ->
                        progress.offer(new Moving(step.title(), detail, fraction, false));
        state.set(new Moving(BEGIN, "", -1, false));
        moving =
                with.runner()
                        .run(
                                "put the phone on the LAN",
                                cancelled -> {
                                    List<Subnet> ways = LanChoice.routes(networks);
                                    return with.backend()
                                            .lanPhone(
                                                    new LanChoice(ways, beside, Optional.empty()),
                                                    told,
                                                    cancelled);
                                },
                                this::arrived);
    }

    private void show(Moving newest) {
        if (state.get() instanceof Moving now) {
            state.set(
                    newest.fraction() >= 1
                            ? new Moving(BEGIN, "", -1, now.cancelling())
                            : new Moving(
                                    newest.step(),
                                    newest.detail(),
                                    newest.fraction(),
                                    now.cancelling()));
        }
    }

    private void arrived(TaskState<LanPhone> end) {
        switch (end) {
            case TaskState.Running<LanPhone> _ -> {}
            case TaskState.Done<LanPhone>(var there) -> {
                phone = Optional.of(there);
                if (state.get() instanceof Moving(_, _, _, var cancelling) && cancelling) {
                    takeBack();
                } else {
                    state.set(new OnLan(there.address()));
                }
            }
            case TaskState.Failed<LanPhone>(var problem) ->
                    state.set(new Refused(Problem.of(problem)));
            case TaskState.Cancelled<LanPhone> _ -> state.set(new OnHost());
        }
    }

    /// Takes the phone back to this host, or gives up putting it on the LAN. What was made for it
    /// is removed; a call that goes on ends.
    public void toHost() {
        switch (state.get()) {
            case Moving now -> {
                state.set(new Moving(now.step(), now.detail(), now.fraction(), true));
                moving.cancel();
            }
            case OnLan _ -> takeBack();
            case Refused _ -> state.set(new OnHost());
            case OnHost _, Returning _ -> {}
        }
    }

    private void takeBack() {
        Optional<LanPhone> gone = phone;
        phone = Optional.empty();
        state.set(new Returning());
        with.runner()
                .run(
                        "take the phone back from the LAN",
                        _ -> {
                            gone.ifPresent(LanPhone::close);
                            return true;
                        },
                        (TaskState<Boolean> end) -> {
                            if (!(end instanceof TaskState.Running<Boolean>)) {
                                state.set(new OnHost());
                            }
                        });
    }
}
