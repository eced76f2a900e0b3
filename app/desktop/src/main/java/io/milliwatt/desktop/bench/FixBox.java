package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.call.FixCommand;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// What to do about a problem, with a button that copies it.
public final class FixBox extends HBox {
    private FixBox(String text, String copied) {
        getStyleClass().add("fix");
        setAlignment(Pos.CENTER_LEFT);
        Label words = Nodes.text(text);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        boolean part = !copied.equals(text);
        getChildren()
                .addAll(
                        Nodes.icon(Material2OutlinedMZ.SETTINGS, "fix-icon"),
                        words,
                        Nodes.copyButton(part ? "Copy " + copied : "Copy it", () -> copied));
    }

    /// What to do in words; where they name a command, that is what is copied.
    public static FixBox of(String fix) {
        return new FixBox(fix, FixCommand.of(fix).orElse(fix));
    }

    /// Commands, copied as they are.
    public static FixBox command(String commands) {
        return new FixBox(commands, commands);
    }
}
