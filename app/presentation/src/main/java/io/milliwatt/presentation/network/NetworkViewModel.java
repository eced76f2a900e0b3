package io.milliwatt.presentation.network;

import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.settings.SettingsViewModel;
import io.milliwatt.presentation.task.TaskState;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The addresses of this host and the choice among them.
public final class NetworkViewModel {
    private final Surroundings with;
    private final SettingsViewModel settings;
    private final PlanViewModel plan;
    private final RouteViewModel route;
    private final ObservableList<HostAddress> addresses = FXCollections.observableArrayList();
    private final ObservableList<HostAddress> view =
            FXCollections.unmodifiableObservableList(addresses);
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();

    public NetworkViewModel(Surroundings with, SettingsViewModel settings) {
        this.with = with;
        this.settings = settings;
        plan = new PlanViewModel(with, settings);
        route = new RouteViewModel(with);
    }

    /// What a number of calls costs.
    public PlanViewModel plan() {
        return plan;
    }

    /// The way from the LAN to containers at their own addresses.
    public RouteViewModel route() {
        return route;
    }

    /// Best first.
    public ObservableList<HostAddress> addresses() {
        return view;
    }

    /// Why the addresses could not be had.
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty looking() {
        return looking.getReadOnlyProperty();
    }

    /// Looks them up anew.
    public void refresh() {
        with.runner()
                .run(
                        "look up the addresses",
                        _ -> with.backend().addresses(),
                        (TaskState<List<HostAddress>> state) -> {
                            looking.set(state instanceof TaskState.Running<List<HostAddress>>);
                            switch (state) {
                                case TaskState.Done<List<HostAddress>>(var found) -> {
                                    problem.set(Optional.empty());
                                    if (!addresses.equals(found)) {
                                        addresses.setAll(found);
                                    }
                                }
                                case TaskState.Failed<List<HostAddress>>(var failure) ->
                                        problem.set(Optional.of(Problem.of(failure)));
                                case TaskState.Running<List<HostAddress>> _,
                                        TaskState.Cancelled<List<HostAddress>> _ -> {}
                            }
                        });
    }

    /// Which address the next launch advertises; empty = the best of that time.
    public Optional<InetAddress> chosen() {
        return settings.get().advertise();
    }

    /// Has the next launch advertise `address`; empty = the best of that time.
    public void choose(Optional<InetAddress> address) {
        settings.change(s -> s.withAdvertise(address));
    }
}
