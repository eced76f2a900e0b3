package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.call.HopsPane;
import io.milliwatt.desktop.view.EmptyState;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.BenchViewModel;
import io.milliwatt.presentation.call.CallViewModel;
import io.milliwatt.presentation.tap.TapState;
import io.milliwatt.presentation.tap.TapsViewModel;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// What the taps of the bench's call see, live; how far they are, and why there are none.
final class HopsView extends VBox {
    private final TapsViewModel taps;
    private final CallViewModel call;
    private final HopsPane hops;
    private final EmptyState empty = new EmptyState(Material2OutlinedAL.DEVICE_HUB, "", "");
    private final Label words = Nodes.text("", "caption", "hops-foot");
    private final Hyperlink open = new Hyperlink("Open in Calls");
    private final StackPane body = new StackPane();

    HopsView(BenchViewModel bench) {
        taps = bench.taps();
        call = bench.call();
        open.setId("hops-open");
        open.setMinWidth(USE_PREF_SIZE);
        open.getStyleClass().add("finding-link");
        open.setOnAction(_ -> {
            open.setVisited(false);
            bench.openCall();
        });
        Nodes.tooltip(open, "Its ladder, streams and sound");
        hops = new HopsPane(open);
        words.setId("hops-words");
        words.setMaxWidth(Double.MAX_VALUE);
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        setMinHeight(0);
        getChildren().addAll(body, words);
        taps.state().addListener((_, _, _) -> show());
        taps.figures().addListener((_, _, _) -> figures());
        // out of sight it is left as it is: many streams are many lines
        sceneProperty().addListener((_, _, _) -> figures());
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
        if (getScene() == null) {
            return;
        }
        boolean going =
                taps.state().get() instanceof TapState.Capturing
                        || taps.state().get() instanceof TapState.Ending;
        hops.show(taps.figures().get(), going ? "until 2 s ago" : "all of the call", call.ssrcs());
    }

    private void say(String title, String text) {
        empty.say(title, text);
        body.getChildren().setAll(empty);
        Nodes.show(words, false);
    }

    private void figures(String text, boolean opens) {
        if (!body.getChildren().contains(hops)) {
            body.getChildren().setAll(hops);
        }
        figures();
        words.setText(text);
        Nodes.show(open, opens);
        Nodes.show(words, !text.isEmpty());
    }
}
