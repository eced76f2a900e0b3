package io.milliwatt.desktop.view;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.Ikon;

/// What stands where there is nothing yet: what will be here, and what to do next.
public final class EmptyState extends VBox {
    private final Label title = Nodes.text("", "empty-title");
    private final Label text = Nodes.text("", "muted");

    public EmptyState(Ikon icon, String title, String text) {
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        this.title.setTextAlignment(TextAlignment.CENTER);
        this.text.setTextAlignment(TextAlignment.CENTER);
        this.text.setMaxWidth(360);
        getChildren().addAll(Nodes.icon(icon, "empty-icon"), this.title, this.text);
        say(title, text);
    }

    /// Changes the words.
    public void say(String newTitle, String newText) {
        title.setText(newTitle);
        text.setText(newText);
    }
}
