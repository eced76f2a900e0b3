package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.engine.EngineViewModel;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// The engine's log, over the lower part of the page. Built when it is first opened.
final class LogDrawer extends StackPane {
    private static final double HEIGHT = 300;

    private final EngineViewModel engine;
    private boolean built;

    LogDrawer(EngineViewModel engine) {
        this.engine = engine;
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
        engine.followLog();
        Nodes.show(this, true);
        getChildren().getFirst().lookup(".list-view").requestFocus();
    }

    private void close() {
        Nodes.show(this, false);
    }

    private void build() {
        ListView<String> lines = new ListView<>(engine.log().lines());
        lines.getStyleClass().addAll("log", "dense");
        lines.setPlaceholder(Nodes.label("The engine has written nothing yet", "muted"));
        engine.log()
                .lines()
                .addListener(
                        (ListChangeListener<String>)
                                _ -> {
                                    if (lines.getSelectionModel().isEmpty()) {
                                        lines.scrollTo(lines.getItems().size() - 1);
                                    }
                                });
        Label dropped = Nodes.label("", "muted");
        dropped.textProperty()
                .bind(
                        engine.log()
                                .dropped()
                                .map(n ->
                                        n.longValue() == 0
                                                ? ""
                                                : Format.count(n.longValue())
                                                        + " older lines dropped"));
        Card card = new Card("Engine log");
        card.getStyleClass().add("drawer");
        card.header(
                dropped,
                Nodes.copyButton("Copy the log", () -> String.join("\n", engine.log().lines())),
                Nodes.iconButton(Material2OutlinedAL.CLOSE, "Close the log, Escape", this::close));
        card.body(lines);
        card.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        close();
                        event.consume();
                    }
                });
        getChildren().setAll(card);
    }
}
