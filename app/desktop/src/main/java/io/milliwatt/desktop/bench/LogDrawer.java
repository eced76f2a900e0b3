package io.milliwatt.desktop.bench;

import io.milliwatt.bench.engine.LogLevel;
import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.engine.EngineViewModel;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
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

    private void choose(TextField search, ChoiceBox<String> level) {
        engine.showLog(
                search.getText(),
                LogLevel.values()[Math.max(0, level.getSelectionModel().getSelectedIndex())]);
    }

    private void close() {
        Nodes.show(this, false);
    }

    private void build() {
        ListView<String> lines = new ListView<>(engine.log().lines());
        lines.getStyleClass().addAll("log", "dense");
        lines.setPlaceholder(Nodes.label("No line of the log fits", "muted"));
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
        TextField search = new TextField();
        search.setId("log-search");
        search.setPromptText("Search");
        search.setPrefColumnCount(18);
        ChoiceBox<String> level = new ChoiceBox<>();
        level.setId("log-level");
        level.getItems().setAll("All levels", "Info and worse", "Warnings and errors", "Errors");
        level.getSelectionModel().selectFirst();
        PauseTransition typing = new PauseTransition(Duration.millis(250));
        typing.setOnFinished(_ -> choose(search, level));
        search.textProperty().addListener((_, _, _) -> typing.playFromStart());
        level.setOnAction(_ -> choose(search, level));
        Card card = new Card("Engine log");
        card.getStyleClass().add("drawer");
        card.header(
                dropped,
                search,
                level,
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
