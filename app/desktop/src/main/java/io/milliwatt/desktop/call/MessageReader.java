package io.milliwatt.desktop.call;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.presentation.call.CallDetailViewModel;
import io.milliwatt.presentation.call.MessageWords;
import io.milliwatt.presentation.call.TextLine;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A message as it was on the wire, its description judged; or two of them compared.
final class MessageReader extends VBox {
    private static final int MOST_CHOICES = 40;

    private final CallDetailViewModel detail;
    private final Label title = Nodes.label("", "strong");
    private final Label way = Nodes.text("", "caption");
    private final MenuButton compare = new MenuButton("Compare");
    private final Lines lines = new Lines("Text of the message");

    MessageReader(CallDetailViewModel detail) {
        this.detail = detail;
        title.setId("message-title");
        lines.setId("message-text");
        compare.setId("compare");
        compare.getStyleClass().addAll("flat", "audio-menu");
        compare.setOnShowing(_ -> fill());
        HBox head =
                new HBox(
                        8,
                        title,
                        Nodes.spring(),
                        compare,
                        Nodes.copyButton(
                                "Copy the message",
                                () -> detail.message().get().map(CallMessage::text).orElse("")));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("message-head");
        way.getStyleClass().add("message-way");
        lines.setPlaceholder(
                Nodes.text("Click an arrow of the ladder to read its message", "muted"));
        VBox.setVgrow(lines, Priority.ALWAYS);
        getChildren().addAll(head, way, lines);
        setMinWidth(0);
        detail.message().addListener((_, _, _) -> show());
        detail.compared().addListener((_, _, _) -> show());
        show();
    }

    private void fill() {
        compare.getItems().clear();
        MenuItem none = new MenuItem("With nothing");
        none.setOnAction(_ -> detail.compareWith(Optional.empty()));
        compare.getItems().add(none);
        detail.comparable()
                .ifPresent(each ->
                        compare.getItems().add(item("With the one before: " + words(each), each)));
        detail.row()
                .get()
                .ifPresent(row ->
                        row.call().messages().stream()
                                .limit(MOST_CHOICES)
                                .forEach(each -> compare.getItems().add(item(words(each), each))));
    }

    private MenuItem item(String text, CallMessage message) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> detail.compareWith(Optional.of(message)));
        return item;
    }

    private String words(CallMessage message) {
        return detail.row().get().map(row -> MessageWords.when(row.call(), message)).orElse("")
                + "  "
                + MessageWords.title(message);
    }

    private void show() {
        Optional<CallMessage> message = detail.message().get();
        Optional<CallMessage> other = detail.compared().get();
        compare.setDisable(message.isEmpty());
        if (message.isEmpty()) {
            title.setText("");
            way.setText("");
            lines.getItems().clear();
            return;
        }
        CallMessage now = message.get();
        title.setText(
                other.map(one -> MessageWords.title(one) + " and " + MessageWords.title(now))
                        .orElse(MessageWords.title(now)));
        way.setText(
                other.map(one -> words(one) + "  compared with  " + words(now))
                        .orElseGet(() ->
                                detail.row()
                                                .get()
                                                .map(row -> MessageWords.when(row.call(), now))
                                                .orElse("")
                                        + " · "
                                        + MessageWords.way(now)));
        List<TextLine> text = detail.text();
        lines.getItems().setAll(text);
        lines.scrollTo(0);
    }
}
