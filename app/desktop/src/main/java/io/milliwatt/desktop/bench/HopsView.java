package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.call.HopsPane;
import io.milliwatt.desktop.view.EmptyState;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.BenchViewModel;
import io.milliwatt.presentation.tap.TapState;
import io.milliwatt.presentation.tap.TapsViewModel;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// What the taps of the bench's call see, live; how far they are, and why there are none.
final class HopsView extends VBox {
    private final TapsViewModel taps;
    private final HopsPane hops = new HopsPane();
    private final EmptyState empty = new EmptyState(Material2OutlinedAL.DEVICE_HUB, "", "");
    private final Label words = Nodes.text("", "caption");
    private final Button open;
    private final HBox line;
    private final StackPane body = new StackPane();

    HopsView(BenchViewModel bench) {
        taps = bench.taps();
        open = Nodes.button("Open in Calls", bench::openCall);
        open.setId("hops-open");
        open.setMinWidth(USE_PREF_SIZE);
        words.setId("hops-words");
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        line = new HBox(8, words, open);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("hops-foot");
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        setMinHeight(0);
        getChildren().addAll(body, line);
        taps.state().addListener((_, _, _) -> show());
        taps.figures().addListener((_, _, _) -> figures());
        show();
    }

    private void show() {
        TapState state = taps.state().get();
        switch (state) {
            case TapState.Off _ ->
                    say(
                            "Not captured",
                            taps.limit().get().isEmpty()
                                    ? "Choose \"Capture at every hop\" on the phone's card before the"
                                            + " next call: where its packets are lost, delayed and"
                                            + " rewritten appears here"
                                    : "Taps at the host and the engine are containers. "
                                            + taps.limit().get());
            case TapState.Opening(var step) -> say("Putting taps in place", step);
            case TapState.Failed(var problem) ->
                    say(
                            "Not captured: " + problem.title(),
                            problem.happened() + ". " + problem.fix());
            case TapState.Capturing _, TapState.Ending _ -> figures("", false);
            case TapState.Over(var note) -> figures(note, note.isEmpty());
        }
    }

    private void figures() {
        boolean going =
                taps.state().get() instanceof TapState.Capturing
                        || taps.state().get() instanceof TapState.Ending;
        hops.show(taps.figures().get(), going ? "until 2 s ago" : "all of the call");
    }

    private void say(String title, String text) {
        empty.say(title, text);
        body.getChildren().setAll(empty);
        Nodes.show(line, false);
    }

    private void figures(String text, boolean opens) {
        if (!body.getChildren().contains(hops)) {
            body.getChildren().setAll(hops);
        }
        figures();
        words.setText(opens ? "Its ladder, streams and sound" : text);
        Nodes.show(open, opens);
        Nodes.show(line, opens || !text.isEmpty());
    }
}
