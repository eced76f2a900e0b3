package io.milliwatt.presentation.network;

import io.milliwatt.bench.network.AddressSetting;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.settings.SettingsViewModel;
import io.milliwatt.presentation.task.TaskState;
import io.milliwatt.presentation.task.Work;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The addresses of this host, and which one engines advertise. The choice is the same that
/// `./milliwatt network use` makes: it counts for the window and for the command line.
public final class NetworkViewModel {
    private final Surroundings with;
    private final PlanViewModel plan;
    private final RouteViewModel route;
    private final ObservableList<HostAddress> addresses = FXCollections.observableArrayList();
    private final ObservableList<HostAddress> view =
            FXCollections.unmodifiableObservableList(addresses);
    private final ReadOnlyObjectWrapper<AddressSetting> setting =
            new ReadOnlyObjectWrapper<>(AddressSetting.AUTOMATIC);
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> refusal =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();

    /// Addresses and choice, read together.
    private record Sight(List<HostAddress> addresses, AddressSetting setting) {}

    public NetworkViewModel(Surroundings with, SettingsViewModel settings) {
        this.with = with;
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

    /// What was chosen for all launches.
    public ReadOnlyObjectProperty<AddressSetting> setting() {
        return setting.getReadOnlyProperty();
    }

    /// Why the addresses could not be had.
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /// Why the last choice is not taken; empty when it is.
    public ReadOnlyObjectProperty<Optional<Problem>> refusal() {
        return refusal.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty looking() {
        return looking.getReadOnlyProperty();
    }

    /// Looks them up anew.
    public void refresh() {
        run("look up the addresses", _ -> see(), problem);
    }

    private Sight see() throws BenchException {
        return new Sight(with.backend().addresses(), with.backend().addressSetting());
    }

    private void run(
            String name, Work<Sight> work, ReadOnlyObjectWrapper<Optional<Problem>> trouble) {
        with.runner()
                .run(
                        name,
                        work,
                        (TaskState<Sight> state) -> {
                            looking.set(state instanceof TaskState.Running<Sight>);
                            switch (state) {
                                case TaskState.Done<Sight>(var found) -> {
                                    problem.set(Optional.empty());
                                    refusal.set(Optional.empty());
                                    setting.set(found.setting());
                                    if (!addresses.equals(found.addresses())) {
                                        addresses.setAll(found.addresses());
                                    }
                                }
                                case TaskState.Failed<Sight>(var failure) ->
                                        trouble.set(Optional.of(Problem.of(failure)));
                                case TaskState.Running<Sight> _, TaskState.Cancelled<Sight> _ -> {}
                            }
                        });
    }

    /// The address that was chosen; empty = the best of the time.
    public Optional<InetAddress> chosen() {
        return setting.get().chosen();
    }

    /// Has launches from now on advertise `address`; empty = the best of the time.
    public void choose(Optional<InetAddress> address) {
        Optional<InetAddress> nat = setting.get().behindNat();
        keep(address, nat);
    }

    /// Has launches from now on advertise the address of a NAT by which phones reach this host.
    ///
    /// @param publicAddress as typed; empty = there is none
    public void chooseNat(String publicAddress) {
        String typed = publicAddress.strip();
        try {
            keep(
                    chosen(),
                    typed.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(typed)));
        } catch (IllegalArgumentException _) {
            refusal.set(
                    Optional.of(
                            Problem.of(
                                    new BenchException(
                                            ProblemCode.BAD_USAGE,
                                            "\"" + typed + "\" is no IP address",
                                            "Give the address of the NAT, such as"
                                                    + " 198.51.100.7"))));
        }
    }

    private void keep(Optional<InetAddress> address, Optional<InetAddress> nat) {
        run(
                "keep the choice of the address",
                _ -> {
                    with.backend().chooseAddress(address, nat);
                    return see();
                },
                refusal);
    }
}
