package io.milliwatt.desktop.bench;

import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.bridge.KeyedRow;
import io.milliwatt.presentation.call.CallViewModel;
import io.milliwatt.presentation.call.CallViewModel.Numbered;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The SIP messages of a call, and the whole text of one of them.
public final class MessagesPane extends StackPane {
    private final ListView<KeyedRow<Integer, Numbered>> list;
    private final TextArea text = new TextArea();
    private final Label head = Nodes.label("", "strong");

    private final Label route = Nodes.label("", "caption");

    /// @param orientation VERTICAL: the text below the list; HORIZONTAL: beside it
    public MessagesPane(CallViewModel call, Orientation orientation) {
        list = new ListView<>(call.messages());
        list.setId("messages");
        list.getStyleClass().addAll("dense", "messages");
        list.setPlaceholder(Nodes.label("No message was sent yet", "muted"));
        list.setCellFactory(_ -> new MessageCell());
        text.setEditable(false);
        text.setId("message-text");
        head.setId("message-title");
        text.getStyleClass().addAll("mono", "message-text");
        text.setAccessibleText("Text of the message");
        list.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> show(row));
        call.messages()
                .addListener(
                        (ListChangeListener<Object>)
                                _ -> {
                                    if (list.getSelectionModel().isEmpty()
                                            && !list.getItems().isEmpty()) {
                                        list.getSelectionModel().select(0);
                                    }
                                });
        if (!list.getItems().isEmpty()) {
            list.getSelectionModel().select(0);
        }
        HBox header =
                new HBox(
                        8,
                        head,
                        Nodes.spring(),
                        route,
                        Nodes.copyButton("Copy the message", text::getText));
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("message-head");
        head.setMinWidth(0);
        route.setMinWidth(USE_PREF_SIZE);
        VBox reader = new VBox(header, text);
        VBox.setVgrow(text, Priority.ALWAYS);
        SplitPane split = new SplitPane(list, reader);
        split.setOrientation(orientation);
        split.setDividerPositions(orientation == Orientation.VERTICAL ? 0.38 : 0.42);
        getChildren().add(split);
    }

    /// Reads a message.
    ///
    /// @param index its place in the call
    void choose(int index) {
        list.getSelectionModel().select(index);
        list.scrollTo(index);
        list.requestFocus();
    }

    private void show(@Nullable KeyedRow<Integer, Numbered> row) {
        if (row == null) {
            head.setText("");
            route.setText("");
            text.clear();
            return;
        }
        MessageRecord message = row.get().message();
        head.setText(title(message));
        route.setText(
                (message.direction().equals("sent")
                                ? "to " + message.destination()
                                : "from " + message.source())
                        + " · "
                        + message.transport());
        text.setText(message.text().replace("\r\n", "\n"));
        text.setScrollTop(0);
    }

    /// `INVITE (SDP)`, `200 OK (SDP)`.
    static String title(MessageRecord message) {
        String line = message.startLine();
        String name =
                line.startsWith("SIP/2.0 ")
                        ? line.substring("SIP/2.0 ".length())
                        : line.split(" ", 2)[0];
        return message.text().contains("\r\n\r\nv=0") ? name + " (SDP)" : name;
    }

    private static final class MessageCell extends ListCell<KeyedRow<Integer, Numbered>> {
        private final Label time = Nodes.label("", "caption", "mono", "message-time");
        private final Label arrow = Nodes.label("", "message-arrow");
        private final Label title = Nodes.label("");
        private final HBox row = new HBox(10, time, arrow, title);

        MessageCell() {
            row.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable KeyedRow<Integer, Numbered> item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            MessageRecord message = item.get().message();
            boolean sent = message.direction().equals("sent");
            time.setText(String.format(Locale.ROOT, "+%.3f s", message.atMillis() / 1_000));
            arrow.setText(sent ? "→" : "←");
            arrow.getStyleClass().removeAll("sent", "received");
            arrow.getStyleClass().add(sent ? "sent" : "received");
            title.setText(title(message));
            setAccessibleText(message.direction() + " " + title(message));
            setGraphic(row);
        }
    }
}
