package io.milliwatt.desktop.call;

import io.milliwatt.bench.tap.Way;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.tap.HopRow;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A point of a stream's way in words, and the addresses that its packets had there; those that
/// were others at the point before are marked.
final class HopCell extends TableCell<HopLine, HopRow> {
    private static final String REWRITTEN = "rewritten";

    private final Label arrow = Nodes.label("", "message-arrow");
    private final Label point = Nodes.label("");
    private final Label ssrc = Nodes.label("", "caption");
    private final Label source = Nodes.label("", "hop-address");
    private final Label destination = Nodes.label("", "hop-address");
    private final VBox box;
    private List<Object> shown = List.of();

    HopCell() {
        HBox head = new HBox(6, arrow, point, ssrc);
        head.setAlignment(Pos.CENTER_LEFT);
        HBox addresses = new HBox(5, source, Nodes.label("→", "hop-address"), destination);
        addresses.setAlignment(Pos.CENTER_LEFT);
        for (Label each : new Label[] {source, destination, point, ssrc}) {
            each.setMinWidth(0);
        }
        source.setMinWidth(USE_PREF_SIZE);
        box = new VBox(1, head, addresses);
        box.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable HopRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            setTooltip(null);
            shown = List.of();
            return;
        }
        List<Object> newest =
                List.of(
                        row.key(),
                        row.first(),
                        row.source(),
                        row.destination(),
                        row.sourceBefore(),
                        row.destinationBefore());
        if (newest.equals(shown)) {
            return; // its figures are in other cells
        }
        shown = newest;
        boolean there = row.hop().way() == Way.TO_ENGINE;
        arrow.setText(there ? "→" : "←");
        arrow.getStyleClass().removeAll("sent", "received");
        arrow.getStyleClass().add(there ? "sent" : "received");
        point.setText(row.point());
        ssrc.setText(row.first() ? Format.ssrc(row.hop().ssrc()) : "");
        mark(source, row.source(), !row.sourceBefore().isEmpty());
        mark(destination, row.destination(), !row.destinationBefore().isEmpty());
        if (row.rewritten()) {
            Nodes.tooltip(this, row.rewriting());
        } else {
            setTooltip(null);
        }
        setAccessibleText(
                row.point()
                        + ", "
                        + row.source()
                        + " to "
                        + row.destination()
                        + ". "
                        + row.rewriting());
        setGraphic(box);
    }

    private static void mark(Label label, String address, boolean rewritten) {
        label.setText(address);
        label.getStyleClass().remove(REWRITTEN);
        if (rewritten) {
            label.getStyleClass().add(REWRITTEN);
        }
    }
}
