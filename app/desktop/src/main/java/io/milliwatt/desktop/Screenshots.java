package io.milliwatt.desktop;

import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.call.CallRow;
import io.milliwatt.presentation.call.CallsViewModel;
import io.milliwatt.presentation.call.CaptureState;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.engine.EngineViewModel;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.phone.PhoneViewModel;
import io.milliwatt.presentation.settings.RuntimeChoice;
import io.milliwatt.presentation.settings.SettingsStore;
import io.milliwatt.presentation.settings.ThemeChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;

/// Takes pictures of every page, light and dark, with a real engine (embedded) and real calls.
/// Needs no display. Nothing in the pictures is made up.
public final class Screenshots {
    private static final int USAGE = 64;
    private static final int LIMIT_SECONDS = 40;
    private static final int OTHER_SIP_PORT = 25_060;
    private static final String OTHER_RTP_PORTS = "42000-42019";

    private final Path folder;
    private final FxScheduler ui = new FxScheduler();
    private final ShellViewModel shell;
    private final MainWindow window;

    private Screenshots(Path folder, ShellViewModel shell, MainWindow window) {
        this.folder = folder;
        this.shell = shell;
        this.window = window;
    }

    /// @param args the folder to write to; with `--docker` what only a container has, with an
    ///   engine in the user's Docker
    public static void main(String[] args) throws Exception {
        boolean docker = args.length == 2 && args[1].equals("--docker");
        if (args.length != 1 && !docker) {
            System.err.println("usage: milliwatt screenshots DIRECTORY [--docker]");
            System.exit(USAGE);
        }
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        Main.quieten();
        Path folder = Files.createDirectories(Path.of(args[0]));
        var opened = new CompletableFuture<Screenshots>();
        Platform.startup(() -> opened.complete(open(folder, docker)));
        Screenshots pictures = opened.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        try {
            if (docker) {
                new DockerPictures(pictures).takeAll();
            } else {
                pictures.takeAll();
            }
        } finally {
            pictures.close();
        }
        System.exit(0);
    }

    private static Screenshots open(Path folder, boolean docker) {
        try {
            Path place = Files.createTempDirectory("milliwatt");
            place.toFile().deleteOnExit();
            Path settings = place.resolve("settings.properties");
            settings.toFile().deleteOnExit();
            var ui = new FxScheduler();
            var shell = LocalBackend.shell(ui, new SettingsStore(settings));
            shell.settings()
                    .change(s ->
                            s.withRuntime(docker ? RuntimeChoice.DOCKER : RuntimeChoice.EMBEDDED));
            Themes.apply(ThemeChoice.LIGHT);
            var window = new MainWindow(new Stage(), shell);
            window.show();
            shell.start();
            return new Screenshots(folder, shell, window);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ShellViewModel shell() {
        return shell;
    }

    MainWindow window() {
        return window;
    }

    private void takeAll() throws Exception {
        EngineViewModel engine = shell.bench().engine();
        rest(Duration.ofSeconds(2));
        take("bench-stopped");
        failed();
        launch(engine);
        rest(Duration.ofSeconds(3));
        take("bench-running");
        callEcho();
        refused();
        calls();
        onUi(() -> shell.network().plan().calls().set("50"));
        for (Page page : List.of(Page.NETWORK, Page.IMAGES, Page.SETTINGS)) {
            onUi(() -> shell.page().set(page));
            rest(Duration.ofSeconds(1));
            take(page.title().toLowerCase(Locale.ROOT));
        }
    }

    /// What is seen when the SIP port is taken: by this very process.
    private void failed() throws Exception {
        int port = shell.settings().get().sipPort();
        try (var taken = new DatagramSocket(null)) {
            try {
                taken.bind(new InetSocketAddress("0.0.0.0", port));
            } catch (IOException _) {
                // then somebody else has it, and the picture shows who
            }
            EngineViewModel engine = shell.bench().engine();
            onUi(engine::launch);
            until(engine.state(), EngineState.Failed.class::isInstance);
            rest(Duration.ofMillis(300));
            take("bench-failed");
        }
    }

    /// Launches an engine, at other ports where the usual ones are taken.
    void launch(EngineViewModel engine) throws Exception {
        var launching = new CompletableFuture<Boolean>();
        onUi(() ->
                engine.state()
                        .addListener((_, _, state) -> {
                            if (state instanceof EngineState.Launching now
                                    && now.progress().done().size() >= 4
                                    && !launching.isDone()) {
                                launching.complete(true);
                                takeNow("bench-launching");
                            }
                        }));
        onUi(engine::launch);
        EngineState end = until(engine.state(), Screenshots::settled);
        if (end instanceof EngineState.Failed(var problem)
                && problem.code() == ProblemCode.PORT_TAKEN) {
            onUi(() -> {
                shell.settings().sipPort().set(Integer.toString(OTHER_SIP_PORT));
                shell.settings().rtpPorts().set(OTHER_RTP_PORTS);
                engine.launch();
            });
            end = until(engine.state(), Screenshots::settled);
        }
        if (end instanceof EngineState.Failed(var problem)) {
            throw new IllegalStateException(problem.asText());
        }
    }

    private static boolean settled(EngineState state) {
        return switch (state) {
            case EngineState.Running _, EngineState.Failed _ -> true;
            case EngineState.Stopped _, EngineState.Launching _, EngineState.Stopping _ -> false;
        };
    }

    private void callEcho() throws Exception {
        PhoneViewModel phone = shell.bench().phone();
        onUi(() -> phone.dial("echo"));
        until(phone.state(), s -> s.answered() || s instanceof PhoneState.Ended);
        rest(Duration.ofSeconds(6));
        onUi(() -> List.of("1", "2", "3", "#").forEach(phone::press));
        rest(Duration.ofSeconds(6));
        take("bench-call");
        chooseTab("messages");
        take("bench-call-messages");
        chooseTab("sdp");
        take("bench-call-sdp");
        chooseTab("streams");
        onUi(phone::hangUp);
        until(phone.state(), PhoneState.Ended.class::isInstance);
    }

    private void refused() throws Exception {
        PhoneViewModel phone = shell.bench().phone();
        onUi(() -> phone.dial("milliwatt"));
        until(phone.state(), s -> s.answered() || s instanceof PhoneState.Ended);
        rest(Duration.ofSeconds(2));
        onUi(phone::hangUp);
        until(phone.state(), PhoneState.Ended.class::isInstance);
        onUi(() -> phone.dial("status-486"));
        until(phone.state(), PhoneState.Ended.class::isInstance);
        rest(Duration.ofMillis(500));
        take("bench-refused");
    }

    private void calls() throws Exception {
        CallsViewModel calls = shell.calls();
        onUi(() -> {
            shell.page().set(Page.CALLS);
            calls.selected().set(calls.calls().getLast());
        });
        rest(Duration.ofMillis(500));
        take("calls");
        Optional<Path> file =
                Optional.ofNullable(System.getProperty("milliwatt.capture")).map(Path::of);
        if (file.isPresent()) {
            onUi(() -> calls.open(file.get()));
            until(calls.capture(), c -> !(c instanceof CaptureState.Reading));
            onUi(() -> calls.selected().set(largest(calls)));
            rest(Duration.ofSeconds(1));
            take("calls-ladder");
        }
        for (String tab : List.of("sdp", "streams", "findings")) {
            chooseTab(tab);
            rest(Duration.ofSeconds(1));
            take("calls-" + tab);
        }
        chooseTab("ladder");
    }

    /// The call with the most packets.
    private static CallRow largest(CallsViewModel calls) {
        return calls.calls().stream()
                .max(
                        Comparator.comparingLong(row ->
                                row.call().streams().stream()
                                        .filter(_ -> row.session().isEmpty())
                                        .mapToLong(s -> s.report().sequence().packets())
                                        .sum()))
                .orElseThrow();
    }

    void chooseTab(String name) throws Exception {
        onUi(() -> {
            if (window.scene().lookup("#tab-" + name) instanceof ToggleButton tab) {
                tab.setSelected(true);
            }
        });
        rest(Duration.ofMillis(300));
    }

    void take(String name) throws Exception {
        onUi(() -> takeNow(name));
    }

    /// On the application thread: the same moment, light and dark.
    private void takeNow(String name) {
        for (ThemeChoice theme : List.of(ThemeChoice.DARK, ThemeChoice.LIGHT)) {
            Themes.apply(theme);
            String file = name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png";
            try {
                Pictures.write(window.scene().snapshot(null), folder.resolve(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void close() throws Exception {
        var closed = new CompletableFuture<Boolean>();
        onUi(() -> shell.close(() -> closed.complete(true)));
        closed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /// Lets the world go on; what is shown then is what there is.
    static void rest(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    void onUi(Runnable action) throws Exception {
        ui.perform(action, Duration.ofSeconds(LIMIT_SECONDS));
    }

    <T> T until(ObservableValue<T> property, Predicate<? super T> reached)
            throws ExecutionException, InterruptedException, TimeoutException {
        var end = new CompletableFuture<T>();
        ChangeListener<T> listener =
                (_, _, now) -> {
                    if (reached.test(now)) {
                        end.complete(now);
                    }
                };
        ui.post(() -> {
            property.addListener(listener);
            listener.changed(property, property.getValue(), property.getValue());
        });
        T value = end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        ui.post(() -> property.removeListener(listener));
        return Objects.requireNonNull(value);
    }
}
