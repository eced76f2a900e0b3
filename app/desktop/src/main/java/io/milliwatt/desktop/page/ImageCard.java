package io.milliwatt.desktop.page;

import io.milliwatt.desktop.bench.FactGrid;
import io.milliwatt.desktop.bench.FixBox;
import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.images.ImageState;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.image.ImageShelf;
import io.milliwatt.presentation.image.ImageViewModel;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// One of our images: whether Docker has it, and building it.
final class ImageCard extends StackPane {
    private final ImageViewModel image;
    private final Card card;
    private final String buttonId;
    private final String purpose;
    private final String without;
    private final Pill pill = new Pill();
    private final ProgressBar bar = new ProgressBar();
    private final Label step = Nodes.text("", "strong");
    private final Label detail = Nodes.text("", "muted");
    private final Button cancel;
    private boolean building;

    /// @param buttonId of the button that builds it
    /// @param purpose what it is for, in a sentence
    /// @param without what is done where there is no Docker, in a sentence
    ImageCard(ImageViewModel image, String title, String buttonId, String purpose, String without) {
        this.image = image;
        this.buttonId = buttonId;
        this.purpose = purpose;
        this.without = without;
        card = new Card(title);
        getChildren().add(card);
        cancel = Nodes.button("Cancel", image::cancel);
        bar.setMaxWidth(Double.MAX_VALUE);
        card.header(
                pill,
                Nodes.iconButton(Material2OutlinedMZ.REFRESH, "Ask Docker again", image::refresh));
        image.shelf().addListener((_, _, now) -> show(now));
        show(image.shelf().get());
    }

    private void show(ImageShelf shelf) {
        boolean wasBuilding = building;
        building = shelf instanceof ImageShelf.Building;
        switch (shelf) {
            case ImageShelf.Looking _ -> {
                pill.show(Health.IDLE, "asking Docker");
                card.body(content(Nodes.text("Asking Docker what it has", "muted")));
            }
            case ImageShelf.Known(var state, var note) -> {
                pill.show(health(state), word(state));
                card.body(known(state, note));
            }
            case ImageShelf.Building now -> {
                pill.show(Health.WARN, now.cancelling() ? "cancelling" : "building");
                step.setText(now.step().isBlank() ? "Begins" : now.step());
                detail.setText(now.detail());
                bar.setProgress(now.fraction());
                cancel.setDisable(now.cancelling());
                if (!wasBuilding) {
                    card.body(content(step, detail, bar, cancel));
                }
            }
            case ImageShelf.Failed(var problem) -> {
                pill.show(Health.BAD, "not known");
                card.body(failed(problem));
            }
        }
    }

    private static Health health(ImageState state) {
        return switch (state.status()) {
            case MISSING -> Health.IDLE;
            case OUTDATED -> Health.WARN;
            case CURRENT -> Health.GOOD;
        };
    }

    private static String word(ImageState state) {
        return switch (state.status()) {
            case MISSING -> "not built yet";
            case OUTDATED -> "older than this program";
            case CURRENT -> "current";
        };
    }

    private Node known(ImageState state, String note) {
        FactGrid facts = new FactGrid();
        facts.fact("Reference", state.reference()).getStyleClass().add("mono");
        if (state.status() != ImageState.Status.MISSING) {
            facts.fact("Size", Format.megabytes(state.sizeBytes()));
            state.id().ifPresent(id -> facts.fact("Id", shortened(id)).getStyleClass().add("mono"));
        }
        boolean current = state.status() == ImageState.Status.CURRENT;
        Button build =
                Nodes.button(
                        current ? "Build anew" : "Build",
                        () -> image.build(current),
                        current ? "plain" : "accent");
        build.setId(buttonId);
        HBox row = new HBox(12, build, Nodes.label(note, "muted"));
        row.setAlignment(Pos.CENTER_LEFT);
        return content(facts, row);
    }

    private Node failed(Problem problem) {
        Label title = Nodes.text(problem.title(), "problem-title");
        title.setGraphic(Nodes.icon(Material2OutlinedAL.ERROR, "bad"));
        VBox body =
                content(title, Nodes.text(problem.happened()), Nodes.text(problem.why(), "muted"));
        if (!problem.fix().isBlank()) {
            body.getChildren().add(FixBox.of(problem.fix()));
        }
        body.getChildren().add(Nodes.text(without, "muted"));
        return body;
    }

    private static String shortened(String id) {
        int most = 19;
        return id.length() <= most ? id : id.substring(0, most);
    }

    private VBox content(Node... nodes) {
        VBox body = new VBox(12, Nodes.text(purpose, "muted"));
        body.getChildren().addAll(nodes);
        body.getStyleClass().add("card-body");
        return body;
    }
}
