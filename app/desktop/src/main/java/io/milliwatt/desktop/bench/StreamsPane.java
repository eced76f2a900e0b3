package io.milliwatt.desktop.bench;

import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.desktop.plot.JitterPlot;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.bridge.KeyedRow;
import io.milliwatt.presentation.call.CallViewModel;
import io.milliwatt.presentation.call.CallViewModel.StreamKey;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The streams of a call at each tap, and the course of the jitter.
public final class StreamsPane extends VBox {
    private final TableView<KeyedRow<StreamKey, StreamRecord>> table;

    private static final int ROWS = 4;
    private static final double ROW_HEIGHT = 30;
    private static final double HEADER_HEIGHT = 32;

    /// @param withPlot whether the course of the jitter is drawn below the table
    public StreamsPane(CallViewModel call, boolean withPlot) {
        table = new TableView<>(call.streams());
        table.setId("streams");
        table.getStyleClass().addAll("dense", "flat-table");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setFixedCellSize(ROW_HEIGHT);
        table.setPlaceholder(Nodes.label("No packet was seen yet", "muted"));
        table.getColumns().add(column("Tap", 100, s -> tap(s.tap())));
        table.getColumns().getFirst().getStyleClass().add("first");
        table.getColumns().add(mono(column("SSRC", 94, s -> Format.ssrc(s.ssrc()))));
        table.getColumns().add(column("Codec", 62, StreamRecord::codec));
        table.getColumns().add(number(column("Packets", 78, s -> Format.count(s.packets()))));
        table.getColumns().add(number(column("Lost", 52, StreamsPane::lost)));
        table.getColumns().add(number(column("Jitter", 68, StreamsPane::jitter)));
        table.getColumns().add(number(column("Max Δ", 68, s -> Format.millis(s.maxDeltaMillis()))));
        table.getColumns().forEach(c -> c.setReorderable(false));
        getChildren().add(table);
        if (withPlot) {
            double height = HEADER_HEIGHT + ROWS * ROW_HEIGHT + 2;
            table.setMinHeight(height);
            table.setPrefHeight(height);
            table.setMaxHeight(height);
            JitterPlot plot = new JitterPlot();
            VBox.setVgrow(plot, Priority.ALWAYS);
            plot.setMaxHeight(Region.USE_COMPUTED_SIZE);
            call.jitter().addListener((_, _, points) -> plot.show(points));
            plot.show(call.jitter().get());
            getChildren().add(plot);
        } else {
            VBox.setVgrow(table, Priority.ALWAYS);
        }
    }

    /// Marks a stream.
    ///
    /// @param index its place in the call
    void choose(int index) {
        table.getSelectionModel().select(index);
        table.scrollTo(index);
        table.requestFocus();
    }

    private static String tap(Tap tap) {
        return switch (tap) {
            case PHONE_OUT -> "phone out";
            case ENGINE_IN -> "engine in";
            case ENGINE_OUT -> "engine out";
            case PHONE_IN -> "phone in";
        };
    }

    private static boolean receives(StreamRecord s) {
        return s.tap() == Tap.ENGINE_IN || s.tap() == Tap.PHONE_IN;
    }

    private static String lost(StreamRecord s) {
        return receives(s) ? Format.count(s.lost()) : "–";
    }

    private static String jitter(StreamRecord s) {
        return receives(s) ? Format.millis(s.jitterMillis()) : "–";
    }

    private static TableColumn<KeyedRow<StreamKey, StreamRecord>, String> column(
            String title, double width, Function<StreamRecord, String> text) {
        TableColumn<KeyedRow<StreamKey, StreamRecord>, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 48));
        column.setSortable(false);
        column.setCellValueFactory(row -> {
            ObservableValue<StreamRecord> value = row.getValue().value();
            return value.map(text);
        });
        return column;
    }

    private static <T> TableColumn<T, String> number(TableColumn<T, String> column) {
        column.getStyleClass().add("number");
        return column;
    }

    private static <T> TableColumn<T, String> mono(TableColumn<T, String> column) {
        column.getStyleClass().add("mono");
        return column;
    }
}
