package io.milliwatt.desktop.page;

import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.Publishing;
import io.milliwatt.desktop.bench.FixBox;
import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.AudioDevices;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.engine.RealTimeViewModel;
import io.milliwatt.presentation.settings.AudioSetting;
import io.milliwatt.presentation.settings.RuntimeChoice;
import io.milliwatt.presentation.settings.SettingsViewModel;
import io.milliwatt.presentation.settings.ThemeChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Look, defaults of the next launch, audio of the next call.
public final class SettingsPage extends StackPane {
    private static final double WIDTH = 640;
    private static final String DEFAULT_DEVICE = "System default";

    private final SettingsViewModel settings;
    private final RealTimeViewModel realTime;

    public SettingsPage(SettingsViewModel settings, RealTimeViewModel realTime) {
        this.settings = settings;
        this.realTime = realTime;
        getStyleClass().add("page");
        Label kept =
                Nodes.text("Changes count at once and are kept in " + settings.file(), "caption");
        Label trouble = Nodes.text("", "field-problem");
        trouble.textProperty().bind(settings.saveProblem());
        VBox column =
                new VBox(
                        14,
                        Nodes.label("Settings", "page-title"),
                        card("Look", look()),
                        card("Next launch", runtime(), sipPort(), rtpPorts()),
                        card("In Docker", mode(), publishing(), cpus(), memory(), realTime()),
                        card("Audio of the next call", audio()),
                        kept,
                        trouble);
        column.getStyleClass().add("page-column");
        ScrollPane scroll = new ScrollPane(column);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("plain-scroll");
        getChildren().add(scroll);
    }

    private static Card card(String title, Node... rows) {
        Card card = new Card(title);
        VBox body = new VBox(14, rows);
        body.getStyleClass().add("card-body");
        card.body(body);
        card.setMaxWidth(WIDTH);
        return card;
    }

    private Node look() {
        HBox row = new HBox(18);
        ToggleGroup group = new ToggleGroup();
        for (ThemeChoice theme : ThemeChoice.values()) {
            RadioButton radio = new RadioButton(theme.label());
            radio.setId("theme-" + theme.name().toLowerCase(Locale.ROOT));
            radio.setToggleGroup(group);
            radio.setSelected(settings.get().theme() == theme);
            radio.setOnAction(_ -> settings.change(s -> s.withTheme(theme)));
            row.getChildren().add(radio);
        }
        return field("Theme", row, "");
    }

    private Node runtime() {
        ChoiceBox<String> box = new ChoiceBox<>();
        for (RuntimeChoice choice : RuntimeChoice.values()) {
            box.getItems().add(choice.label());
        }
        box.getSelectionModel().select(settings.get().runtime().ordinal());
        box.getSelectionModel()
                .selectedIndexProperty()
                .addListener((_, _, index) ->
                        settings.change(
                                s -> s.withRuntime(RuntimeChoice.values()[index.intValue()])));
        box.setPrefWidth(220);
        box.setMinWidth(220);
        return field("Runtime", box, "Embedded: a process of this host, without a container");
    }

    private Node sipPort() {
        TextField port = new TextField();
        port.setId("sip-port");
        port.setPrefColumnCount(8);
        port.textProperty().bindBidirectional(settings.sipPort());
        return field("SIP port", port, "UDP and TCP", settings.sipPortProblem());
    }

    private Node rtpPorts() {
        TextField ports = new TextField();
        ports.setId("rtp-ports");
        ports.setPrefColumnCount(14);
        ports.textProperty().bindBidirectional(settings.rtpPorts());
        return field(
                "RTP ports",
                ports,
                "A call takes two; the host's ports equal the engine's",
                settings.rtpPortsProblem());
    }

    private Node mode() {
        Label meaning = Nodes.text("", "muted");
        ChoiceBox<NetworkMode> box = choice(NetworkMode.values(), NetworkMode::key, "mode");
        box.setValue(settings.get().placement().mode());
        meaning.setText(Format.sentence(box.getValue().words()));
        box.setOnAction(_ -> {
            Placement now = settings.get().placement();
            NetworkMode chosen = box.getValue();
            meaning.setText(Format.sentence(chosen.words()));
            settings.place(_ ->
                    Placement.of(chosen).withPublishing(now.publishing()).withLimits(now.limits()));
        });
        return field("Network mode", box, meaning);
    }

    private Node publishing() {
        Label meaning = Nodes.text("", "muted");
        ChoiceBox<Publishing> box = choice(Publishing.values(), SettingsPage::name, "publish");
        box.setValue(settings.get().placement().publishing());
        meaning.setText(meaning(box.getValue()));
        box.setOnAction(_ -> {
            meaning.setText(meaning(box.getValue()));
            settings.place(placement -> placement.withPublishing(box.getValue()));
        });
        Node row = field("Publish RTP", box, meaning);
        settings.current()
                .addListener((_, _, now) ->
                        Nodes.show(row, now.placement().mode() == NetworkMode.PUBLISHED));
        Nodes.show(row, settings.get().placement().mode() == NetworkMode.PUBLISHED);
        return row;
    }

    private static String name(Publishing publishing) {
        return switch (publishing) {
            case PORTS -> "each port";
            case DNAT -> "one DNAT rule";
        };
    }

    private static String meaning(Publishing publishing) {
        return switch (publishing) {
            case PORTS -> "By Docker: a proxy process and three rules a port";
            case DNAT ->
                    "For the whole range, however large; put in and taken out by a toolbox container";
        };
    }

    private Node realTime() {
        CheckBox box = new CheckBox("Ask for it");
        box.setId("realtime");
        box.setMinWidth(USE_PREF_SIZE);
        box.setSelected(settings.get().realtime());
        box.setOnAction(_ -> settings.change(s -> s.withRealtime(box.isSelected())));
        VBox instead = new VBox(6);
        instead.setPadding(new Insets(0, 0, 0, 112));
        realTime.refusal().addListener((_, _, refused) -> show(instead, box, refused));
        show(instead, box, realTime.refusal().get());
        realTime.ask();
        return new VBox(
                6,
                field(
                        "Real time",
                        box,
                        "Media threads as SCHED_FIFO, with an equal share of the kernel's budget"),
                instead);
    }

    /// Without a budget: why, and what there is instead.
    private static void show(VBox instead, CheckBox box, Optional<Problem> refused) {
        box.setDisable(refused.isPresent() && !box.isSelected());
        Nodes.show(instead, refused.isPresent());
        refused.ifPresent(problem ->
                instead.getChildren()
                        .setAll(
                                Nodes.text(problem.happened(), "field-problem"),
                                FixBox.of(problem.fix())));
    }

    private static <T> ChoiceBox<T> choice(T[] values, Function<T, String> name, String id) {
        ChoiceBox<T> box = new ChoiceBox<>();
        box.setId(id);
        box.getItems().setAll(values);
        box.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(T value) {
                        return value == null ? "" : name.apply(value);
                    }

                    @Override
                    public T fromString(String text) {
                        throw new UnsupportedOperationException("nothing is typed here");
                    }
                });
        box.setPrefWidth(160);
        box.setMinWidth(160);
        return box;
    }

    private Node cpus() {
        TextField number = new TextField();
        number.setId("cpus");
        number.setPromptText("all");
        number.setPrefColumnCount(8);
        number.textProperty().bindBidirectional(settings.cpus());
        return field("CPUs", number, "Processors it may use; empty = all", settings.cpusProblem());
    }

    private Node memory() {
        TextField size = new TextField();
        size.setId("memory");
        size.setPrefColumnCount(8);
        size.textProperty().bindBidirectional(settings.memory());
        return field("Memory", size, "Limit, without swap, such as 512m", settings.memoryProblem());
    }

    private Node audio() {
        ToggleGroup group = new ToggleGroup();
        RadioButton reference = new RadioButton("Reference signal, measured when it comes back");
        RadioButton sound = new RadioButton("Microphone and speaker");
        reference.setToggleGroup(group);
        sound.setToggleGroup(group);
        reference.setOnAction(_ -> change(a -> a.withReference(true)));
        sound.setOnAction(_ -> change(a -> a.withReference(false)));
        VBox devices = new VBox(10);
        VBox all = new VBox(12, reference, sound, devices);
        settings.current().addListener((_, _, _) -> showAudio(reference, sound, devices));
        settings.devices().addListener((_, _, _) -> showAudio(reference, sound, devices));
        showAudio(reference, sound, devices);
        return all;
    }

    private void showAudio(RadioButton reference, RadioButton sound, VBox devices) {
        AudioSetting now = settings.get().audio();
        AudioDevices found = settings.devices().get();
        reference.setSelected(now.reference());
        sound.setSelected(!now.reference());
        sound.setDisable(!found.usable() && now.reference());
        if (!found.usable()) {
            devices.getChildren()
                    .setAll(
                            Nodes.text(
                                    "No microphone and speaker were found on this machine. Connect"
                                            + " them and look again.",
                                    "muted"),
                            Nodes.button("Look again", settings::findDevices));
            return;
        }
        devices.getChildren()
                .setAll(
                        field(
                                "Microphone",
                                device(
                                        found.inputs(),
                                        now.input(),
                                        name -> change(a -> a.withInput(name))),
                                ""),
                        field(
                                "Speaker",
                                device(
                                        found.outputs(),
                                        now.output(),
                                        name -> change(a -> a.withOutput(name))),
                                ""));
    }

    private static ChoiceBox<String> device(
            List<String> names, Optional<String> chosen, Consumer<Optional<String>> choose) {
        ChoiceBox<String> box = new ChoiceBox<>();
        List<String> items = new ArrayList<>();
        items.add(DEFAULT_DEVICE);
        items.addAll(names);
        chosen.filter(name -> !names.contains(name)).ifPresent(items::add);
        box.getItems().setAll(items);
        box.setValue(chosen.orElse(DEFAULT_DEVICE));
        box.setPrefWidth(300);
        box.setOnAction(_ ->
                choose.accept(
                        Optional.ofNullable(box.getValue())
                                .filter(name -> !name.equals(DEFAULT_DEVICE))));
        return box;
    }

    private void change(UnaryOperator<AudioSetting> change) {
        settings.change(s -> s.withAudio(change.apply(s.audio())));
    }

    private static Node field(String name, Node control, String help) {
        return field(name, control, Nodes.text(help, "muted"));
    }

    private static HBox field(String name, Node control, Label help) {
        Label label = Nodes.label(name);
        label.setLabelFor(control);
        label.setMinWidth(100);
        HBox row = new HBox(12, label, control);
        HBox.setHgrow(help, Priority.ALWAYS);
        row.getChildren().add(help);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Node field(
            String name, Node control, String help, ReadOnlyStringProperty problem) {
        Label words = Nodes.text("", "field-problem");
        words.setPadding(new Insets(0, 0, 0, 112));
        problem.addListener((_, _, text) -> {
            words.setText(text);
            Nodes.show(words, !text.isBlank());
        });
        words.setText(problem.get());
        Nodes.show(words, !problem.get().isBlank());
        return new VBox(4, field(name, control, help), words);
    }
}
