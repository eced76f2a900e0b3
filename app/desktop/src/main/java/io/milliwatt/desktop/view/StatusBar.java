package io.milliwatt.desktop.view;

import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.StatusItem;
import io.milliwatt.presentation.call.Health;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// How Docker, engine, address and phone are, at the lower edge of the window.
final class StatusBar extends HBox {
    private final List<Label> labels = new ArrayList<>();

    StatusBar(ShellViewModel shell) {
        getStyleClass().add("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        shell.status().addListener((_, _, items) -> show(items));
        show(shell.status().get());
    }

    private void show(List<StatusItem> items) {
        while (labels.size() < items.size()) {
            Region dot = new Region();
            dot.getStyleClass().add("status-dot");
            Label label = Nodes.label("", "status-item");
            label.setGraphic(dot);
            labels.add(label);
            getChildren().add(label);
        }
        for (int i = 0; i < labels.size(); i++) {
            Nodes.show(labels.get(i), i < items.size());
            if (i < items.size()) {
                show(labels.get(i), items.get(i));
            }
        }
    }

    private static void show(Label label, StatusItem item) {
        if (!label.getText().equals(item.text())) {
            label.setText(item.text());
        }
        for (Health each : Health.values()) {
            label.getGraphic()
                    .pseudoClassStateChanged(Pill.pseudoClass(each), each == item.health());
        }
        if (item.detail().isBlank()) {
            label.setTooltip(null);
        } else if (label.getTooltip() == null
                || !label.getTooltip().getText().equals(item.detail())) {
            Nodes.tooltip(label, item.detail());
        }
    }
}
