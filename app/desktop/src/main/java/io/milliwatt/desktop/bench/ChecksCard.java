package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.BenchViewModel;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.engine.Check;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// What is known before a call.
final class ChecksCard extends VBox {
    private final Card card = new Card("Before the call");
    private final Label summary = Nodes.label("", "muted");
    private final VBox rows = new VBox(9);

    ChecksCard(BenchViewModel bench) {
        rows.getStyleClass().add("card-body");
        ScrollPane scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("plain-scroll");
        scroll.setMinHeight(0);
        card.header(summary);
        card.body(scroll);
        card.setMinHeight(0);
        VBox.setVgrow(card, Priority.ALWAYS);
        setMinHeight(0);
        getChildren().add(card);
        bench.checks().addListener((_, _, checks) -> show(checks));
        show(bench.checks().get());
    }

    private void show(List<Check> checks) {
        rows.getChildren().setAll(checks.stream().map(ChecksCard::row).toList());
        long bad = checks.stream().filter(c -> c.level() == Check.Level.BAD).count();
        long good = checks.stream().filter(c -> c.level() == Check.Level.GOOD).count();
        summary.setText(bad > 0 ? bad + " to mend" : good + " good");
    }

    private static Node row(Check check) {
        StackPane mark = new StackPane(mark(check.level()));
        mark.getStyleClass().add("step-mark");
        Label title = Nodes.text(check.title());
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        HBox head = new HBox(8, mark, title);
        head.setAlignment(Pos.TOP_LEFT);
        check.took()
                .ifPresent(took -> {
                    Label time = Nodes.label(Format.took(took), "caption");
                    time.setMinWidth(USE_PREF_SIZE);
                    head.getChildren().add(time);
                });
        VBox row = new VBox(2, head);
        if (!check.detail().isBlank()) {
            row.getChildren().add(Nodes.text(check.detail(), "step-detail"));
        }
        return row;
    }

    private static Node mark(Check.Level level) {
        return switch (level) {
            case GOOD -> Nodes.icon(Material2OutlinedAL.CHECK_CIRCLE, "good");
            case NOTE -> Nodes.icon(Material2OutlinedAL.INFO, "warn");
            case BAD -> Nodes.icon(Material2OutlinedAL.ERROR, "bad");
            case OPEN -> Nodes.icon(Material2OutlinedMZ.RADIO_BUTTON_UNCHECKED, "faint");
        };
    }
}
