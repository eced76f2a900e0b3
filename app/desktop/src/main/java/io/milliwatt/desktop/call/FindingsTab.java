package io.milliwatt.desktop.call;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.desktop.bench.FindingRow;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.call.CallDetailViewModel;
import io.milliwatt.presentation.call.CallRow;
import io.milliwatt.presentation.call.FindingTarget;
import io.milliwatt.presentation.call.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// What the doctor found, the one to mend first at the top; each leads to the message or stream it
/// is about. Below them what is odd about the call itself.
public final class FindingsTab extends ScrollPane {
    private final CallDetailViewModel detail;
    private final Consumer<FindingTarget> open;
    private final VBox rows = new VBox(14);

    /// @param open shows the place that a finding is about
    public FindingsTab(CallDetailViewModel detail, Consumer<FindingTarget> open) {
        this.detail = detail;
        this.open = open;
        rows.getStyleClass().add("card-body");
        setContent(rows);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("plain-scroll");
        setId("call-findings");
        detail.row().addListener((_, _, _) -> show());
        show();
    }

    private void show() {
        List<Node> nodes = new ArrayList<>();
        detail.row()
                .get()
                .ifPresent(row -> {
                    row.findings().forEach(finding -> nodes.add(row(finding)));
                    oddities(row).forEach(words -> nodes.add(oddity(words)));
                });
        if (nodes.isEmpty()) {
            Label none = Nodes.text("Nothing to mend", "muted");
            none.setGraphic(Nodes.icon(Material2OutlinedAL.CHECK_CIRCLE, "good"));
            nodes.add(none);
        }
        rows.getChildren().setAll(nodes);
    }

    private static List<String> oddities(CallRow row) {
        List<String> words = new ArrayList<>(row.call().problems());
        row.call().messages().stream()
                .filter(message -> !message.problems().isEmpty())
                .limit(20)
                .forEach(message ->
                        message.problems()
                                .forEach(each -> words.add(message.head().label() + ": " + each)));
        row.call()
                .related()
                .forEach(each ->
                        words.add(
                                (each.outside() ? "Related REFER " : "Related call ")
                                        + each.callId()
                                        + ": "
                                        + each.reason()));
        return words;
    }

    private Node row(Finding finding) {
        boolean known =
                detail.row()
                        .get()
                        .flatMap(row -> FindingTarget.of(finding, row.call()))
                        .isPresent();
        return new FindingRow(
                finding,
                known ? Optional.of(() -> detail.jump(finding).ifPresent(open)) : Optional.empty());
    }

    private static Node oddity(String words) {
        HBox row = new HBox(8, new Pill(Health.IDLE, "seen"), Nodes.text(words));
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
