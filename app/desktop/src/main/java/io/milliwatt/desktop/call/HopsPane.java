package io.milliwatt.desktop.call;

import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.tap.HopRow;
import io.milliwatt.presentation.tap.TapWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
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

    private final TableView<HopLine> table = new TableView<>();
    private final Label taps = Nodes.label("", "caption");
    private final VBox foot = new VBox(2);
    private final Label nothing = Nodes.text("", "muted");
    private final Label clocks = Nodes.text("", "caption");
    private final Tooltip tapsInFull = new Tooltip();
    private final Tooltip clocksInFull = new Tooltip();
    private List<String> warned = List.of();
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
        foot.getChildren().add(clocks);
        taps.setTooltip(tapsInFull);
        clocks.setTooltip(clocksInFull);
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
        show(TapReport.NOTHING, "", Set.of());
    }

    /// Shows what taps saw; the line that was chosen stays chosen.
    ///
    /// @param which packets that are, in words; may be empty
    /// @param foremost SSRCs of the streams that come first, unsigned 32 bits
    public void show(TapReport report, String which, Set<Long> foremost) {
        shown = report;
        replace(HopRow.of(report, foremost));
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
        tapsInFull.setText(String.join("\n", TapWords.each(report)));
        foot(report);
    }

    /// Line by line, so that the table neither jumps nor flickers.
    private void replace(List<HopRow> rows) {
        var lines = table.getItems();
        if (keys(lines.stream().map(HopLine::key)).equals(keys(rows.stream().map(HopRow::key)))) {
            for (int i = 0; i < rows.size(); i++) {
                lines.get(i).set(rows.get(i));
            }
            return;
        }
        HopLine chosen = table.getSelectionModel().getSelectedItem();
        Map<HopRow.Key, HopLine> present = new HashMap<>();
        lines.forEach(line -> present.put(line.key(), line));
        List<HopLine> wanted = new ArrayList<>();
        for (HopRow row : rows) {
            HopLine line = present.computeIfAbsent(row.key(), _ -> new HopLine(row));
            line.set(row);
            wanted.add(line);
        }
        lines.setAll(wanted);
        if (chosen != null && wanted.contains(chosen)) {
            table.getSelectionModel().select(chosen);
        }
    }

    private static List<HopRow.Key> keys(Stream<HopRow.Key> keys) {
        return keys.toList();
    }

    private void foot(TapReport report) {
        List<String> newest = TapWords.warnings(report);
        clocks.setText(TapWords.clocks(report));
        clocksInFull.setText(
                String.join("\n", report.clocks().stream().map(each -> each.words()).toList()));
        Nodes.show(clocks, !report.clocks().isEmpty());
        if (!newest.equals(warned)) {
            warned = newest;
            List<Node> lines = new ArrayList<>();
            for (String each : newest) {
                Label warning = Nodes.text(each);
                warning.setGraphic(Nodes.icon(Material2OutlinedAL.ERROR_OUTLINE, "warn"));
                lines.add(warning);
            }
            lines.add(clocks);
            foot.getChildren().setAll(lines);
        }
        Nodes.show(foot, clocks.isVisible() || !newest.isEmpty());
    }

    private static TableColumn<HopLine, HopRow> place() {
        TableColumn<HopLine, HopRow> column =
                new TableColumn<>("Point, source and destination there");
        column.setPrefWidth(310);
        column.setMinWidth(200);
        column.setSortable(false);
        column.getStyleClass().add("first");
        column.setCellValueFactory(line -> line.getValue().row());
        column.setCellFactory(_ -> new HopCell());
        return column;
    }

    private static TableColumn<HopLine, String> number(
            String title, double width, Function<HopRow, String> text) {
        TableColumn<HopLine, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(width);
        column.setMaxWidth(width + 60);
        column.setSortable(false);
        column.getStyleClass().add("number");
        column.setCellValueFactory(line -> {
            ObservableValue<HopRow> row = line.getValue().row();
            return row.map(text);
        });
        return column;
    }

    /// Tells where a stream begins, and a line with losses.
    private static final class Row extends TableRow<HopLine> {
        private final ChangeListener<HopRow> newer = (_, _, row) -> mark(row);
        private Optional<HopLine> watched = Optional.empty();

        @Override
        protected void updateItem(@Nullable HopLine line, boolean empty) {
            super.updateItem(line, empty);
            watched.ifPresent(it -> it.row().removeListener(newer));
            watched = empty ? Optional.empty() : Optional.ofNullable(line);
            watched.ifPresent(it -> it.row().addListener(newer));
            watched.ifPresentOrElse(it -> mark(it.row().get()), () -> style(false, false, false));
        }

        private void mark(HopRow row) {
            style(
                    row.first() && getIndex() > 0,
                    row.health() == Health.WARN,
                    row.health() == Health.BAD);
        }

        private void style(boolean begin, boolean warn, boolean bad) {
            set("stream-begin", begin);
            set("hop-warn", warn);
            set("hop-bad", bad);
        }

        private void set(String style, boolean wanted) {
            if (!wanted) {
                getStyleClass().remove(style);
            } else if (!getStyleClass().contains(style)) {
                getStyleClass().add(style);
            }
        }
    }
}
