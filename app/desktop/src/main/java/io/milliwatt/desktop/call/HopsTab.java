package io.milliwatt.desktop.call;

import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.desktop.view.EmptyState;
import io.milliwatt.presentation.call.CallDetailViewModel;
import java.util.Optional;
import java.util.Set;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// What each hop did to the packets of a call of this window's phone.
public final class HopsTab extends StackPane {
    private final HopsPane hops = new HopsPane();
    private final EmptyState empty =
            new EmptyState(
                    Material2OutlinedAL.DEVICE_HUB,
                    "No taps saw this call",
                    "Choose \"Capture at every hop\" on the page Bench before the next call. For a"
                            + " capture of several interfaces the tab Streams has a line for each"
                            + " stream at each of them.");

    public HopsTab(CallDetailViewModel detail) {
        setMinHeight(0);
        detail.taps().addListener((_, _, report) -> show(report));
        show(detail.taps().get());
    }

    private void show(Optional<TapReport> report) {
        if (report.isEmpty()) {
            getChildren().setAll(empty);
        } else {
            hops.show(report.get(), "", Set.of());
            getChildren().setAll(hops);
        }
    }
}
