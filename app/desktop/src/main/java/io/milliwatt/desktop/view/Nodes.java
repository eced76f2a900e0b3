package io.milliwatt.desktop.view;

import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// The few factories that make the views short.
public final class Nodes {
    private static final Duration TOOLTIP_DELAY = Duration.millis(400);

    private Nodes() {}

    /// A label with style classes.
    public static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /// A label that breaks its lines.
    public static Label text(String text, String... styleClasses) {
        Label label = label(text, styleClasses);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// An icon with style classes; its size and colour come from the style sheet.
    public static FontIcon icon(Ikon code, String... styleClasses) {
        FontIcon icon = new FontIcon(code);
        icon.getStyleClass().addAll(styleClasses);
        return icon;
    }

    /// A button named by its action.
    public static Button button(String text, Runnable action, String... styleClasses) {
        Button button = new Button(text);
        button.getStyleClass().addAll(styleClasses);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// A button that shows only an icon, and says its name in a tooltip and to a screen reader.
    public static Button iconButton(Ikon code, String name, Runnable action) {
        Button button = button("", action, "icon-button");
        button.setGraphic(icon(code));
        button.setAccessibleText(name);
        tooltip(button, name);
        return button;
    }

    /// A button that copies `text` and says so for a moment.
    public static Button copyButton(String name, Supplier<String> text) {
        Button button = new Button();
        button.getStyleClass().addAll("icon-button", "copy-button");
        button.setGraphic(icon(Material2OutlinedAL.CONTENT_COPY));
        button.setAccessibleText(name);
        tooltip(button, name);
        button.setOnAction(_ -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text.get());
            Clipboard.getSystemClipboard().setContent(content);
            button.setGraphic(icon(Material2OutlinedAL.CHECK, "good"));
            var back = new PauseTransition(Duration.seconds(1.2));
            back.setOnFinished(_ -> button.setGraphic(icon(Material2OutlinedAL.CONTENT_COPY)));
            back.play();
        });
        return button;
    }

    /// Shows `text` soon when the pointer rests on `node`.
    public static void tooltip(Control node, String text) {
        node.setTooltip(wrapping(text));
    }

    /// A tooltip that comes soon and breaks its lines.
    public static Tooltip wrapping(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setShowDelay(TOOLTIP_DELAY);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        return tooltip;
    }

    /// Takes the room that is left in a row.
    public static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    /// Shows or hides a node together with its room.
    public static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
