package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Nodes;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// What to do about a problem, with a button that copies it.
public final class FixBox extends HBox {
    private FixBox(String fix, Supplier<String> copied) {
        getStyleClass().add("fix");
        setAlignment(Pos.CENTER_LEFT);
        Label text = Nodes.text(fix);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        getChildren()
                .addAll(
                        Nodes.icon(Material2OutlinedMZ.SETTINGS, "fix-icon"),
                        text,
                        Nodes.copyButton("Copy the fix", copied));
    }

    /// @param copied what the button copies
    public static FixBox of(String fix, Supplier<String> copied) {
        return new FixBox(fix, copied);
    }
}
