package io.milliwatt.desktop.bench;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.desktop.terminal.TerminalPane;
import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.BenchViewModel;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.terminal.TerminalState;
import io.milliwatt.presentation.terminal.TerminalViewModel;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// A shell in the engine's container, over the lower part of the page. Built when it is first
/// opened; closing it ends the shell.
final class ShellDrawer extends StackPane {
    private static final double HEIGHT = 440;

    private final BenchViewModel bench;
    private final TerminalViewModel terminal;
    private final Pill pill = new Pill();
    private final Card card = new Card("Shell");
    private boolean built;

    ShellDrawer(BenchViewModel bench) {
        this.bench = bench;
        terminal = bench.terminal();
        setId("shell-drawer");
        setMaxHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setPadding(new Insets(0, 14, 14, 14));
        setPickOnBounds(false);
        Nodes.show(this, false);
    }

    void open() {
        if (!built) {
            built = true;
            build();
        }
        Nodes.show(this, true);
        bench.engine().running().ifPresent(terminal::open);
        toFront();
        applyCss();
        layout();
        if (lookup("#terminal") != null) {
            lookup("#terminal").requestFocus();
        }
    }

    private void close() {
        terminal.close();
        Nodes.show(this, false);
    }

    private void build() {
        TerminalPane pane = new TerminalPane(terminal);
        card.getStyleClass().add("drawer");
        Label keys = Nodes.label("Copy Ctrl+Shift+C · paste Ctrl+Shift+V", "caption");
        Button again =
                Nodes.button(
                        "Open again", () -> bench.engine().running().ifPresent(terminal::open));
        again.setId("shell-again");
        Button close = Nodes.iconButton(Material2OutlinedAL.CLOSE, "End the shell", this::close);
        close.setId("shell-close");
        card.header(
                pill,
                keys,
                again,
                Nodes.copyButton("Copy all that is kept", terminal::allText),
                close);
        terminal.state()
                .addListener((_, _, now) -> {
                    show(now, pane);
                    Nodes.show(again, now instanceof TerminalState.Ended);
                });
        show(terminal.state().get(), pane);
        Nodes.show(again, false);
        getChildren().setAll(card);
    }

    private void show(TerminalState state, TerminalPane pane) {
        switch (state) {
            case TerminalState.Closed _ -> pill.show(Health.IDLE, "closed");
            case TerminalState.Opening(var engine) -> {
                pill.show(Health.WARN, "opening in " + engine);
                card.body(pane);
            }
            case TerminalState.Open(var engine) -> {
                pill.show(Health.GOOD, "in " + engine + note(engine));
                pane.requestFocus();
            }
            case TerminalState.Ended(_, var words) -> pill.show(Health.IDLE, "ended, " + words);
            case TerminalState.Failed(var problem) -> {
                pill.show(Health.BAD, "not opened");
                card.body(failed(problem));
            }
        }
    }

    /// The built-in engine's image has no shell of its own.
    private String note(String engine) {
        return bench.engine()
                .running()
                .filter(info -> info.name().equals(engine))
                .map(EngineInfo::image)
                .filter(image -> image.contains("milliwatt/engine"))
                .map(_ -> ", toolbox in its namespaces")
                .orElse("");
    }

    private static VBox failed(Problem problem) {
        VBox body =
                new VBox(
                        12,
                        Nodes.text(problem.title(), "problem-title"),
                        Nodes.text(problem.happened()),
                        Nodes.text(problem.why(), "muted"));
        body.getStyleClass().add("card-body");
        if (!problem.fix().isBlank()) {
            body.getChildren().add(FixBox.of(problem.fix()));
        }
        return body;
    }
}
