package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.tap.TapState;
import io.milliwatt.presentation.tap.TapWords;
import io.milliwatt.presentation.tap.TapsViewModel;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Whether the next call is captured; beneath it why not at every hop, or how the capture of this
/// call goes on.
final class CaptureSwitch extends VBox {
    private final TapsViewModel taps;
    private final CheckBox box = new CheckBox("Capture at every hop");
    private final Label words = Nodes.text("", "caption", "capture-words");

    CaptureSwitch(TapsViewModel taps) {
        super(3);
        this.taps = taps;
        box.setId("capture");
        box.selectedProperty().bindBidirectional(taps.wanted());
        words.setId("capture-state");
        Nodes.tooltip(
                box,
                "Sees every packet at the phone, the host and the engine: where it is lost, delayed"
                        + " and rewritten. Each tap is a container that is removed after the call");
        getChildren().addAll(box, words);
        taps.state().addListener((_, _, _) -> show());
        taps.figures().addListener((_, _, _) -> show());
        taps.limit().addListener((_, _, _) -> show());
        taps.wanted().addListener((_, _, _) -> show());
        show();
    }

    /// While a call goes on it is too late to choose.
    void inCall(boolean now) {
        box.setDisable(now);
    }

    private void show() {
        boolean everywhere = taps.limit().get().isEmpty();
        box.setText(everywhere ? "Capture at every hop" : "Capture at the phone");
        String text =
                switch (taps.state().get()) {
                    case TapState.Opening(var step) -> step;
                    case TapState.Capturing _ ->
                            "Capturing: " + TapWords.taps(taps.figures().get());
                    case TapState.Ending _ -> "Ends the taps and reads the capture";
                    case TapState.Failed(var problem) -> "Not captured. " + problem.happened();
                    case TapState.Off _, TapState.Over _ ->
                            everywhere ? "" : "Host and engine need Docker: " + taps.limit().get();
                };
        words.setText(text);
        words.pseudoClassStateChanged(
                Pill.pseudoClass(Health.BAD), taps.state().get() instanceof TapState.Failed);
        Nodes.show(words, !text.isBlank());
    }
}
