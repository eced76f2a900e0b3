package io.milliwatt.desktop.page;

import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.EmptyState;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.engine.EngineViewModel;
import io.milliwatt.presentation.network.NetworkViewModel;
import java.net.InetAddress;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The addresses of this host, and which of them the next engine advertises; the ports that calls
/// need; the way to containers at their own addresses.
public final class NetworkPage extends StackPane {
    private static final double WIDTH = 820;

    private final NetworkViewModel network;
    private final VBox choices = new VBox();
    private final Label refusal = Nodes.text("", "field-problem", "choice-row");
    private final TextField publicAddress = new TextField();

    public NetworkPage(NetworkViewModel network, EngineViewModel engine) {
        this.network = network;
        getStyleClass().add("page");
        Card card = new Card("Address to advertise");
        card.header(
                Nodes.iconButton(
                        Material2OutlinedMZ.REFRESH,
                        "Look up the addresses again",
                        network::refresh));
        card.body(new VBox(choices, nat(), refusal));
        card.setMaxWidth(WIDTH);
        VBox column =
                new VBox(
                        12,
                        Nodes.label("Network", "page-title"),
                        text(
                                "The engine writes one address into SDP and Contact. A phone sends"
                                        + " its audio there, so it must lead to this host from"
                                        + " where the phone is. The choice counts from the next"
                                        + " launch, for ./milliwatt engine start too."),
                        card,
                        wide(new PlanCard(network.plan())),
                        wide(new RouteCard(network.route(), engine)));
        column.getStyleClass().add("page-column");
        ScrollPane scroll = new ScrollPane(column);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("plain-scroll");
        getChildren().add(scroll);
        network.addresses().addListener((ListChangeListener<HostAddress>) _ -> show());
        network.problem().addListener((_, _, _) -> show());
        network.setting().addListener((_, _, _) -> show());
        network.refusal().addListener((_, _, _) -> show());
        show();
        network.plan().ask();
    }

    private static VBox wide(VBox card) {
        card.setMaxWidth(WIDTH);
        return card;
    }

    private static Label text(String words) {
        Label label = Nodes.text(words, "muted");
        label.setMaxWidth(WIDTH);
        return label;
    }

    private Node nat() {
        publicAddress.setId("behind-nat");
        publicAddress.setPromptText("none");
        publicAddress.setPrefColumnCount(16);
        publicAddress.setMinWidth(Region.USE_PREF_SIZE);
        publicAddress.getStyleClass().add("mono");
        publicAddress.setOnAction(_ -> network.chooseNat(publicAddress.getText()));
        publicAddress
                .focusedProperty()
                .addListener((_, _, focused) -> {
                    String kept = network.setting().get().publicAddress();
                    if (!focused && !publicAddress.getText().strip().equals(kept)) {
                        network.chooseNat(publicAddress.getText());
                    }
                });
        Label name = Nodes.label("Behind a NAT at");
        name.setLabelFor(publicAddress);
        name.setMinWidth(120);
        HBox row =
                new HBox(
                        12,
                        name,
                        publicAddress,
                        Nodes.text(
                                "The address by which phones reach this host, where that is a"
                                        + " virtual machine or behind a router; advertised in place"
                                        + " of its own",
                                "muted"));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("choice-row");
        return row;
    }

    private void show() {
        refusal.setText(
                network.refusal().get().map(it -> it.happened() + ". " + it.fix()).orElse(""));
        Nodes.show(refusal, network.refusal().get().isPresent());
        if (network.refusal().get().isEmpty() && !publicAddress.isFocused()) {
            publicAddress.setText(network.setting().get().publicAddress());
        }
        var problem = network.problem().get();
        if (problem.isPresent()) {
            choices.getChildren()
                    .setAll(
                            new EmptyState(
                                    Material2OutlinedAL.ERROR,
                                    problem.get().title(),
                                    problem.get().happened() + ". " + problem.get().fix()));
            return;
        }
        if (network.addresses().isEmpty()) {
            choices.getChildren()
                    .setAll(
                            new EmptyState(
                                    Material2OutlinedAL.DEVICE_HUB,
                                    "No addresses yet",
                                    "They are being looked up. Connect this host to a network and"
                                            + " look again if none appears."));
            return;
        }
        ToggleGroup group = new ToggleGroup();
        choices.getChildren().setAll(automatic(group));
        network.addresses().forEach(a -> choices.getChildren().add(row(a, group)));
        network.chosen()
                .filter(wanted ->
                        network.addresses().stream().noneMatch(a -> a.address().equals(wanted)))
                .ifPresent(gone -> choices.getChildren().add(gone(gone, group)));
    }

    private Node automatic(ToggleGroup group) {
        RadioButton radio = radio("The best address at launch", Optional.empty(), group);
        String best =
                network.addresses().stream()
                        .filter(HostAddress::usable)
                        .findFirst()
                        .map(a -> "now " + Format.address(a.address()))
                        .orElse("now none but loopback");
        HBox row = row(radio, Nodes.label(""), best);
        row.getStyleClass().add("first");
        return row;
    }

    private Node row(HostAddress address, ToggleGroup group) {
        RadioButton radio =
                radio(Format.address(address.address()), Optional.of(address.address()), group);
        radio.getStyleClass().add("mono");
        Pill kind = new Pill(health(address), address.kind());
        return row(
                radio,
                kind,
                address.rank() + ". " + address.interfaceName() + ", " + address.reason());
    }

    private static Health health(HostAddress address) {
        return !address.usable()
                ? Health.IDLE
                : address.address().isLoopbackAddress() ? Health.WARN : Health.GOOD;
    }

    private Node gone(InetAddress address, ToggleGroup group) {
        RadioButton radio = radio(Format.address(address), Optional.of(address), group);
        return row(
                radio,
                new Pill(Health.BAD, "not here"),
                "chosen before, but not an address of this host now");
    }

    private RadioButton radio(String text, Optional<InetAddress> address, ToggleGroup group) {
        RadioButton radio = new RadioButton(text);
        radio.setMnemonicParsing(false);
        radio.setToggleGroup(group);
        radio.setSelected(network.chosen().equals(address));
        radio.setOnAction(_ -> network.choose(address));
        radio.setMinWidth(240);
        return radio;
    }

    private static HBox row(RadioButton radio, Label kind, String reason) {
        StackPane place = new StackPane(kind);
        place.setAlignment(Pos.CENTER_LEFT);
        place.setMinWidth(140);
        Label why = Nodes.text(reason, "muted");
        HBox row = new HBox(12, radio, place, why);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("choice-row");
        return row;
    }
}
