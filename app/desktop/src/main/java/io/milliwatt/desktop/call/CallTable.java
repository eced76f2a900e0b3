package io.milliwatt.desktop.call;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.call.CallRow;
import io.milliwatt.presentation.call.CallsViewModel;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// The calls.
public final class CallTable extends TableView<CallRow> {
    private static final double ROW_HEIGHT = 28;

    /// Characters that fit into the narrowest column that may be cut.
    private static final int LONG = 20;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final CallsViewModel calls;

    public CallTable(CallsViewModel calls) {
        super(calls.calls());
        this.calls = calls;
        setId("calls");
        getStyleClass().addAll("dense", "flat-table");
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setFixedCellSize(ROW_HEIGHT);
        setPlaceholder(Nodes.label("No call passes the filter", "muted"));
        getColumns().add(text("Time", 92, row -> TIME.format(row.at())));
        getColumns().getFirst().setMinWidth(88);
        getColumns().add(whole(text("From", 186, CallRow::from)));
        getColumns().add(whole(text("To", 160, CallRow::to)));
        getColumns().add(state());
        getColumns().add(number(text("Set-up", 74, CallRow::setUp)));
        getColumns().add(number(text("Duration", 88, CallRow::duration)));
        getColumns().add(text("Codec", 84, CallRow::codec));
        getColumns().add(number(text("Lost", 62, CallRow::lost)));
        getColumns().add(number(text("MOS", 60, CallRow::mos)));
        getColumns().add(whole(text("First finding", 380, CallRow::firstFinding)));
        getColumns().forEach(c -> c.setSortable(false));
        getColumns().forEach(c -> c.setReorderable(false));
        getColumns().getFirst().getStyleClass().add("first");
        getSelectionModel()
                .selectedItemProperty()
                .addListener((_, _, row) -> {
                    if (row != null) {
                        calls.selected().set(row);
                    }
                });
        calls.selected().addListener((_, _, row) -> select(row));
        select(calls.selected().get());
    }

    private void select(@Nullable CallRow row) {
        if (row != null && getSelectionModel().getSelectedItem() != row) {
            int index = calls.calls().indexOf(row);
            if (index >= 0) {
                getSelectionModel().select(index);
                scrollTo(Math.max(0, index - 2));
            }
        }
    }

    private static TableColumn<CallRow, String> text(
            String title, double width, Function<CallRow, String> text) {
        TableColumn<CallRow, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        return column;
    }

    private static TableColumn<CallRow, String> number(TableColumn<CallRow, String> column) {
        column.getStyleClass().add("number");
        return column;
    }

    /// What may be cut is told whole when the pointer rests on it.
    private static TableColumn<CallRow, String> whole(TableColumn<CallRow, String> column) {
        column.setCellFactory(_ ->
                new TableCell<>() {
                    private final Tooltip tooltip = Nodes.wrapping("");

                    @Override
                    protected void updateItem(@Nullable String text, boolean empty) {
                        super.updateItem(text, empty);
                        setText(empty ? null : text);
                        boolean told = !empty && text != null && text.length() > LONG;
                        tooltip.setText(told ? text : "");
                        setTooltip(told ? tooltip : null);
                    }
                });
        return column;
    }

    private static TableColumn<CallRow, CallRow> state() {
        TableColumn<CallRow, CallRow> column = new TableColumn<>("State");
        column.setPrefWidth(126);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ ->
                new TableCell<>() {
                    private final Pill pill = new Pill();

                    @Override
                    protected void updateItem(@Nullable CallRow row, boolean empty) {
                        super.updateItem(row, empty);
                        if (empty || row == null) {
                            setGraphic(null);
                        } else {
                            pill.show(row.health(), row.state());
                            setGraphic(pill);
                        }
                    }
                });
        return column;
    }
}
