package io.milliwatt.desktop.call;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.call.TextLine;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Lines of a text with what is to be said of each, of which only those that are seen cost
/// anything. Several can be marked, and Ctrl+C copies them.
final class Lines extends ListView<TextLine> {
    Lines(String name) {
        getStyleClass().addAll("text-lines", "dense");
        setAccessibleText(name);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setCellFactory(_ -> new LineCell(this));
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
                        ClipboardContent content = new ClipboardContent();
                        content.putString(
                                getSelectionModel().getSelectedItems().stream()
                                        .map(TextLine::text)
                                        .collect(Collectors.joining("\n")));
                        Clipboard.getSystemClipboard().setContent(content);
                        event.consume();
                    }
                });
    }

    private static final class LineCell extends ListCell<TextLine> {
        private final Label text = Nodes.text("", "mono", "sdp-line");
        private final Label note = Nodes.text("", "sdp-note");
        private final VBox box = new VBox(text, note);

        LineCell(ListView<TextLine> list) {
            prefWidthProperty().bind(list.widthProperty().subtract(24));
            setMaxWidth(USE_PREF_SIZE);
        }

        @Override
        protected void updateItem(@Nullable TextLine line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            text.setText(line.text().isEmpty() ? " " : line.text());
            note.setText(line.note());
            Nodes.show(note, !line.note().isEmpty());
            for (Health each : Health.values()) {
                boolean on = each == line.health() && each != Health.IDLE;
                text.pseudoClassStateChanged(Pill.pseudoClass(each), on);
                note.pseudoClassStateChanged(Pill.pseudoClass(each), on);
            }
            setGraphic(box);
        }
    }
}
