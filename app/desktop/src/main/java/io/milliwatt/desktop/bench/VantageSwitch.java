package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.phone.VantageState;
import io.milliwatt.presentation.phone.VantageViewModel;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/// Host or LAN: where the phone stands.
final class VantageSwitch extends HBox {
    private final VantageViewModel vantage;
    private final ToggleButton host = new ToggleButton("Host");
    private final ToggleButton lan = new ToggleButton("LAN");

    /// @param ask says what would be done, and asks
    VantageSwitch(VantageViewModel vantage, Runnable ask) {
        this.vantage = vantage;
        getStyleClass().add("segments");
        setAlignment(Pos.CENTER);
        setMaxHeight(USE_PREF_SIZE);
        setMinWidth(USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (ToggleButton each : new ToggleButton[] {host, lan}) {
            each.getStyleClass().setAll("segment");
            each.setToggleGroup(group);
            each.setMinWidth(USE_PREF_SIZE);
        }
        host.setId("vantage-host");
        lan.setId("vantage-lan");
        Nodes.tooltip(host, "The phone stands on this host, which reaches every container address");
        host.setOnAction(_ -> {
            vantage.toHost();
            show(vantage.state().get());
        });
        lan.setOnAction(_ -> {
            if (!(vantage.state().get() instanceof VantageState.OnLan)) {
                ask.run();
            }
            show(vantage.state().get());
        });
        getChildren().addAll(host, lan);
        vantage.state().addListener((_, _, now) -> show(now));
        show(vantage.state().get());
    }

    /// While a call goes on the phone stays where it is.
    void inCall(boolean now) {
        setDisable(now);
    }

    private void show(VantageState state) {
        boolean there = state instanceof VantageState.OnLan;
        host.setSelected(!there);
        lan.setSelected(there);
        String place =
                state instanceof VantageState.OnLan(var address) && !address.isEmpty()
                        ? "The phone stands on the LAN at " + address
                        : "Put the phone on the LAN, from where a call proves something";
        Nodes.tooltip(lan, place);
    }
}
