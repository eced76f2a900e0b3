package io.milliwatt.desktop.page;

import io.milliwatt.desktop.call.CallTable;
import io.milliwatt.desktop.call.CaptureBar;
import io.milliwatt.desktop.call.FindingsTab;
import io.milliwatt.desktop.call.HopsTab;
import io.milliwatt.desktop.call.LadderPane;
import io.milliwatt.desktop.call.SdpTab;
import io.milliwatt.desktop.call.StreamsTab;
import io.milliwatt.desktop.view.EmptyState;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Tabs;
import io.milliwatt.presentation.call.CallRow;
import io.milliwatt.presentation.call.CallsViewModel;
import io.milliwatt.presentation.call.CaptureState;
import io.milliwatt.presentation.call.FindingTarget;
import java.io.File;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// The calls of a capture and of this window, and one of them in detail.
public final class CallsPage extends StackPane {
    private final CallsViewModel calls;
    private final Label summary = Nodes.label("", "muted");
    private final TextField filter = new TextField();
    private final StackPane body = new StackPane();
    private final SplitPane filled;
    private final EmptyState empty =
            new EmptyState(
                    Material2OutlinedAL.IMPORT_EXPORT,
                    "No call yet",
                    "A call of the page Bench (Ctrl+1) is listed here when it is over. Or open a"
                            + " capture: pcap and pcapng, of tcpdump, Wireshark or Milliwatt; a"
                            + " file can be dropped here.");

    public CallsPage(CallsViewModel calls) {
        this.calls = calls;
        getStyleClass().add("page");
        Tabs tabs = new Tabs();
        tabs.add("Ladder", () -> new LadderPane(calls.detail()))
                .add("SDP", () -> new SdpTab(calls.detail()))
                .add("Streams", () -> new StreamsTab(calls.detail()))
                .add("Hops", () -> new HopsTab(calls.detail()))
                .add("Findings", () -> new FindingsTab(calls.detail(), place -> open(tabs, place)));
        tabs.bar().getStyleClass().add("page-tabs");
        VBox detail = new VBox(tabs.bar(), tabs.content());
        VBox.setVgrow(tabs.content(), Priority.ALWAYS);
        filled = new SplitPane(new CallTable(calls), detail);
        filled.setOrientation(Orientation.VERTICAL);
        filled.setDividerPositions(0.29);
        VBox all = new VBox(bar(), new CaptureBar(calls), body);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().add(all);
        calls.calls().addListener((ListChangeListener<CallRow>) _ -> show());
        calls.capture().addListener((_, _, _) -> show());
        drop();
        show();
    }

    private static void open(Tabs tabs, FindingTarget place) {
        tabs.choose(
                switch (place) {
                    case FindingTarget.Message _ -> "Ladder";
                    case FindingTarget.Stream _ -> "Streams";
                });
    }

    private HBox bar() {
        filter.setId("calls-filter");
        filter.setPromptText("Filter: method, user, address, Call-ID, problem");
        filter.setAccessibleText("Filter of the calls");
        filter.setPrefWidth(330);
        filter.textProperty().bindBidirectional(calls.filter());
        Button open = Nodes.button("Open capture", this::choose);
        open.setId("open-capture");
        Nodes.tooltip(open, "pcap or pcapng; Ctrl+O");
        MenuItem one = new MenuItem("This call");
        one.setOnAction(_ -> save(false));
        MenuItem whole = new MenuItem("All calls");
        whole.setOnAction(_ -> save(true));
        MenuButton save = new MenuButton("Save pcapng", null, one, whole);
        save.setId("save-capture");
        Button report = Nodes.button("Report", this::report);
        report.setId("call-report");
        Nodes.tooltip(report, "All that is known of this call of the phone, in one zip");
        HBox bar =
                new HBox(
                        8,
                        filter,
                        open,
                        save,
                        report,
                        Nodes.copyButton("Copy the list as CSV", calls::csv),
                        Nodes.spring(),
                        summary);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("page-bar");
        return bar;
    }

    /// Asks for a capture and opens it.
    public void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open capture");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                "Captures and reports",
                                "*.pcap",
                                "*.pcapng",
                                "*.cap",
                                "*.pcap.gz",
                                "*.pcapng.gz",
                                "*.zip"),
                        new FileChooser.ExtensionFilter("All files", "*"));
        File chosen = chooser.showOpenDialog(getScene().getWindow());
        if (chosen != null) {
            calls.open(chosen.toPath());
        }
    }

    private void save(boolean all) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save pcapng");
        chooser.setInitialFileName(all ? "calls.pcapng" : "call.pcapng");
        File chosen = chooser.showSaveDialog(getScene().getWindow());
        if (chosen != null) {
            calls.save(chosen.toPath(), all);
        }
    }

    private void report() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Write a report");
        chooser.setInitialFileName("call-report.zip");
        File chosen = chooser.showSaveDialog(getScene().getWindow());
        if (chosen != null) {
            calls.report(chosen.toPath());
        }
    }

    private void drop() {
        setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        setOnDragDropped(event -> {
            Dragboard board = event.getDragboard();
            List<File> files = board.hasFiles() ? board.getFiles() : List.of();
            files.stream().findFirst().ifPresent(file -> calls.open(file.toPath()));
            event.setDropCompleted(!files.isEmpty());
            event.consume();
        });
    }

    private void show() {
        boolean reading = calls.capture().get() instanceof CaptureState.Reading;
        Node now = calls.isEmpty() ? empty : filled;
        if (calls.isEmpty() && reading) {
            empty.say("Reading the capture", "Its calls appear here when it is read");
        } else if (calls.isEmpty() && calls.capture().get() instanceof CaptureState.Read) {
            empty.say(
                    "No call in this capture",
                    "It has neither SIP nor RTP. If the calls are encrypted (TLS), capture where they"
                            + " are in clear.");
        }
        if (!body.getChildren().contains(now)) {
            body.getChildren().setAll(now);
        }
        summary.setText(calls.isEmpty() ? "" : calls.summary());
    }
}
