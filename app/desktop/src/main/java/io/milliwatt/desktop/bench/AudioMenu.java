package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.AudioDevices;
import io.milliwatt.presentation.settings.AudioSetting;
import io.milliwatt.presentation.settings.SettingsViewModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/// What the next call sends: the reference signal, or what a microphone hears.
final class AudioMenu extends MenuButton {
    private final SettingsViewModel settings;

    AudioMenu(SettingsViewModel settings) {
        this.settings = settings;
        setId("audio");
        getStyleClass().addAll("flat", "audio-menu");
        Nodes.tooltip(this, "What the next call sends, and where it is heard");
        textProperty()
                .bind(
                        settings.current()
                                .map(s -> s.audio().reference() ? "Reference" : "Microphone"));
        settings.devices().addListener((_, _, _) -> fill());
        settings.current().addListener((_, _, _) -> fill());
        fill();
    }

    private void fill() {
        AudioSetting now = settings.get().audio();
        AudioDevices devices = settings.devices().get();
        ToggleGroup group = new ToggleGroup();
        RadioMenuItem reference = item("Reference signal, measured when it comes back", group);
        reference.setSelected(now.reference());
        reference.setOnAction(_ -> change(now.withReference(true)));
        RadioMenuItem sound =
                item(
                        devices.usable()
                                ? "Microphone and speaker"
                                : "Microphone and speaker (none found)",
                        group);
        sound.setSelected(!now.reference());
        sound.setDisable(!devices.usable());
        sound.setOnAction(_ -> change(now.withReference(false)));
        getItems().setAll(reference, sound);
        if (devices.usable()) {
            addDevices("Microphone", devices.inputs(), now.input(), c -> change(now.withInput(c)));
            addDevices("Speaker", devices.outputs(), now.output(), c -> change(now.withOutput(c)));
        }
    }

    private void addDevices(
            String title,
            List<String> names,
            Optional<String> chosen,
            Consumer<Optional<String>> choose) {
        CustomMenuItem head = new CustomMenuItem(Nodes.label(title, "caption"), false);
        head.setDisable(true);
        getItems().addAll(new SeparatorMenuItem(), head);
        ToggleGroup group = new ToggleGroup();
        RadioMenuItem standard = item("System default", group);
        standard.setSelected(chosen.isEmpty());
        standard.setOnAction(_ -> choose.accept(Optional.empty()));
        getItems().add(standard);
        for (String name : names) {
            RadioMenuItem device = item(name, group);
            device.setSelected(chosen.equals(Optional.of(name)));
            device.setOnAction(_ -> choose.accept(Optional.of(name)));
            getItems().add(device);
        }
    }

    private static RadioMenuItem item(String text, ToggleGroup group) {
        RadioMenuItem item = new RadioMenuItem(text);
        item.setMnemonicParsing(false);
        item.setToggleGroup(group);
        return item;
    }

    private void change(AudioSetting audio) {
        settings.change(s -> s.withAudio(audio));
    }
}
