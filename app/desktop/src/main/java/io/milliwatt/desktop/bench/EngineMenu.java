package io.milliwatt.desktop.bench;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.engine.EngineViewModel;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;

/// The engines that run on this machine, to choose which one the page shows. They are looked for
/// when it is opened.
final class EngineMenu extends MenuButton {
    private final EngineViewModel engine;

    EngineMenu(EngineViewModel engine) {
        super("Engines");
        this.engine = engine;
        setId("engines");
        getStyleClass().addAll("flat", "audio-menu");
        Nodes.tooltip(this, "The engines that run on this machine");
        setOnShowing(_ -> engine.findOthers());
        engine.all().addListener((_, _, _) -> show(engine.all().get()));
        show(List.of());
    }

    private void show(List<EngineInfo> engines) {
        if (engines.isEmpty()) {
            MenuItem none = new MenuItem("No engine runs on this machine");
            none.setDisable(true);
            getItems().setAll(none);
            return;
        }
        getItems().setAll(engines.stream().map(this::item).toList());
    }

    private MenuItem item(EngineInfo info) {
        var item =
                new RadioMenuItem(
                        info.name()
                                + " · "
                                + EngineWords.mode(info.placement())
                                + " · "
                                + Format.address(info.reachedAt())
                                + (info.sipPort() == 5060 ? "" : ":" + info.sipPort()));
        item.setMnemonicParsing(false);
        item.setSelected(
                engine.running().filter(shown -> shown.name().equals(info.name())).isPresent());
        item.setOnAction(_ -> engine.watch(info));
        return item;
    }
}
