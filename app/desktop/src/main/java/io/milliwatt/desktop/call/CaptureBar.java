package io.milliwatt.desktop.call;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.call.CallsViewModel;
import io.milliwatt.presentation.call.CaptureState;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// How far a capture is read, what is in it, or why it cannot be read; nothing where none is open.
public final class CaptureBar extends HBox {
    private final ProgressBar progress = new ProgressBar();
    private final Label words = Nodes.text("");
    private final Label saved = Nodes.label("", "muted");
    private final Button cancel;

    public CaptureBar(CallsViewModel calls) {
        super(12);
        cancel = Nodes.button("Cancel", calls::cancel);
        cancel.setId("cancel-capture");
        progress.setPrefWidth(220);
        words.setId("capture-words");
        saved.textProperty().bind(calls.saved());
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("capture-bar");
        calls.capture().addListener((_, _, now) -> show(now));
        show(calls.capture().get());
    }

    private void show(CaptureState state) {
        Nodes.show(this, !(state instanceof CaptureState.None));
        switch (state) {
            case CaptureState.None _ -> {}
            case CaptureState.Reading now -> {
                progress.setProgress(now.fraction());
                words.setText(
                        (now.cancelling() ? "Cancelling" : "Reading " + now.file().getFileName())
                                + " · "
                                + Format.count(now.packets())
                                + " packets");
                cancel.setDisable(now.cancelling());
                fill(progress, words, cancel);
            }
            case CaptureState.Read(_, var text, var complete) -> {
                words.setText(text);
                fill(
                        icon(
                                complete
                                        ? Material2OutlinedAL.CHECK_CIRCLE
                                        : Material2OutlinedAL.ERROR_OUTLINE,
                                complete ? "good" : "warn"),
                        words,
                        saved);
            }
            case CaptureState.Failed(_, var problem) -> {
                words.setText(problem.happened() + ". " + problem.fix());
                fill(icon(Material2OutlinedAL.ERROR, "bad"), words);
            }
        }
    }

    private static Node icon(Ikon code, String colour) {
        return Nodes.icon(code, colour);
    }

    private void fill(Node... nodes) {
        if (!getChildren().equals(java.util.List.of(nodes))) {
            getChildren().setAll(nodes);
        }
    }
}
