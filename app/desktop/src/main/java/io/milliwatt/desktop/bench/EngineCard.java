package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.BenchViewModel;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.engine.EngineViewModel;
import io.milliwatt.presentation.settings.RuntimeChoice;
import io.milliwatt.presentation.settings.Settings;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The engine: how it is and what can be done with it. Built anew when the kind of state changes,
/// updated in place while it stays.
final class EngineCard extends VBox {
    private final BenchViewModel bench;
    private final EngineViewModel engine;
    private final Runnable openLog;
    private final Runnable openShell;
    private final Card card = new Card("Engine");
    private final Pill pill = new Pill();
    private final RunningView running;
    private final LaunchView launching = new LaunchView();
    private Class<? extends EngineState> shown = EngineState.class;
    private boolean hadFocus;

    EngineCard(BenchViewModel bench, Runnable openLog, Runnable openShell) {
        this.bench = bench;
        this.openLog = openLog;
        this.openShell = openShell;
        engine = bench.engine();
        running = new RunningView(engine, bench.realTime());
        pill.setId("engine-state");
        card.header(new EngineMenu(engine), pill);
        getChildren().add(card);
        engine.state().addListener((_, _, state) -> show(state));
        InvalidationListener planned =
                _ -> {
                    if (engine.state().get() instanceof EngineState.Stopped stopped) {
                        card.body(stopped(stopped));
                    }
                };
        bench.settings().current().addListener(planned);
        bench.network().setting().addListener(planned);
        show(engine.state().get());
    }

    /// Whether the focus was here when the state changed last.
    boolean hadFocus() {
        return hadFocus;
    }

    private void show(EngineState state) {
        boolean fresh = state.getClass() != shown;
        if (fresh) {
            hadFocus = isFocusWithin();
        }
        shown = state.getClass();
        switch (state) {
            case EngineState.Stopped stopped -> {
                pill.show(Health.IDLE, "stopped");
                card.body(stopped(stopped));
            }
            case EngineState.Launching now -> {
                pill.show(Health.WARN, now.cancelling() ? "cancelling" : "launching");
                launching.show(now);
                if (fresh) {
                    card.body(launching(now));
                }
            }
            case EngineState.Running now -> {
                pill.show(Health.GOOD, "running · " + Format.clock(now.uptime()));
                running.show(now);
                if (fresh) {
                    card.body(new VBox(running, runningButtons()));
                }
            }
            case EngineState.Stopping _ -> {
                pill.show(Health.WARN, "stopping");
                if (fresh) {
                    card.body(
                            column(
                                    Nodes.text(
                                            "Ends its calls and removes what was created for it",
                                            "muted")));
                }
            }
            case EngineState.Failed(var problem) -> {
                pill.show(Health.BAD, "failed");
                card.body(failed(problem));
            }
        }
        if (fresh && hadFocus) {
            focusFirst();
        }
    }

    private void focusFirst() {
        Node button = lookup(".button");
        if (button != null) {
            button.requestFocus();
        }
    }

    private Node stopped(EngineState.Stopped state) {
        Settings settings = bench.settings().get();
        FactGrid plan = new FactGrid();
        plan.fact("Runtime", settings.runtime().label());
        if (settings.runtime() != RuntimeChoice.EMBEDDED) {
            plan.fact("Mode", EngineWords.mode(settings.placement()));
        }
        plan.fact(
                "Advertise",
                settings.hostAddress()
                        ? bench.network().chosen().map(Format::address).orElse("the best address")
                        : "its own address");
        plan.fact("SIP", settings.sipPort() + " udp, tcp");
        plan.fact(
                "RTP",
                Format.range(settings.rtpPorts().toString())
                        + " · "
                        + settings.rtpPorts().size()
                        + " ports");
        VBox column = column();
        if (!state.note().isBlank()) {
            column.getChildren().add(Nodes.text(state.note(), "muted"));
        }
        column.getChildren().addAll(plan, launchButton("Launch engine"));
        return column;
    }

    private Button launchButton(String text) {
        Button launch = Nodes.button(text, engine::launch, "accent", "wide");
        launch.setId("launch");
        launch.setGraphic(Nodes.icon(Material2OutlinedMZ.PLAY_ARROW));
        launch.setMaxWidth(Double.MAX_VALUE);
        Nodes.tooltip(launch, "Ctrl+Enter");
        return launch;
    }

    private Node launching(EngineState.Launching state) {
        Button cancel = Nodes.button("Cancel", engine::cancel, "wide");
        cancel.setId("cancel");
        cancel.setMaxWidth(Double.MAX_VALUE);
        cancel.setDisable(state.cancelling());
        Nodes.tooltip(cancel, "Escape");
        engine.state()
                .addListener((_, _, now) ->
                        cancel.setDisable(
                                now instanceof EngineState.Launching l && l.cancelling()));
        return column(launching, cancel);
    }

    private Node runningButtons() {
        Button restart = Nodes.button("Restart", engine::restart);
        restart.setGraphic(Nodes.icon(Material2OutlinedMZ.REFRESH));
        restart.setId("restart");
        Button logs = Nodes.button("Logs", openLog);
        logs.setGraphic(Nodes.icon(Material2OutlinedMZ.SUBJECT));
        logs.setId("logs");
        Button stop = Nodes.button("Stop", engine::stop, "danger", "button-outlined");
        stop.setGraphic(Nodes.icon(Material2OutlinedMZ.STOP));
        stop.setId("stop");
        Button shell = Nodes.button("Shell", openShell);
        shell.setId("shell");
        boolean container =
                engine.running().filter(info -> info.containerId().isPresent()).isPresent();
        Nodes.show(shell, container);
        Nodes.tooltip(shell, "A shell in the engine's container");
        HBox row = new HBox(6, restart, logs, shell, stop);
        for (Button button : new Button[] {restart, logs, shell, stop}) {
            if (container) {
                button.setGraphic(null);
            }
            HBox.setHgrow(button, Priority.ALWAYS);
            button.setMaxWidth(Double.MAX_VALUE);
        }
        row.getStyleClass().add("card-buttons");
        return row;
    }

    private Node failed(Problem problem) {
        Label title = Nodes.text(problem.title(), "problem-title");
        title.setGraphic(Nodes.icon(Material2OutlinedAL.ERROR, "bad"));
        title.setId("problem-title");
        Label happened = Nodes.text(shortened(problem.happened()), "problem-text");
        happened.setId("problem-happened");
        if (!shortened(problem.happened()).equals(problem.happened())) {
            Nodes.tooltip(happened, problem.happened());
        }
        VBox column = column(title, happened, Nodes.text(problem.why(), "muted"));
        if (!problem.fix().isBlank()) {
            column.getChildren().add(FixBox.of(problem.fix()));
        }
        problem.page()
                .ifPresent(page ->
                        column.getChildren()
                                .add(
                                        Nodes.button(
                                                "Open the page " + page.title(),
                                                () -> bench.open(page))));
        Button copy = Nodes.copyButton("Copy all of it", problem::asText);
        Button again = launchButton("Launch again");
        HBox.setHgrow(again, Priority.ALWAYS);
        HBox row = new HBox(8, again, copy);
        row.setAlignment(Pos.CENTER_LEFT);
        column.getChildren().add(row);
        return column;
    }

    private static String shortened(String text) {
        int most = 420;
        return text.length() <= most ? text : text.substring(0, most) + " …";
    }

    private static VBox column(Node... nodes) {
        VBox column = new VBox(12, nodes);
        column.getStyleClass().add("card-body");
        return column;
    }
}
