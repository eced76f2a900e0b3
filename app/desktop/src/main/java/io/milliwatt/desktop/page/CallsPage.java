package io.milliwatt.desktop.page;

import io.milliwatt.desktop.bench.FindingsPane;
import io.milliwatt.desktop.bench.MessagesPane;
import io.milliwatt.desktop.bench.SdpPane;
import io.milliwatt.desktop.bench.StreamsPane;
import io.milliwatt.desktop.view.EmptyState;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.desktop.view.Tabs;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.call.CallsViewModel;
import io.milliwatt.presentation.call.FinishedCall;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// The finished calls of this window, and one of them in detail.
public final class CallsPage extends StackPane {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final CallsViewModel calls;
    private final TableView<FinishedCall> table;
    private final Label summary = Nodes.label("", "muted");
    private final VBox filled = new VBox();
    private final EmptyState empty =
            new EmptyState(
                    Material2OutlinedAL.IMPORT_EXPORT,
                    "No call yet",
                    "A call is listed here when it is over. Launch the engine on the page Bench"
                            + " (Ctrl+1) and call echo.");

    public CallsPage(CallsViewModel calls) {
        this.calls = calls;
        getStyleClass().add("page");
        table = table();
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((_, _, call) -> {
                    if (call != null) {
                        calls.selected().set(call);
                    }
                });
        calls.selected().addListener((_, _, call) -> select(call));
        calls.calls().addListener((ListChangeListener<FinishedCall>) _ -> show());

        HBox bar =
                new HBox(
                        Nodes.label("Calls of this session", "page-title"),
                        Nodes.spring(),
                        summary);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("page-bar");
        Tabs tabs =
                new Tabs()
                        .add(
                                "Messages",
                                () -> new MessagesPane(calls.detail(), Orientation.HORIZONTAL))
                        .add("SDP", () -> new SdpPane(calls.detail()))
                        .add("Streams", () -> new StreamsPane(calls.detail(), false))
                        .add(
                                "Findings",
                                () ->
                                        new FindingsPane(
                                                calls.detail().findings(), Double.MAX_VALUE));
        tabs.bar().getStyleClass().add("page-tabs");
        VBox detail = new VBox(tabs.bar(), tabs.content());
        VBox.setVgrow(tabs.content(), Priority.ALWAYS);
        SplitPane split = new SplitPane(table, detail);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.34);
        VBox.setVgrow(split, Priority.ALWAYS);
        filled.getChildren().addAll(bar, split);
        show();
        select(calls.selected().get());
    }

    private void show() {
        getChildren().setAll(calls.calls().isEmpty() ? empty : filled);
        int count = calls.calls().size();
        long errors = calls.withErrors();
        summary.setText(
                (count == 1 ? "1 call" : count + " calls")
                        + (errors == 0 ? "" : " · " + errors + " without audio"));
    }

    private void select(@Nullable FinishedCall call) {
        if (call != null && table.getSelectionModel().getSelectedItem() != call) {
            table.getSelectionModel().select(call);
        }
    }

    private TableView<FinishedCall> table() {
        TableView<FinishedCall> rows = new TableView<>(calls.calls());
        rows.setId("calls");
        rows.getStyleClass().addAll("dense", "flat-table");
        rows.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        rows.getColumns().add(text("Time", 88, c -> TIME.format(c.at())));
        rows.getColumns().add(text("Target", 210, c -> c.record().target()));
        rows.getColumns().add(state());
        rows.getColumns()
                .add(number(text("Set-up", 80, c -> Format.millis(c.record().setUpMillis()))));
        rows.getColumns().add(number(text("Duration", 80, CallsPage::duration)));
        rows.getColumns().add(text("Codec", 80, FinishedCall::codec));
        rows.getColumns()
                .add(number(text("Lost", 60, c -> c.flowed() ? Format.count(c.lost()) : "–")));
        rows.getColumns()
                .add(text("First finding, or how it ended", 380, FinishedCall::firstFinding));
        rows.getColumns().forEach(c -> c.setSortable(false));
        rows.getColumns().getFirst().getStyleClass().add("first");
        return rows;
    }

    private static String duration(FinishedCall call) {
        double millis = call.record().durationMillis();
        return call.record().setUpMillis() < 0
                ? "–"
                : Format.clock(Duration.ofMillis(Math.round(millis)));
    }

    private static TableColumn<FinishedCall, String> text(
            String title, double width, Function<FinishedCall, String> text) {
        TableColumn<FinishedCall, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        return column;
    }

    private static TableColumn<FinishedCall, String> number(
            TableColumn<FinishedCall, String> column) {
        column.getStyleClass().add("number");
        return column;
    }

    private static TableColumn<FinishedCall, FinishedCall> state() {
        TableColumn<FinishedCall, FinishedCall> column = new TableColumn<>("State");
        column.setPrefWidth(120);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ ->
                new TableCell<>() {
                    private final Pill pill = new Pill();

                    @Override
                    protected void updateItem(@Nullable FinishedCall call, boolean empty) {
                        super.updateItem(call, empty);
                        if (empty || call == null) {
                            setGraphic(null);
                        } else {
                            pill.show(call.health(), call.state());
                            setGraphic(pill);
                        }
                    }
                });
        return column;
    }
}
