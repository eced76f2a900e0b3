package io.milliwatt.desktop.page;

import io.milliwatt.bench.network.TakenPort;
import io.milliwatt.bench.plan.Cost;
import io.milliwatt.bench.plan.NetworkPlan;
import io.milliwatt.bench.plan.PlanOption;
import io.milliwatt.desktop.bench.FixBox;
import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.network.PlanViewModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What a number of calls costs, each way of bringing their RTP to an engine.
final class PlanCard extends VBox {
    private static final int SHOWN_PORTS = 5;
    private static final List<String> COLUMNS =
            List.of("Way", "RTP ports", "Start", "Stop", "Memory", "Proxies", "Rules");

    private final VBox result = new VBox(12);

    PlanCard(PlanViewModel plan) {
        TextField calls = new TextField();
        calls.setId("plan-calls");
        calls.setPrefColumnCount(6);
        calls.textProperty().bindBidirectional(plan.calls());
        Label name = Nodes.label("Calls at once");
        name.setLabelFor(calls);
        CheckBox bridged = new CheckBox("The engine joins each to another call");
        bridged.setId("plan-bridged");
        bridged.selectedProperty().bindBidirectional(plan.bridged());
        HBox question = new HBox(12, name, calls, bridged);
        question.setAlignment(Pos.CENTER_LEFT);
        Label problem = Nodes.text("", "field-problem");
        plan.problem().addListener((_, _, text) -> say(problem, text));
        say(problem, plan.problem().get());
        VBox body = new VBox(12, question, problem, result);
        body.getStyleClass().add("card-body");
        Card card = new Card("Ports for so many calls");
        card.body(body);
        getChildren().add(card);
        plan.plan().addListener((_, _, made) -> show(made));
        show(plan.plan().get());
    }

    private static void say(Label problem, String text) {
        problem.setText(text);
        Nodes.show(problem, !text.isBlank());
    }

    private void show(Optional<NetworkPlan> made) {
        result.getChildren().setAll(made.map(PlanCard::nodes).orElse(List.of()));
    }

    private static List<Node> nodes(NetworkPlan plan) {
        VBox words = new VBox(6);
        words.getChildren()
                .add(
                        Nodes.text(
                                "Take "
                                        + plan.recommended().kind().key()
                                        + ": "
                                        + plan.recommended().kind().words()
                                        + ". "
                                        + Format.sentence(plan.reason())
                                        + "."));
        words.getChildren()
                .add(Nodes.text(Format.sentence(plan.recommended().condition()), "muted"));
        plan.recommended()
                .command()
                .ifPresent(command -> words.getChildren().add(FixBox.command(command)));
        if (!plan.taken().isEmpty()) {
            words.getChildren().add(Nodes.text(taken(plan), "muted"));
        }
        plan.clash()
                .ifPresent(clash -> {
                    words.getChildren()
                            .add(
                                    Nodes.text(
                                            clash.ports()
                                                    + " of these ports are among those the kernel"
                                                    + " gives to any program ("
                                                    + clash.first()
                                                    + "–"
                                                    + clash.last()
                                                    + "): an engine that starts later may find"
                                                    + " them taken",
                                            "muted"));
                    words.getChildren().add(FixBox.of(clash.fix()));
                });
        words.getChildren()
                .add(
                        Nodes.text(
                                plan.costs().measured()
                                        ? "Measured on this daemon"
                                        : "Figures of a machine with two processors; ./milliwatt"
                                                + " network plan --calibrate measures this one",
                                "caption"));
        return List.of(table(plan), words);
    }

    private static String taken(NetworkPlan plan) {
        String some =
                plan.taken().stream()
                        .limit(SHOWN_PORTS)
                        .map(PlanCard::words)
                        .collect(Collectors.joining(", "));
        int more = plan.taken().size() - SHOWN_PORTS;
        return "Taken now: "
                + some
                + (more > 0 ? " and " + more + " more" : "")
                + plan.freeRange().map(range -> "; free: " + Format.range(range)).orElse("");
    }

    private static String words(TakenPort port) {
        return port.use() + " by " + port.holder();
    }

    private static Node table(NetworkPlan plan) {
        GridPane grid = new GridPane();
        grid.setHgap(18);
        grid.setVgap(8);
        grid.setId("plan-table");
        for (int i = 0; i < COLUMNS.size(); i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setHalignment(i < 2 ? HPos.LEFT : HPos.RIGHT);
            column.setHgrow(i == 1 ? Priority.ALWAYS : Priority.NEVER);
            grid.getColumnConstraints().add(column);
            grid.add(Nodes.label(COLUMNS.get(i), "caption"), i, 0);
        }
        int row = 1;
        for (PlanOption option : plan.options()) {
            boolean chosen = option == plan.recommended();
            Cost cost = option.cost();
            List<String> cells =
                    List.of(
                            (chosen ? "✓ " : "") + option.kind().key(),
                            option.range()
                                    .map(range -> Format.range(range) + " · " + option.ports())
                                    .orElse(option.ports() == 0 ? "none" : "do not fit"),
                            String.format(Locale.ROOT, "%.1f s", cost.startSeconds()),
                            String.format(Locale.ROOT, "%.1f s", cost.stopSeconds()),
                            Format.megabytes(cost.memoryMegabytes() * 1e6),
                            Format.count(cost.proxies()),
                            Format.count(cost.rules()));
            for (int i = 0; i < cells.size(); i++) {
                Label cell = Nodes.label(cells.get(i));
                if (chosen) {
                    cell.getStyleClass().add("strong");
                }
                Nodes.tooltip(cell, option.kind().words() + ": " + option.condition());
                grid.add(cell, i, row);
            }
            row++;
        }
        return grid;
    }
}
