package io.milliwatt.desktop.page;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.engine.EngineViewModel;
import io.milliwatt.presentation.network.RouteViewModel;
import io.milliwatt.presentation.network.RouteViewModel.Probed;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Asks an engine at its container's address as a phone on the LAN would, and shows the answers of
/// before and after a change, the newest first.
final class ProbePane extends VBox {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final RouteViewModel route;
    private final EngineViewModel engine;
    private final Button ask;
    private final CheckBox withRoute = new CheckBox("The phone has the route");
    private final ProgressBar progress = new ProgressBar(-1);
    private final Label hint = Nodes.text("", "muted");
    private final VBox answers = new VBox(8);

    ProbePane(RouteViewModel route, EngineViewModel engine) {
        super(10);
        this.route = route;
        this.engine = engine;
        getStyleClass().add("probe");
        ask = Nodes.button("", this::ask);
        ask.setId("route-probe");
        withRoute.setId("route-probe-with-route");
        withRoute.setSelected(true);
        progress.setMaxWidth(160);
        HBox row = new HBox(12, ask, withRoute, progress);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, hint, answers);
        route.probing().addListener((_, _, _) -> show());
        route.probes().addListener((_, _, _) -> show());
        engine.state().addListener((_, _, _) -> show());
        show();
    }

    private void ask() {
        engine.running().ifPresent(info -> route.probe(info, withRoute.isSelected()));
    }

    private void show() {
        var running = engine.running();
        boolean possible = running.filter(info -> info.containerAddress().isPresent()).isPresent();
        ask.setText(
                running.map(info -> "Probe " + info.name() + " from the LAN")
                        .orElse("Probe from the LAN"));
        ask.setDisable(!possible || route.probing().get());
        withRoute.setDisable(!possible);
        Nodes.show(progress, route.probing().get());
        hint.setText(
                running.isEmpty()
                        ? "Launch an engine in Docker to ask it from the LAN: SIP OPTIONS and an RTP"
                                + " echo, from a network namespace that is removed afterwards"
                        : possible
                                ? "SIP OPTIONS and an RTP echo at the container's own address, from"
                                        + " a network namespace that is removed afterwards"
                                : "The engine that runs has no container address of its own");
        answers.getChildren().setAll(route.probes().get().stream().map(ProbePane::row).toList());
    }

    private static Node row(Probed probed) {
        Label time = Nodes.label(TIME.format(probed.at()), "caption", "mono");
        Pill pill =
                probed.open()
                        ? new Pill(Health.GOOD, "open")
                        : new Pill(
                                Health.BAD,
                                probed.report()
                                        .obstacle()
                                        .map(it -> it.kind().key().replace('-', ' '))
                                        .orElse("closed"));
        Label words = Nodes.text(probed.words());
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox head = new HBox(10, time, pill, words);
        head.setAlignment(Pos.CENTER_LEFT);
        String with =
                (probed.withRoute() ? "with the route, " : "without a route, ")
                        + (probed.changes() == 0
                                ? "nothing changed on this host"
                                : probed.changes() == 1
                                        ? "1 change in force"
                                        : probed.changes() + " changes in force");
        return new VBox(2, head, Nodes.text(probed.detail() + " · " + with, "step-detail"));
    }
}
