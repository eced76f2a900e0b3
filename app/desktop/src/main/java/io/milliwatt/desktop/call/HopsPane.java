package io.milliwatt.desktop.call;

import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.tap.HopRow;
import io.milliwatt.presentation.tap.TapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// Each stream at each point of its way: packets, what was lost and how much later they came since
/// the point before, and the addresses they had there; what was rewritten stands out. Below it what
/// the taps missed and how their clocks stand.
public final class HopsPane extends VBox {
    private static final double ROW_HEIGHT = 37;

    private final TableView<HopRow> table = new TableView<>();
    private final Label taps = Nodes.label("", "caption");
    private final VBox foot = new VBox(2);
    private final Label nothing = Nodes.text("", "muted");
    private TapReport shown = TapReport.NOTHING;

    /// @param more what stands at the right of the taps
    public HopsPane(Node... more) {
        table.setId("hops");
        table.getStyleClass().addAll("dense", "flat-table", "hops");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        table.setFixedCellSize(ROW_HEIGHT);
        table.setPlaceholder(nothing);
        table.setRowFactory(_ -> new Row());
        table.getColumns().add(place());
        table.getColumns().add(number("Packets", 74, HopRow::packets));
        table.getColumns().add(number("Lost", 56, HopRow::lost));
        table.getColumns().add(number("Added, ms", 98, HopRow::delay));
        table.getColumns().forEach(column -> column.setReorderable(false));
        taps.setId("hops-taps");
        foot.setId("hops-foot");
        foot.getStyleClass().add("hops-foot");
        HBox head =
                new HBox(
                        8,
                        taps,
                        Nodes.spring(),
                        Nodes.copyButton("Copy the table", () -> HopRow.text(shown)));
        head.getChildren().addAll(more);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("message-head");
        VBox.setVgrow(table, Priority.ALWAYS);
        table.setMinHeight(0);
        setMinHeight(0);
        getChildren().addAll(head, table, foot);
        show(TapReport.NOTHING, "");
    }

    /// Shows what taps saw; the line that was chosen stays chosen.
    ///
    /// @param which packets that are, in words; may be empty
    public void show(TapReport report, String which) {
        shown = report;
        HopRow chosen = table.getSelectionModel().getSelectedItem();
        List<HopRow> rows = HopRow.of(report);
        if (!rows.equals(table.getItems())) {
            replace(rows);
            for (int i = 0; chosen != null && i < rows.size(); i++) {
                if (rows.get(i).key().equals(chosen.key())) {
                    table.getSelectionModel().select(i);
                }
            }
        }
        nothing.setText(
                report.taps().size() == 1
                        ? "One tap alone shows no hop: its packets are on the page Calls after the call"
                        : "No RTP packet has passed the taps yet");
        taps.setText(
                report.taps().isEmpty()
                        ? ""
                        : "Taps: "
                                + TapWords.taps(report)
                                + (which.isEmpty() ? "" : " · " + which));
        Nodes.tooltip(taps, String.join("\n", TapWords.each(report)));
        foot(report);
    }

    /// Row by row, so that the table neither jumps nor flickers.
    private void replace(List<HopRow> rows) {
        var items = table.getItems();
        if (items.size() > rows.size()) {
            items.remove(rows.size(), items.size());
        }
        for (int i = 0; i < rows.size(); i++) {
            if (i == items.size()) {
                items.add(rows.get(i));
            } else if (!items.get(i).equals(rows.get(i))) {
                items.set(i, rows.get(i));
            }
        }
    }

    private void foot(TapReport report) {
        List<Node> lines = new ArrayList<>();
        for (String each : TapWords.warnings(report)) {
            Label warning = Nodes.text(each);
            warning.setGraphic(Nodes.icon(Material2OutlinedAL.ERROR_OUTLINE, "warn"));
            lines.add(warning);
        }
        if (!report.clocks().isEmpty()) {
            Label clocks = Nodes.text(TapWords.clocks(report), "caption");
            Nodes.tooltip(
                    clocks,
                    String.join("\n", report.clocks().stream().map(each -> each.words()).toList()));
            lines.add(clocks);
        }
        foot.getChildren().setAll(lines);
        Nodes.show(foot, !lines.isEmpty());
    }

    private static TableColumn<HopRow, HopRow> place() {
        TableColumn<HopRow, HopRow> column =
                new TableColumn<>("Point, source and destination there");
        column.setPrefWidth(310);
        column.setMinWidth(200);
        column.setSortable(false);
        column.getStyleClass().add("first");
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new HopCell());
        return column;
    }

    private static TableColumn<HopRow, String> number(
            String title, double width, Function<HopRow, String> text) {
        TableColumn<HopRow, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(width);
        column.setMaxWidth(width + 60);
        column.setSortable(false);
        column.getStyleClass().add("number");
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        return column;
    }

    /// Tells where a stream begins, and a line with losses.
    private static final class Row extends TableRow<HopRow> {
        @Override
        protected void updateItem(@Nullable HopRow row, boolean empty) {
            super.updateItem(row, empty);
            boolean there = !empty && row != null;
            getStyleClass().removeAll("stream-begin", "hop-warn", "hop-bad");
            if (there) {
                HopRow now = Objects.requireNonNull(row);
                if (now.first() && getIndex() > 0) {
                    getStyleClass().add("stream-begin");
                }
                switch (now.health()) {
                    case WARN -> getStyleClass().add("hop-warn");
                    case BAD -> getStyleClass().add("hop-bad");
                    case GOOD, IDLE -> {}
                }
            }
        }
    }
}
