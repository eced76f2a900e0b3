package io.milliwatt.presentation.network;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.route.ClientSystem;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.bench.route.ProbeReport;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.route.RouteSurvey;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.task.TaskState;
import io.milliwatt.presentation.task.Work;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
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
            return ClientSystem.all(survey.network().subnet(), survey.lan().hostText());
        }
    }

    /// A probe and its answer.
    ///
    /// @param at when
    /// @param engine whom
    /// @param withRoute whether the place it was asked from had the static route
    /// @param changes how many changes of this host were in force
    public record Probed(
            Instant at, String engine, boolean withRoute, int changes, ProbeReport report) {
        public boolean open() {
            return report.obstacle().isEmpty();
        }

        /// In a sentence.
        public String words() {
            return report.obstacle()
                    .map(it -> Format.sentence(it.kind().words()))
                    .orElse("A phone with the route is heard at the container's address");
        }

        /// `SIP 200 OK · 10 RTP packets back · from 198.51.100.2`.
        public String detail() {
            var answer = report.answer();
            String seen =
                    report.obstacle()
                            .map(it -> it.seen().isBlank() ? "" : " · " + it.seen())
                            .orElse("");
            return "SIP "
                    + (answer.sipAnswer().isEmpty() ? "no answer" : answer.sipAnswer())
                    + " · "
                    + answer.rtpBack()
                    + " RTP packets back · "
                    + report.arrived()
                    + " came to this host"
                    + seen;
        }
    }

    private static final int MOST_PROBES = 4;

    private final Surroundings with;
    private final ReadOnlyObjectWrapper<List<Probed>> probes =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper probing = new ReadOnlyBooleanWrapper();
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

    /// Asks an engine at its container's address as a phone on the LAN would: SIP OPTIONS and an
    /// RTP echo. The answers of before stay, so that what a change brought can be seen.
    ///
    /// @param withRoute whether the phone's place is given the static route
    public void probe(EngineInfo engine, boolean withRoute) {
        if (probing.get()) {
            return;
        }
        Optional<InetAddress> container = engine.containerAddress();
        if (container.isEmpty()) {
            problem.set(
                    Optional.of(
                            Problem.of(
                                    new BenchException(
                                            ProblemCode.BAD_CONFIGURATION,
                                            "The engine "
                                                    + engine.name()
                                                    + " has no container address of its own",
                                            "Probe one in Docker that is not in mode host"))));
            return;
        }
        var target = new InetSocketAddress(container.get(), engine.sipPort());
        with.runner()
                .run(
                        "ask the engine from the LAN",
                        _ -> {
                            Sight seen = see();
                            ProbeReport report =
                                    with.backend().routes().probe(seen.survey(), target, withRoute);
                            return new Probed(
                                    with.clock().instant(),
                                    engine.name(),
                                    withRoute,
                                    seen.inForce().size(),
                                    report);
                        },
                        this::probed);
    }

    private void probed(TaskState<Probed> state) {
        probing.set(state instanceof TaskState.Running<Probed>);
        switch (state) {
            case TaskState.Done<Probed>(var answer) -> {
                problem.set(Optional.empty());
                List<Probed> all = new ArrayList<>(probes.get());
                all.addFirst(answer);
                probes.set(List.copyOf(all.subList(0, Math.min(MOST_PROBES, all.size()))));
            }
            case TaskState.Failed<Probed>(var failure) ->
                    problem.set(Optional.of(Problem.of(failure)));
            case TaskState.Running<Probed> _, TaskState.Cancelled<Probed> _ -> {}
        }
    }

    /// What was asked and answered, the newest first.
    public ReadOnlyObjectProperty<List<Probed>> probes() {
        return probes.getReadOnlyProperty();
    }

    /// Whether an engine is being asked.
    public ReadOnlyBooleanProperty probing() {
        return probing.getReadOnlyProperty();
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
