package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Nodes;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// Names on the left, what they are on the right.
public final class FactGrid extends GridPane {
    private static final double NAME_WIDTH = 84;

    public FactGrid() {
        getStyleClass().add("facts");
        ColumnConstraints names = new ColumnConstraints(NAME_WIDTH);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(names, values);
    }

    /// Adds a fact; the label can be changed later.
    public Label fact(String name, String value) {
        Label label = Nodes.label(value);
        add(name, label);
        return label;
    }

    public void add(String name, Node value) {
        addRow(getRowCount(), Nodes.label(name, "muted"), value);
    }
}
