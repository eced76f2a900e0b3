package io.milliwatt.presentation.network;

import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.plan.NetworkPlan;
import io.milliwatt.bench.plan.PlanRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.settings.SettingsViewModel;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.net.InetAddress;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What a number of calls costs, before anything is launched.
public final class PlanViewModel {
    private final Surroundings with;
    private final SettingsViewModel settings;
    private final StringProperty calls = new SimpleStringProperty("10");
    private final BooleanProperty bridged = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<NetworkPlan>> plan =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private RunningTask task = RunningTask.NONE;

    PlanViewModel(Surroundings with, SettingsViewModel settings) {
        this.with = with;
        this.settings = settings;
        calls.addListener((_, _, _) -> ask());
        bridged.addListener((_, _, _) -> ask());
    }

    /// Calls at the same time, as typed.
    public StringProperty calls() {
        return calls;
    }

    /// Whether the engine joins each call to another.
    public BooleanProperty bridged() {
        return bridged;
    }

    /// Why there is no plan; empty when there is one, or none was asked for.
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /// The plan, once it is made.
    public ReadOnlyObjectProperty<Optional<NetworkPlan>> plan() {
        return plan.getReadOnlyProperty();
    }

    /// Makes it anew.
    public void ask() {
        task.cancel();
        String digits = calls.get().strip();
        if (!digits.matches("[0-9]{1,6}")) {
            fail("Give a number of calls, such as 50");
            return;
        }
        int legs = bridged.get() ? 2 : 1;
        task =
                with.runner()
                        .run(
                                "plan the ports",
                                _ ->
                                        with.backend()
                                                .routes()
                                                .plan(request(Integer.parseInt(digits), legs)),
                                this::show);
    }

    /// On the task runner's thread.
    private PlanRequest request(int number, int legs) throws BenchException {
        int first = settings.get().rtpPorts().first();
        return PlanRequest.of(number, legs, first - first % 2, address());
    }

    private InetAddress address() throws BenchException {
        return with.backend().addresses().stream()
                .filter(HostAddress::usable)
                .findFirst()
                .map(HostAddress::address)
                .orElseGet(InetAddress::getLoopbackAddress);
    }

    private void show(TaskState<NetworkPlan> state) {
        switch (state) {
            case TaskState.Done<NetworkPlan>(var made) -> {
                problem.set("");
                plan.set(Optional.of(made));
            }
            case TaskState.Failed<NetworkPlan>(var failure) -> fail(failure.fix());
            case TaskState.Running<NetworkPlan> _, TaskState.Cancelled<NetworkPlan> _ -> {}
        }
    }

    private void fail(String why) {
        problem.set(why);
        plan.set(Optional.empty());
    }
}
