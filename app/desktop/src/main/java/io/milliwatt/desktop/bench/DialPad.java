package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.phone.PhoneViewModel;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Twelve keys that send digits, and the digits sent.
final class DialPad extends VBox {
    private static final String KEYS = "123456789*0#";
    private static final int COLUMNS = 3;

    DialPad(PhoneViewModel phone) {
        setSpacing(6);
        GridPane keys = new GridPane(7, 7);
        for (int i = 0; i < COLUMNS; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            column.setHgrow(Priority.ALWAYS);
            keys.getColumnConstraints().add(column);
        }
        for (int i = 0; i < KEYS.length(); i++) {
            String key = KEYS.substring(i, i + 1);
            Button button = Nodes.button(key, () -> phone.press(key), "pad-key");
            button.setMnemonicParsing(false);
            button.setId("key-" + name(key));
            button.setAccessibleText("Send " + name(key));
            button.setMaxWidth(Double.MAX_VALUE);
            keys.add(button, i % COLUMNS, i / COLUMNS);
        }
        Label sent = Nodes.label("", "digits");
        sent.setId("digits");
        sent.textProperty()
                .bind(
                        phone.digits()
                                .map(d ->
                                        d.isEmpty() ? "Digits by click or keyboard" : "Sent " + d));
        getChildren().addAll(keys, sent);
    }

    private static String name(String key) {
        return switch (key) {
            case "*" -> "star";
            case "#" -> "hash";
            default -> key;
        };
    }
}
