package io.milliwatt.desktop.view;

import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The pages, at the left edge of the window.
final class Rail extends VBox {
    Rail(ShellViewModel shell) {
        getStyleClass().add("rail");
        ToggleGroup group = new ToggleGroup();
        Map<Page, ToggleButton> buttons = new EnumMap<>(Page.class);
        for (Page page : Page.values()) {
            if (page == Page.SETTINGS) {
                Region spring = new Region();
                VBox.setVgrow(spring, Priority.ALWAYS);
                getChildren().add(spring);
            }
            ToggleButton button = button(page);
            button.setToggleGroup(group);
            button.setSelected(shell.page().get() == page);
            button.setOnAction(_ -> {
                button.setSelected(true);
                shell.page().set(page);
            });
            buttons.put(page, button);
            getChildren().add(button);
        }
        shell.page()
                .addListener((_, _, page) -> {
                    ToggleButton button = buttons.get(page);
                    if (button != null) {
                        button.setSelected(true);
                    }
                });
    }

    private static ToggleButton button(Page page) {
        ToggleButton button = new ToggleButton(page.title(), Nodes.icon(icon(page)));
        button.setId("rail-" + page.title().toLowerCase(Locale.ROOT));
        button.getStyleClass().setAll("rail-button");
        button.setContentDisplay(ContentDisplay.TOP);
        Nodes.tooltip(button, page.title() + ", Ctrl+" + (page.ordinal() + 1));
        return button;
    }

    private static Ikon icon(Page page) {
        return switch (page) {
            case BENCH -> Material2OutlinedAL.DIALER_SIP;
            case CALLS -> Material2OutlinedAL.IMPORT_EXPORT;
            case NETWORK -> Material2OutlinedAL.DEVICE_HUB;
            case IMAGES -> Material2OutlinedAL.LAYERS;
            case SETTINGS -> Material2OutlinedMZ.SETTINGS;
        };
    }
}
