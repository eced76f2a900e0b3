package io.milliwatt.desktop.bench;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.call.FindingPage;
import io.milliwatt.presentation.call.Health;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A finding: what is wrong, the way to the message or stream it is about, what to do, and on
/// demand what the page of the rule says.
public final class FindingRow extends VBox {
    private final Finding finding;
    private final Hyperlink why = new Hyperlink("Why?");
    private Optional<VBox> page = Optional.empty();

    /// @param show goes to what it is about; empty where it names neither message nor stream
    public FindingRow(Finding finding, Optional<Runnable> show) {
        super(6);
        this.finding = finding;
        Pill pill =
                new Pill(
                        Health.of(finding.severity()),
                        finding.rule() + " · " + finding.severity().key());
        Label message = Nodes.text(finding.message());
        HBox.setHgrow(message, Priority.ALWAYS);
        message.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(8, pill, message);
        show.ifPresent(go -> {
            Hyperlink link = new Hyperlink("Show");
            link.setMinWidth(USE_PREF_SIZE);
            link.getStyleClass().add("finding-link");
            link.setOnAction(_ -> {
                link.setVisited(false);
                go.run();
            });
            Nodes.tooltip(link, "Goes to the message or stream this is about");
            head.getChildren().add(link);
        });
        why.setMinWidth(USE_PREF_SIZE);
        why.getStyleClass().add("finding-link");
        why.setOnAction(_ -> turnPage());
        Nodes.tooltip(why, "What the rule looks at, and why it matters");
        head.getChildren().add(why);
        head.setAlignment(Pos.TOP_LEFT);
        getChildren().add(head);
        if (!finding.fix().isBlank()) {
            getChildren().add(FixBox.of(finding.fix()));
        }
    }

    private void turnPage() {
        why.setVisited(false);
        if (page.isPresent()) {
            getChildren().remove(page.get());
            page = Optional.empty();
            why.setText("Why?");
            return;
        }
        page = Optional.of(pageOf());
        getChildren().add(page.get());
        why.setText("Less");
    }

    private VBox pageOf() {
        VBox box = new VBox(6);
        box.getStyleClass().add("finding-page");
        Optional<FindingPage> text = FindingPage.of(finding.rule());
        if (text.isEmpty()) {
            box.getChildren().add(Nodes.text("This rule has no page yet", "muted"));
        }
        text.ifPresent(found ->
                found.parts()
                        .forEach(part ->
                                box.getChildren()
                                        .add(
                                                new VBox(
                                                        1,
                                                        Nodes.label(part.name(), "caption"),
                                                        Nodes.text(part.text())))));
        return box;
    }
}
