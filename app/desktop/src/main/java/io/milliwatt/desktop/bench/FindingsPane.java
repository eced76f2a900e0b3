package io.milliwatt.desktop.bench;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.desktop.view.Nodes;
import java.util.Optional;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// What the doctor found: what is wrong, and what to do.
public final class FindingsPane extends ScrollPane {
    private final ObservableList<Finding> findings;
    private final double most;
    private final Function<Finding, Optional<Runnable>> show;
    private final VBox rows = new VBox(12);
    private final Label count = Nodes.label("", "muted");

    /// @param most the most room it asks for; what is beyond scrolls
    /// @param show goes to what a finding is about; empty where it names nothing of the call
    FindingsPane(
            ObservableList<Finding> findings,
            double most,
            Function<Finding, Optional<Runnable>> show) {
        this.findings = findings;
        this.show = show;
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
            rows.getChildren()
                    .setAll(
                            findings.stream()
                                    .map(each -> new FindingRow(each, show.apply(each)))
                                    .toList());
        }
        requestLayout();
    }
}
