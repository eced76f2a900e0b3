package io.milliwatt.desktop.bench;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.call.Health;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// What the doctor found: what is wrong, and what to do.
public final class FindingsPane extends ScrollPane {
    private final ObservableList<Finding> findings;
    private final double most;
    private final VBox rows = new VBox(12);
    private final Label count = Nodes.label("", "muted");

    /// @param most the most room it asks for; what is beyond scrolls
    public FindingsPane(ObservableList<Finding> findings, double most) {
        this.findings = findings;
        this.most = most;
        setId("findings");
        rows.getStyleClass().add("card-body");
        setContent(rows);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("plain-scroll");
        findings.addListener((ListChangeListener<Finding>) _ -> show());
        show();
    }

    /// How many there are.
    public Label count() {
        return count;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.min(most, rows.prefHeight(width) + 1);
    }

    private void show() {
        count.setText(findings.isEmpty() ? "" : Integer.toString(findings.size()));
        if (findings.isEmpty()) {
            Label none = Nodes.text("Nothing to mend", "muted");
            none.setGraphic(Nodes.icon(Material2OutlinedAL.CHECK_CIRCLE, "good"));
            rows.getChildren().setAll(none);
        } else {
            rows.getChildren().setAll(findings.stream().map(FindingsPane::row).toList());
        }
        requestLayout();
    }

    private static Node row(Finding finding) {
        Pill pill =
                new Pill(
                        Health.of(finding.severity()),
                        finding.rule() + " · " + finding.severity().key());
        Label message = Nodes.text(finding.message());
        HBox.setHgrow(message, Priority.ALWAYS);
        message.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(8, pill, message);
        head.setAlignment(Pos.TOP_LEFT);
        VBox row = new VBox(6, head);
        if (!finding.fix().isBlank()) {
            row.getChildren().add(FixBox.of(finding.fix(), finding::fix));
        }
        return row;
    }
}
