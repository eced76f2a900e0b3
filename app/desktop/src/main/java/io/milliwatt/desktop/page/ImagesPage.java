package io.milliwatt.desktop.page;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.image.ImagesViewModel;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The images that are made on this machine.
public final class ImagesPage extends StackPane {
    private static final double WIDTH = 640;

    public ImagesPage(ImagesViewModel images) {
        getStyleClass().add("page");
        Label words =
                Nodes.text(
                        "Both are assembled on this machine, without a registry, when they are"
                                + " first needed. Here they can be built beforehand, or anew.",
                        "muted");
        words.setMaxWidth(WIDTH);
        ImageCard engine =
                new ImageCard(
                        images.engine(),
                        "Built-in engine",
                        "build-engine",
                        "What an engine in Docker runs from",
                        "Without Docker the engine runs embedded, and needs no image");
        ImageCard toolbox =
                new ImageCard(
                        images.toolbox(),
                        "Toolbox",
                        "build-toolbox",
                        "The tools for taps, shells, phones on the LAN, and changes of routes and"
                                + " rules. Each use is a container that is removed afterwards.",
                        "Without Docker calls are captured at the phone only");
        engine.setMaxWidth(WIDTH);
        toolbox.setMaxWidth(WIDTH);
        VBox column = new VBox(12, Nodes.label("Images", "page-title"), words, engine, toolbox);
        column.getStyleClass().add("page-column");
        getChildren().add(column);
        images.refresh();
    }
}
