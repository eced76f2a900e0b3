package io.milliwatt.presentation;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.presentation.call.CallsViewModel;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.engine.DockerStatus;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.image.ImagesViewModel;
import io.milliwatt.presentation.network.NetworkViewModel;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.phone.VantageState;
import io.milliwatt.presentation.settings.SettingsStore;
import io.milliwatt.presentation.settings.SettingsViewModel;
import io.milliwatt.presentation.tap.TapState;
import io.milliwatt.presentation.tap.TapWords;
import io.milliwatt.presentation.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// The window: its page, its status bar, its theme, and its end.
public final class ShellViewModel {
    private final Surroundings with;
    private final SettingsViewModel settings;
    private final NetworkViewModel network;
    private final CallsViewModel calls;
    private final ImagesViewModel images;
    private final BenchViewModel bench;
    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(Page.BENCH);
    private final ReadOnlyObjectWrapper<List<StatusItem>> status =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper closing = new ReadOnlyBooleanWrapper();

    public ShellViewModel(Surroundings with, SettingsStore store) {
        this.with = with;
        settings = new SettingsViewModel(with, store);
        network = new NetworkViewModel(with, settings);
        calls = new CallsViewModel(with);
        images = new ImagesViewModel(with);
        bench = new BenchViewModel(with, settings, network, calls, page::set);
        InvalidationListener tell = _ -> tell();
        bench.docker().addListener(tell);
        bench.engine().state().addListener(tell);
        bench.phone().state().addListener(tell);
        network.addresses().addListener(tell);
        network.setting().addListener(tell);
        bench.vantage().state().addListener(tell);
        bench.taps().state().addListener(tell);
        bench.taps().figures().addListener(tell);
        settings.current().addListener(tell);
        tell();
    }

    public BenchViewModel bench() {
        return bench;
    }

    public CallsViewModel calls() {
        return calls;
    }

    public NetworkViewModel network() {
        return network;
    }

    public ImagesViewModel images() {
        return images;
    }

    public SettingsViewModel settings() {
        return settings;
    }

    /// The page shown.
    public ObjectProperty<Page> page() {
        return page;
    }

    /// Docker, engine, advertised address and phone, in this order, then the capture of a call.
    public ReadOnlyObjectProperty<List<StatusItem>> status() {
        return status.getReadOnlyProperty();
    }

    /// Whether the window is ending what it started.
    public ReadOnlyBooleanProperty closing() {
        return closing.getReadOnlyProperty();
    }

    /// Begins to look around; called once the window is seen.
    public void start() {
        bench.start();
    }

    /// Ends the call, the launch, and the engine if it was launched here, then tells `closed`. An
    /// engine that runs apart from the window goes on.
    public void close(Runnable closed) {
        if (closing.get()) {
            return;
        }
        closing.set(true);
        bench.phone().hangUp();
        bench.terminal().close();
        bench.vantage().toHost();
        bench.engine().cancelThen(() -> end(closed));
    }

    private void end(Runnable closed) {
        Optional<EngineInfo> toStop = toStop();
        with.runner()
                .run(
                        "end call and engine",
                        _ -> {
                            with.backend().close();
                            if (toStop.isPresent()) {
                                with.backend().engines().stop(toStop.get().name());
                            }
                            return true;
                        },
                        (TaskState<Boolean> end) -> {
                            if (!(end instanceof TaskState.Running<Boolean>)) {
                                closed.run();
                            }
                        });
    }

    private Optional<EngineInfo> toStop() {
        return switch (bench.engine().state().get()) {
            case EngineState.Running(var info, _, _) when bench.engine().owned() ->
                    Optional.of(info);
            case EngineState.Stopping(var info) -> Optional.of(info);
            case EngineState.Running _,
                    EngineState.Stopped _,
                    EngineState.Launching _,
                    EngineState.Failed _ ->
                    Optional.empty();
        };
    }

    private void tell() {
        List<StatusItem> items =
                new ArrayList<>(List.of(ofDocker(), ofEngine(), ofAddress(), ofPhone()));
        ofCapture().ifPresent(items::add);
        status.set(List.copyOf(items));
    }

    private StatusItem ofDocker() {
        return switch (bench.docker().get()) {
            case DockerStatus.Unknown _ -> new StatusItem(Health.IDLE, "Docker", "asking");
            case DockerStatus.Reachable(var version) ->
                    new StatusItem(Health.GOOD, version, "reachable");
            case DockerStatus.Unreachable(var problem) ->
                    new StatusItem(
                            Health.WARN,
                            problem.title(),
                            problem.happened() + "\n" + problem.fix());
        };
    }

    private StatusItem ofEngine() {
        return switch (bench.engine().state().get()) {
            case EngineState.Stopped _ ->
                    new StatusItem(Health.IDLE, "Engine stopped", "Ctrl+Enter launches it");
            case EngineState.Launching _ -> new StatusItem(Health.WARN, "Engine launching", "");
            case EngineState.Running(var info, _, _) ->
                    new StatusItem(Health.GOOD, "Engine running", info.image());
            case EngineState.Stopping _ -> new StatusItem(Health.WARN, "Engine stopping", "");
            case EngineState.Failed(var problem) ->
                    new StatusItem(Health.BAD, problem.title(), problem.happened());
        };
    }

    private StatusItem ofAddress() {
        Optional<EngineInfo> running = bench.engine().running();
        Optional<String> address =
                running.map(info -> Format.address(info.advertisedAddress()))
                        .or(() -> network.setting().get().behindNat().map(Format::address))
                        .or(() ->
                                network.addresses().stream()
                                        .filter(HostAddress::usable)
                                        .findFirst()
                                        .map(a -> Format.address(a.address())));
        if (address.isEmpty()) {
            return new StatusItem(Health.IDLE, "No address yet", "");
        }
        String where =
                network.addresses().stream()
                        .filter(a -> Format.address(a.address()).equals(address.get()))
                        .findFirst()
                        .map(a -> " (" + a.interfaceName() + ")")
                        .orElse("");
        return running.isPresent()
                ? new StatusItem(Health.GOOD, "Advertised " + address.get() + where, "")
                : new StatusItem(
                        Health.IDLE,
                        "Will advertise " + address.get() + where,
                        "Change it on the page Network");
    }

    /// What the taps of the call that goes on see; empty while there are none.
    private Optional<StatusItem> ofCapture() {
        TapReport seen = bench.taps().figures().get();
        return switch (bench.taps().state().get()) {
            case TapState.Off _, TapState.Opening _, TapState.Over _ -> Optional.empty();
            case TapState.Capturing _ ->
                    seen.taps().isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new StatusItem(
                                            TapWords.warnings(seen).isEmpty()
                                                    ? Health.GOOD
                                                    : Health.WARN,
                                            "Capture: " + TapWords.taps(seen),
                                            String.join("\n", TapWords.each(seen))));
            case TapState.Ending _ ->
                    Optional.of(
                            new StatusItem(Health.WARN, "Capture ends", "Reads what was taken"));
            case TapState.Failed(var problem) ->
                    Optional.of(
                            new StatusItem(
                                    Health.BAD,
                                    "Not captured",
                                    problem.happened() + "\n" + problem.fix()));
        };
    }

    private StatusItem ofPhone() {
        String sound =
                bench.vantage().state().get() instanceof VantageState.OnLan(var place)
                        ? "on the LAN" + (place.isEmpty() ? "" : " at " + place)
                        : settings.get().audio().reference()
                                ? "reference signal"
                                : "microphone and speaker";
        return switch (bench.phone().state().get()) {
            case PhoneState.Idle _, PhoneState.Ended _ ->
                    new StatusItem(Health.IDLE, "Phone ready, " + sound, "");
            case PhoneState.Preparing _ ->
                    new StatusItem(Health.WARN, "Capture is being prepared", "");
            case PhoneState.Dialling _ -> new StatusItem(Health.WARN, "Phone dialling", "");
            case PhoneState.Ringing _ -> new StatusItem(Health.WARN, "Phone ringing", "");
            case PhoneState.Connected(_, var duration, _) ->
                    new StatusItem(Health.GOOD, "In a call, " + Format.clock(duration), "");
            case PhoneState.Held(_, var duration, _) ->
                    new StatusItem(Health.WARN, "On hold, " + Format.clock(duration), "");
        };
    }
}
