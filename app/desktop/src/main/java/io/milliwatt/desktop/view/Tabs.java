package io.milliwatt.desktop.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/// Views of one thing, one at a time. A view is built when it is first chosen, and kept. The arrow
/// keys go from tab to tab.
public final class Tabs {
    private final HBox bar = new HBox();
    private final StackPane content = new StackPane();
    private final ToggleGroup group = new ToggleGroup();
    private final List<ToggleButton> tabs = new ArrayList<>();

    public Tabs() {
        bar.getStyleClass().add("tabs");
        bar.setAlignment(Pos.CENTER_LEFT);
        content.setMinHeight(0);
        group.selectedToggleProperty()
                .addListener((_, before, now) -> {
                    if (now == null && before != null) {
                        before.setSelected(true);
                    }
                });
        bar.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.RIGHT || event.getCode() == KeyCode.LEFT) {
                        step(event.getCode() == KeyCode.RIGHT ? 1 : -1);
                        event.consume();
                    }
                });
    }

    /// Adds a tab; the first one added is chosen.
    public Tabs add(String title, Supplier<Node> view) {
        ToggleButton tab = new ToggleButton(title);
        tab.getStyleClass().setAll("tab-button");
        tab.setId("tab-" + title.toLowerCase(Locale.ROOT));
        tab.setToggleGroup(group);
        tab.selectedProperty()
                .addListener((_, _, selected) -> {
                    if (selected) {
                        choose(tab, view);
                    }
                });
        tabs.add(tab);
        bar.getChildren().add(tab);
        if (tabs.size() == 1) {
            tab.setSelected(true);
        }
        return this;
    }

    /// Chooses a tab by its title.
    public void choose(String title) {
        tabs.stream()
                .filter(tab -> tab.getText().equals(title))
                .forEach(tab -> tab.setSelected(true));
    }

    /// Chooses a tab by its title, and gives its view.
    public Optional<Node> view(String title) {
        choose(title);
        return content.getChildren().stream().findFirst();
    }

    /// The row of tabs.
    public HBox bar() {
        return bar;
    }

    /// The chosen view.
    public StackPane content() {
        return content;
    }

    private void choose(ToggleButton tab, Supplier<Node> view) {
        Node built = tab.getUserData() instanceof Node node ? node : view.get();
        tab.setUserData(built);
        content.getChildren().setAll(built);
    }

    private void step(int by) {
        for (int i = 0; i < tabs.size(); i++) {
            if (tabs.get(i).isFocused()) {
                ToggleButton next = tabs.get(Math.floorMod(i + by, tabs.size()));
                next.setSelected(true);
                next.requestFocus();
                return;
            }
        }
    }
}
