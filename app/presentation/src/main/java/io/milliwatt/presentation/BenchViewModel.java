package io.milliwatt.presentation;

import io.milliwatt.presentation.call.CallViewModel;
import io.milliwatt.presentation.call.CallsViewModel;
import io.milliwatt.presentation.call.FinishedCall;
import io.milliwatt.presentation.engine.AddressNotice;
import io.milliwatt.presentation.engine.Check;
import io.milliwatt.presentation.engine.Checks;
import io.milliwatt.presentation.engine.DockerStatus;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.engine.EngineViewModel;
import io.milliwatt.presentation.engine.RealTimeViewModel;
import io.milliwatt.presentation.network.NetworkViewModel;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.phone.PhoneViewModel;
import io.milliwatt.presentation.phone.PhoneViewModel.CallSight;
import io.milliwatt.presentation.phone.VantageViewModel;
import io.milliwatt.presentation.settings.SettingsViewModel;
import io.milliwatt.presentation.tap.TapsViewModel;
import io.milliwatt.presentation.task.TaskState;
import io.milliwatt.presentation.terminal.TerminalViewModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The page Bench: engine, phone and the call between them.
public final class BenchViewModel {
    private final Surroundings with;
    private final SettingsViewModel settings;
    private final NetworkViewModel network;
    private final CallsViewModel calls;
    private final Consumer<Page> open;
    private final EngineViewModel engine;
    private final VantageViewModel vantage;
    private final TapsViewModel taps;
    private final PhoneViewModel phone;
    private final TerminalViewModel terminal;
    private final AddressNotice address;
    private final RealTimeViewModel realTime;
    private final CallViewModel call;
    private final ReadOnlyObjectWrapper<DockerStatus> docker =
            new ReadOnlyObjectWrapper<>(new DockerStatus.Unknown());
    private final ReadOnlyObjectWrapper<List<Check>> checks =
            new ReadOnlyObjectWrapper<>(List.of());
    private long shownCall = -1;

    BenchViewModel(
            Surroundings with,
            SettingsViewModel settings,
            NetworkViewModel network,
            CallsViewModel calls,
            Consumer<Page> open) {
        this.with = with;
        this.settings = settings;
        this.network = network;
        this.calls = calls;
        this.open = open;
        engine = new EngineViewModel(with, () -> settings.get().launchRequest());
        vantage = new VantageViewModel(with, engine::running);
        taps = new TapsViewModel(with, docker);
        keepCapture();
        phone =
                new PhoneViewModel(
                        with,
                        engine::running,
                        () -> settings.get().audio(),
                        vantage,
                        taps,
                        this::watched);
        terminal = new TerminalViewModel(with);
        address = new AddressNotice(with, engine);
        realTime = new RealTimeViewModel(with);
        call = new CallViewModel(with.ui());
        taps.figures().addListener((_, _, report) -> call.tapped(report));
        InvalidationListener judge = _ -> judge();
        docker.addListener(judge);
        settings.current().addListener(judge);
        network.addresses().addListener(judge);
        network.setting().addListener(judge);
        engine.state().addListener(judge);
        engine.state().addListener((_, _, state) -> follow(state));
        judge();
    }

    /// Whether calls are captured is a setting, and the switch on the phone's card.
    private void keepCapture() {
        taps.wanted().set(settings.get().calls().capture());
        taps.wanted().addListener((_, _, now) -> settings.change(s -> s.withCapture(now)));
    }

    public EngineViewModel engine() {
        return engine;
    }

    public PhoneViewModel phone() {
        return phone;
    }

    /// Where the phone stands.
    public VantageViewModel vantage() {
        return vantage;
    }

    /// The taps of its calls.
    public TapsViewModel taps() {
        return taps;
    }

    /// A shell in the engine's container.
    public TerminalViewModel terminal() {
        return terminal;
    }

    /// Whether the engine's address is still the right one.
    public AddressNotice address() {
        return address;
    }

    /// The engine's share of the real-time budget.
    public RealTimeViewModel realTime() {
        return realTime;
    }

    /// The call that goes on, or the last one.
    public CallViewModel call() {
        return call;
    }

    public SettingsViewModel settings() {
        return settings;
    }

    /// The addresses of this host, and the chosen one.
    public NetworkViewModel network() {
        return network;
    }

    public ReadOnlyObjectProperty<DockerStatus> docker() {
        return docker.getReadOnlyProperty();
    }

    /// What is known before the call.
    public ReadOnlyObjectProperty<List<Check>> checks() {
        return checks.getReadOnlyProperty();
    }

    /// Asks Docker, looks up the addresses and takes over an engine that runs already.
    public void start() {
        askDocker();
        network.refresh();
        settings.findDevices();
        engine.adopt();
    }

    /// Goes to another page of the window.
    public void open(Page page) {
        open.accept(page);
    }

    /// Shows the call of this page on the page Calls.
    public void openCall() {
        if (calls.look(shownCall)) {
            open(Page.CALLS);
        }
    }

    /// Gives up what has not begun: a launch, or a call that is not answered. An answered call goes
    /// on: it is ended by its own command only.
    public void giveUp() {
        if (engine.state().get() instanceof EngineState.Launching) {
            engine.cancel();
            return;
        }
        PhoneState state = phone.state().get();
        if (state.inCall() && !state.answered()) {
            phone.hangUp();
        }
    }

    private void askDocker() {
        with.runner()
                .run(
                        "ask Docker",
                        _ -> with.backend().engines().dockerVersion(),
                        (TaskState<String> end) -> {
                            switch (end) {
                                case TaskState.Done<String>(var version) ->
                                        docker.set(new DockerStatus.Reachable(version));
                                case TaskState.Failed<String>(var problem) ->
                                        docker.set(
                                                new DockerStatus.Unreachable(Problem.of(problem)));
                                case TaskState.Running<String> _,
                                        TaskState.Cancelled<String> _ -> {}
                            }
                        });
    }

    private void judge() {
        List<Check> judged =
                new Checks(
                                docker.get(),
                                network.addresses(),
                                network.chosen(),
                                settings.get(),
                                engine.state().get(),
                                engine.lastLaunch().get())
                        .list();
        if (!judged.equals(checks.get())) {
            checks.set(judged);
        }
    }

    private void follow(EngineState state) {
        realTime.follow(engine.running());
        if (state instanceof EngineState.Running(var info, _, _)) {
            phone.suggest(info);
        }
    }

    private void watched(CallSight seen) {
        if (seen.number() != shownCall) {
            shownCall = seen.number();
            call.clear();
            call.tapped(taps.figures().get());
        }
        call.update(seen.record(), seen.engine());
        if (seen.over()) {
            calls.add(
                    new FinishedCall(
                            seen.number(),
                            with.clock().instant(),
                            seen.record(),
                            seen.engine(),
                            seen.vantage(),
                            Optional.empty()));
            taps.finish(capture -> calls.captured(seen.number(), capture));
        }
    }
}
