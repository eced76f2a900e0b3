package io.milliwatt.presentation.network;

import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.route.ClientSystem;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.route.RouteSurvey;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.task.TaskState;
import io.milliwatt.presentation.task.Work;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The way from the LAN to containers at their own addresses: looked at, opened and closed.
public final class RouteViewModel {
    /// What a look found.
    ///
    /// @param survey routes and rules of this host, judged
    /// @param inForce what was changed for it and not undone
    public record Sight(RouteSurvey survey, List<HostChange> inForce) {
        public Sight {
            inForce = List.copyOf(inForce);
        }

        /// What keeps packets of the LAN from the containers on this host.
        public List<Obstacle> obstacles() {
            return survey.obstacles(LaunchRequest.DEFAULT_SIP_PORT);
        }

        /// The changes that would remove them, each with its command.
        public List<RouteStep> steps() {
            return survey.steps(LaunchRequest.DEFAULT_SIP_PORT);
        }

        /// What the phone or its router is told, on each system.
        public List<ClientSystem.Commands> commands() {
            return ClientSystem.all(survey.network().subnet(), survey.lan().host());
        }
    }

    private final Surroundings with;
    private final ReadOnlyObjectWrapper<Optional<Sight>> sight =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();

    RouteViewModel(Surroundings with) {
        this.with = with;
    }

    /// What was seen last; empty before the first look.
    public ReadOnlyObjectProperty<Optional<Sight>> sight() {
        return sight.getReadOnlyProperty();
    }

    /// Why it could not be looked at, or changed.
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty working() {
        return working.getReadOnlyProperty();
    }

    /// Reads routes and rules of this host. Changes nothing.
    public void look() {
        run("look at routes and rules", _ -> see());
    }

    /// Makes the changes that were shown.
    public void open() {
        sight.get()
                .ifPresent(seen ->
                        run(
                                "let packets of the LAN through to containers",
                                _ -> {
                                    for (RouteStep step : seen.steps()) {
                                        with.backend().routes().make(step);
                                    }
                                    return see();
                                }));
    }

    /// Undoes them.
    public void close() {
        sight.get()
                .ifPresent(seen ->
                        run(
                                "undo what was changed for the containers' network",
                                _ -> {
                                    with.backend().routes().close(seen.survey().network().subnet());
                                    return see();
                                }));
    }

    private Sight see() throws BenchException {
        RouteSurvey survey = with.backend().routes().survey();
        return new Sight(survey, with.backend().routes().inForce(survey.network().subnet()));
    }

    private void run(String what, Work<Sight> work) {
        if (working.get()) {
            return;
        }
        with.runner()
                .run(
                        what,
                        work,
                        (TaskState<Sight> state) -> {
                            working.set(state instanceof TaskState.Running<Sight>);
                            switch (state) {
                                case TaskState.Done<Sight>(var seen) -> {
                                    problem.set(Optional.empty());
                                    sight.set(Optional.of(seen));
                                }
                                case TaskState.Failed<Sight>(var failure) ->
                                        problem.set(Optional.of(Problem.of(failure)));
                                case TaskState.Running<Sight> _, TaskState.Cancelled<Sight> _ -> {}
                            }
                        });
    }
}
