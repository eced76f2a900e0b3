package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.phone.VantageState;
import io.milliwatt.presentation.phone.VantageViewModel;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What is done when the phone goes to the LAN, over the phone's card: before it says so, then how
/// far it is, then what went wrong.
final class VantagePanel extends ScrollPane {
    private final VantageViewModel vantage;
    private final VBox body = new VBox(12);
    private final VBox steps = new VBox(8);
    private boolean choosing;

    VantagePanel(VantageViewModel vantage) {
        this.vantage = vantage;
        body.getStyleClass().addAll("card-body", "vantage-panel");
        setContent(body);
        setFitToWidth(true);
        setFitToHeight(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("plain-scroll");
        setId("vantage-panel");
        vantage.state().addListener((_, _, now) -> show(now));
        vantage.routes().addListener((_, _, _) -> plan());
        show(vantage.state().get());
    }

    /// Says what would be done, and asks.
    void ask() {
        choosing = true;
        show(vantage.state().get());
    }

    private void show(VantageState state) {
        switch (state) {
            case VantageState.OnHost _ -> {
                if (choosing) {
                    fill(question());
                }
                Nodes.show(this, choosing);
            }
            case VantageState.Moving now -> {
                fill(moving(now));
                Nodes.show(this, true);
            }
            case VantageState.OnLan _ -> {
                choosing = false;
                Nodes.show(this, false);
            }
            case VantageState.Returning _ -> {
                fill(
                        List.of(
                                Nodes.text("The phone comes back", "strong"),
                                Nodes.text("Its container and its cable are removed", "muted"),
                                wide(new ProgressBar(-1))));
                Nodes.show(this, true);
            }
            case VantageState.Refused(var problem) -> {
                fill(refused(problem));
                Nodes.show(this, true);
            }
        }
    }

    private void fill(List<? extends Node> nodes) {
        body.getChildren().setAll(nodes);
    }

    private List<Node> question() {
        var refusal = vantage.refusal();
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        plan();
        TextField routes = new TextField();
        routes.setId("vantage-routes");
        routes.setPromptText("none, or 172.17.0.0/16");
        routes.getStyleClass().add("mono");
        routes.textProperty().bindBidirectional(vantage.routes());
        Label name = Nodes.text("Static routes of the phone, or of its router", "caption");
        name.setLabelFor(routes);
        Button go = Nodes.button("Put the phone on the LAN", vantage::toLan, "accent", "wide");
        go.setId("vantage-go");
        go.setMaxWidth(Double.MAX_VALUE);
        return List.of(
                Nodes.text("Call from the LAN", "strong"),
                Nodes.text(
                        "This host reaches every container address, so a call from here proves"
                                + " little. A phone on the LAN passes the rules that a real one"
                                + " does. What will be done:",
                        "muted"),
                steps,
                new VBox(4, name, routes),
                go,
                stay("Stay on this host"));
    }

    private void plan() {
        steps.getChildren().clear();
        int number = 1;
        for (String each : vantage.plan()) {
            Label count = Nodes.label(number + ".", "muted");
            count.setMinWidth(18);
            Label words = Nodes.text(each);
            HBox.setHgrow(words, Priority.ALWAYS);
            HBox row = new HBox(4, count, words);
            row.setAlignment(Pos.TOP_LEFT);
            steps.getChildren().add(row);
            number++;
        }
    }

    private List<Node> moving(VantageState.Moving now) {
        Button cancel = Nodes.button("Cancel", vantage::toHost, "wide");
        cancel.setId("vantage-cancel");
        cancel.setMaxWidth(Double.MAX_VALUE);
        cancel.setDisable(now.cancelling());
        return List.of(
                Nodes.text(now.cancelling() ? "Cancelling" : "The phone goes to the LAN", "strong"),
                Nodes.text(now.step()),
                Nodes.text(now.detail(), "muted"),
                wide(new ProgressBar(now.fraction())),
                cancel);
    }

    private List<Node> refused(Problem problem) {
        return List.of(
                Nodes.text(problem.title(), "problem-title"),
                Nodes.text(problem.happened()),
                FixBox.of(problem.fix()),
                stay("Stay on this host"));
    }

    private Button stay(String text) {
        Button stay =
                Nodes.button(
                        text,
                        () -> {
                            choosing = false;
                            vantage.toHost();
                            Nodes.show(this, false);
                        },
                        "wide");
        stay.setId("vantage-stay");
        stay.setMaxWidth(Double.MAX_VALUE);
        return stay;
    }

    private static ProgressBar wide(ProgressBar bar) {
        bar.setMaxWidth(Double.MAX_VALUE);
        return bar;
    }
}
