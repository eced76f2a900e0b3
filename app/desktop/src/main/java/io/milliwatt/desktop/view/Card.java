package io.milliwatt.desktop.view;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A framed part of a page, with a title.
public final class Card extends VBox {
    private final HBox header = new HBox();

    public Card(String title) {
        getStyleClass().add("mw-card");
        header.getStyleClass().add("card-header");
        header.setAlignment(Pos.CENTER_LEFT);
        Label label = Nodes.label(title, "card-title");
        label.setMinWidth(USE_PREF_SIZE);
        header.getChildren().addAll(label, Nodes.spring());
        getChildren().add(header);
    }

    /// Puts nodes at the right of the title.
    public void header(Node... nodes) {
        header.getChildren().addAll(nodes);
    }

    /// Puts nodes in the place of the title.
    public void headline(Node... nodes) {
        header.getChildren().clear();
        header.getChildren().addAll(nodes);
    }

    /// Sets what is below the title; it takes the room there is.
    public void body(Node body) {
        if (getChildren().size() > 1) {
            getChildren().remove(1);
        }
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().add(body);
    }
}
