package io.milliwatt.desktop.call;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.call.CallDetailViewModel;
import io.milliwatt.presentation.call.StreamRow;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The streams of a call in a table with Wireshark's columns; below it the course of one of them.
public final class StreamsTab extends SplitPane {
    private static final double ROW_HEIGHT = 28;
    private static final String LOST = "Lost: sequence numbers that never came, duplicates apart";

    private final CallDetailViewModel detail;
    private final TableView<StreamRow> table = new TableView<>();

    public StreamsTab(CallDetailViewModel detail) {
        this.detail = detail;
        setOrientation(Orientation.VERTICAL);
        table.setId("call-streams");
        table.setItems(detail.streams());
        table.getStyleClass().addAll("dense", "flat-table");
        table.setFixedCellSize(ROW_HEIGHT);
        table.setPlaceholder(Nodes.label("No RTP stream of this call was seen", "muted"));
        columns();
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((_, _, row) -> {
                    if (row != null) {
                        detail.chooseStream(row.index());
                    }
                });
        detail.stream().addListener((_, _, now) -> select(now));
        Label hint = Nodes.label(LOST, "caption");
        HBox head =
                new HBox(
                        8,
                        hint,
                        Nodes.spring(),
                        Nodes.copyButton("Copy the table as CSV", detail::streamsCsv));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("message-head");
        VBox top = new VBox(head, table);
        VBox.setVgrow(table, Priority.ALWAYS);
        getItems().addAll(top, new CoursePane(detail.course()));
        setDividerPositions(0.36);
        select(detail.stream().get());
        detail.streams()
                .addListener(
                        (javafx.collections.ListChangeListener<StreamRow>)
                                _ -> {
                                    hint.setText(LOST + detail.streamsNote());
                                    choosePlausible();
                                });
        hint.setText(LOST + detail.streamsNote());
        choosePlausible();
    }

    /// The first one, so that there is a course to see.
    private void choosePlausible() {
        if (detail.stream().get().isEmpty() && !detail.streams().isEmpty()) {
            detail.chooseStream(0);
        }
    }

    private void select(Optional<StreamRow> row) {
        row.ifPresent(now -> {
            if (table.getSelectionModel().getSelectedItem() != now) {
                table.getSelectionModel().select(now);
            }
        });
    }

    private void columns() {
        table.getColumns().add(column("Tap", 76, StreamRow::tap));
        table.getColumns().getFirst().getStyleClass().add("first");
        table.getColumns().add(mono(column("Source", 212, StreamRow::source)));
        table.getColumns().add(mono(column("Destination", 212, StreamRow::destination)));
        table.getColumns().add(mono(column("SSRC", 92, StreamRow::ssrc)));
        table.getColumns().add(column("Payload", 92, StreamRow::payload));
        table.getColumns()
                .add(
                        number(
                                column(
                                        "Packets",
                                        74,
                                        s -> Format.count(s.report().sequence().packets()))));
        table.getColumns().add(number(column("Lost", 96, StreamRow::lost)));
        table.getColumns()
                .add(
                        number(
                                column(
                                        "Δ min / mean / max",
                                        166,
                                        s -> StreamRow.range(s.report().timing().deltaMillis()))));
        table.getColumns()
                .add(
                        number(
                                column(
                                        "Jitter min / mean / max",
                                        172,
                                        s -> StreamRow.range(s.report().timing().jitterMillis()))));
        table.getColumns()
                .add(
                        number(
                                column(
                                        "Out of order",
                                        104,
                                        s -> Format.count(s.report().sequence().outOfOrder()))));
        table.getColumns()
                .add(
                        number(
                                column(
                                        "Duplicates",
                                        90,
                                        s -> Format.count(s.report().sequence().duplicates()))));
        table.getColumns().add(column("Gaps", 150, StreamRow::bursts));
        table.getColumns().add(number(column("Skew", 70, StreamRow::skew)));
        table.getColumns().add(number(column("Clock drift", 84, StreamRow::drift)));
        table.getColumns().add(number(column("Bit rate", 92, StreamRow::bitRate)));
        table.getColumns().add(number(column("MOS", 54, StreamRow::mos)));
        table.getColumns().add(column("Found", 170, s -> s.stream().attachment().words()));
        table.getColumns().add(column("Trouble", 150, s -> s.problem().orElse("")));
        table.getColumns().forEach(c -> c.setReorderable(false));
    }

    private static TableColumn<StreamRow, String> column(
            String title, double width, Function<StreamRow, String> text) {
        TableColumn<StreamRow, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        return column;
    }

    private static TableColumn<StreamRow, String> number(TableColumn<StreamRow, String> column) {
        column.getStyleClass().add("number");
        return column;
    }

    private static TableColumn<StreamRow, String> mono(TableColumn<StreamRow, String> column) {
        column.getStyleClass().add("mono");
        return column;
    }
}
