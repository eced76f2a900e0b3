package io.milliwatt.desktop.view;

import io.milliwatt.desktop.bench.BenchPage;
import io.milliwatt.desktop.page.CallsPage;
import io.milliwatt.desktop.page.ImagesPage;
import io.milliwatt.desktop.page.NetworkPage;
import io.milliwatt.desktop.page.SettingsPage;
import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Everything in the window.
public final class Shell extends StackPane {
    private final ShellViewModel shell;
    private final BenchPage bench;
    private final BorderPane frame = new BorderPane();
    private final Map<Page, Node> pages = new EnumMap<>(Page.class);

    public Shell(ShellViewModel shell) {
        this.shell = shell;
        getStyleClass().add("shell");
        getStylesheets().add(styleSheet());
        bench = new BenchPage(shell.bench());
        pages.put(Page.BENCH, bench);
        frame.setLeft(new Rail(shell));
        frame.setBottom(new StatusBar(shell));
        getChildren().add(frame);
        shell.page().addListener((_, _, page) -> show(page));
        show(shell.page().get());
        shell.closing()
                .addListener((_, _, closing) -> {
                    if (closing) {
                        getChildren().add(farewell());
                    }
                });
    }

    /// Goes to the dial field, on whatever page.
    public void focusDial() {
        shell.page().set(Page.BENCH);
        bench.focusDial();
    }

    /// Asks for a capture, on the page Calls.
    public void openCapture() {
        shell.page().set(Page.CALLS);
        if (frame.getCenter() instanceof CallsPage calls) {
            calls.choose();
        }
    }

    private void show(Page page) {
        frame.setCenter(pages.computeIfAbsent(page, this::build));
    }

    private Parent build(Page page) {
        return switch (page) {
            case BENCH -> bench;
            case CALLS -> new CallsPage(shell.calls());
            case NETWORK -> new NetworkPage(shell.network(), shell.bench().engine());
            case IMAGES -> new ImagesPage(shell.images());
            case SETTINGS -> new SettingsPage(shell.settings(), shell.bench().realTime());
        };
    }

    private static VBox farewell() {
        ProgressIndicator progress = new ProgressIndicator();
        progress.setMaxSize(36, 36);
        VBox box =
                new VBox(
                        12, progress, Nodes.label("Ending the call and the engine", "empty-title"));
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("farewell");
        return box;
    }

    private static String styleSheet() {
        var url = Shell.class.getResource("/io/milliwatt/desktop/milliwatt.css");
        if (url == null) {
            throw new IllegalStateException("milliwatt.css is not on the class path");
        }
        return url.toExternalForm();
    }
}
