package io.milliwatt.desktop.bench;

import io.milliwatt.presentation.BenchViewModel;
import io.milliwatt.presentation.engine.EngineState;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Engine, phone and call side by side; the engine's log and a shell in its container rise from
/// below when asked for.
public final class BenchPage extends StackPane {
    private static final double LEFT_WIDTH = 304;
    private static final double MIDDLE_WIDTH = 316;

    private final PhoneCard phone;

    public BenchPage(BenchViewModel bench) {
        getStyleClass().add("page");
        LogDrawer log = new LogDrawer(bench.engine());
        ShellDrawer shell = new ShellDrawer(bench);
        EngineCard engine = new EngineCard(bench, log::open, shell::open);
        ChecksCard checks = new ChecksCard(bench);
        VBox.setVgrow(checks, Priority.ALWAYS);
        VBox left = new VBox(12, engine, checks);
        fix(left, LEFT_WIDTH);

        phone = new PhoneCard(bench);
        fix(phone, MIDDLE_WIDTH);

        CallColumn call = new CallColumn(bench);
        HBox.setHgrow(call, Priority.ALWAYS);
        call.setMinWidth(0);

        HBox columns = new HBox(12, left, phone, call);
        columns.setPadding(new Insets(14));
        VBox.setVgrow(columns, Priority.ALWAYS);
        StackPane.setAlignment(log, Pos.BOTTOM_CENTER);
        StackPane.setAlignment(shell, Pos.BOTTOM_CENTER);
        getChildren().addAll(new VBox(new AddressBar(bench.address()), columns), log, shell);
        setMinHeight(0);
        bench.engine()
                .state()
                .addListener((_, before, now) -> {
                    if (before instanceof EngineState.Launching
                            && now instanceof EngineState.Running
                            && getScene() != null
                            && engine.hadFocus()) {
                        phone.focusDial();
                    }
                });
    }

    /// Goes to the dial field and marks what is in it.
    public void focusDial() {
        phone.focusDial();
    }

    private static void fix(Region region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
    }
}
