package io.milliwatt.desktop.bench;

import io.milliwatt.bench.engine.LaunchStep;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.engine.LaunchProgress;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The steps of a launch: those done with the time they took, the one being done with its detail,
/// those to come.
final class LaunchView extends VBox {
    LaunchView() {
        setSpacing(7);
        setId("launch-steps");
    }

    void show(EngineState.Launching state) {
        LaunchProgress progress = state.progress();
        getChildren().clear();
        progress.done().stream()
                .filter(LaunchView::worthShowing)
                .forEach(done -> getChildren().add(done(done)));
        progress.current().ifPresent(doing -> getChildren().add(doing(doing)));
        int reached =
                progress.current()
                        .map(doing -> doing.step().ordinal())
                        .orElse(progress.done().isEmpty() ? -1 : LaunchStep.values().length);
        for (LaunchStep step : LaunchStep.values()) {
            if (step.ordinal() > reached && step != LaunchStep.BUILD_IMAGE) {
                getChildren().add(toCome(step));
            }
        }
    }

    /// An image that is there needs no line.
    private static boolean worthShowing(LaunchProgress.Done done) {
        return done.step() != LaunchStep.BUILD_IMAGE || done.took().toMillis() >= 50;
    }

    private static Node done(LaunchProgress.Done done) {
        return row(
                Nodes.icon(Material2OutlinedAL.CHECK_CIRCLE, "good"),
                Nodes.text(done.step().title()),
                Optional.of(Nodes.label(Format.took(done.took()), "caption")));
    }

    private static Node doing(LaunchProgress.Doing doing) {
        ProgressIndicator spinner = new ProgressIndicator();
        spinner.getStyleClass().add("step-spinner");
        HBox row = row(spinner, Nodes.text(doing.step().title(), "strong"), Optional.empty());
        VBox box = new VBox(4, row);
        if (!doing.detail().isBlank()) {
            Label detail = Nodes.text(doing.detail(), "step-detail");
            box.getChildren().add(detail);
        }
        if (doing.fraction() >= 0 && doing.fraction() < 1) {
            ProgressBar bar = new ProgressBar(doing.fraction());
            bar.setMaxWidth(Double.MAX_VALUE);
            bar.getStyleClass().add("step-bar");
            box.getChildren().add(bar);
        }
        return box;
    }

    private static Node toCome(LaunchStep step) {
        return row(
                Nodes.icon(Material2OutlinedMZ.RADIO_BUTTON_UNCHECKED, "faint"),
                Nodes.text(step.title(), "muted"),
                Optional.empty());
    }

    private static HBox row(Node mark, Label title, Optional<Label> time) {
        StackPane place = new StackPane(mark);
        place.getStyleClass().add("step-mark");
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(8, place, title);
        time.ifPresent(row.getChildren()::add);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
