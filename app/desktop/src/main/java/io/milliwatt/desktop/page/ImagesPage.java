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
import io.milliwatt.presentation.image.ImagesViewModel;
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

/// The image of the built-in engine: whether Docker has it, and building it.
public final class ImagesPage extends StackPane {
    private static final double WIDTH = 640;

    private final ImagesViewModel images;
    private final Card card = new Card("Built-in engine");
    private final Pill pill = new Pill();
    private final ProgressBar bar = new ProgressBar();
    private final Label step = Nodes.text("", "strong");
    private final Label detail = Nodes.text("", "muted");
    private final Button cancel;
    private boolean building;

    public ImagesPage(ImagesViewModel images) {
        this.images = images;
        getStyleClass().add("page");
        cancel = Nodes.button("Cancel", images::cancel);
        bar.setMaxWidth(Double.MAX_VALUE);
        Button again =
                Nodes.iconButton(Material2OutlinedMZ.REFRESH, "Ask Docker again", images::refresh);
        card.header(pill, again);
        card.setMaxWidth(WIDTH);
        Label words =
                Nodes.text(
                        "An engine in Docker runs from an image that is assembled on this machine,"
                                + " without a registry. The first launch builds it when it is"
                                + " missing; here it can be built beforehand, or anew.",
                        "muted");
        words.setMaxWidth(WIDTH);
        VBox column = new VBox(12, Nodes.label("Images", "page-title"), words, card);
        column.getStyleClass().add("page-column");
        getChildren().add(column);
        images.shelf().addListener((_, _, now) -> show(now));
        show(images.shelf().get());
        images.refresh();
    }

    private void show(ImageShelf shelf) {
        boolean wasBuilding = building;
        building = shelf instanceof ImageShelf.Building;
        switch (shelf) {
            case ImageShelf.Looking _ -> {
                pill.show(Health.IDLE, "asking Docker");
                card.body(body(Nodes.text("Asking Docker what it has", "muted")));
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
                    card.body(body(step, detail, bar, cancel));
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
                        () -> images.build(current),
                        current ? "plain" : "accent");
        build.setId("build-image");
        HBox row = new HBox(12, build, Nodes.label(note, "muted"));
        row.setAlignment(Pos.CENTER_LEFT);
        return body(facts, row);
    }

    private Node failed(Problem problem) {
        Label title = Nodes.text(problem.title(), "problem-title");
        title.setGraphic(Nodes.icon(Material2OutlinedAL.ERROR, "bad"));
        VBox body = body(title, Nodes.text(problem.happened()), Nodes.text(problem.why(), "muted"));
        if (!problem.fix().isBlank()) {
            body.getChildren().add(FixBox.of(problem.fix()));
        }
        body.getChildren()
                .add(
                        Nodes.text(
                                "Without Docker the engine runs embedded, and needs no image",
                                "muted"));
        return body;
    }

    private static String shortened(String id) {
        int most = 19;
        return id.length() <= most ? id : id.substring(0, most);
    }

    private static VBox body(Node... nodes) {
        VBox body = new VBox(12, nodes);
        body.getStyleClass().add("card-body");
        return body;
    }
}
