package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.plot.LevelMeter;
import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.BenchViewModel;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.phone.PhoneViewModel;
import io.milliwatt.presentation.phone.TestNumber;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The phone: what to dial, how the call is, digits, mute, hold, and the end of it.
final class PhoneCard extends VBox {
    private final BenchViewModel bench;
    private final PhoneViewModel phone;
    private final TextField dial = new TextField();
    private final FlowPane chips = new FlowPane(6, 6);
    private final Label hint = Nodes.text("", "hint");
    private final PhoneDisplay display;
    private final DialPad pad;
    private final ToggleButton mute = new ToggleButton("Mute");
    private final ToggleButton hold = new ToggleButton("Hold");
    private final Button call;
    private final Button hangUp;
    private final VantageSwitch vantage;
    private final CaptureSwitch capture;

    PhoneCard(BenchViewModel bench) {
        this.bench = bench;
        phone = bench.phone();
        display = new PhoneDisplay();
        pad = new DialPad(phone);
        capture = new CaptureSwitch(bench.taps());
        call = Nodes.button("Call", phone::dial, "success", "wide");
        call.setId("call");
        call.setGraphic(Nodes.icon(Material2OutlinedAL.CALL));
        hangUp = Nodes.button("Hang up", phone::hangUp, "danger", "wide");
        hangUp.setId("hang-up");
        hangUp.setGraphic(Nodes.icon(Material2OutlinedAL.CALL_END));
        Nodes.tooltip(hangUp, "Ctrl+Shift+H");

        Card card = new Card("Phone");
        VantagePanel panel = new VantagePanel(bench.vantage());
        vantage = new VantageSwitch(bench.vantage(), panel::ask);
        card.header(vantage, new AudioMenu(bench.settings()));
        card.body(new StackPane(body(), panel));
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);

        phone.state().addListener((_, before, now) -> show(before, now));
        bench.engine().state().addListener((_, _, _) -> showEngine());
        phone.hint()
                .addListener((_, _, text) -> {
                    hint.setText(text);
                    Nodes.show(hint, !text.isBlank());
                });
        show(phone.state().get(), phone.state().get());
        showEngine();
    }

    /// Goes to the dial field and marks what is in it.
    void focusDial() {
        dial.requestFocus();
        dial.selectAll();
    }

    private Region body() {
        dial.setId("dial");
        dial.setPromptText("sip:user@host, or a test number");
        dial.setAccessibleText("Address or test number to call");
        dial.getStyleClass().addAll("mono", "dial");
        dial.textProperty().bindBidirectional(phone.dialText());
        dial.setOnAction(_ -> phone.dial());
        Nodes.tooltip(dial, "Ctrl+L comes here, Enter calls");
        for (TestNumber number : TestNumber.ALL) {
            Button chip = Nodes.button(number.number(), () -> phone.dial(number.number()), "chip");
            chip.setId("chip-" + number.number());
            Nodes.tooltip(chip, number.proves());
            chips.getChildren().add(chip);
        }
        Nodes.show(hint, false);

        mute.setId("mute");
        mute.setGraphic(Nodes.icon(Material2OutlinedMZ.MIC_OFF));
        mute.setOnAction(_ -> phone.mute(mute.isSelected()));
        phone.muted().addListener((_, _, now) -> mute.setSelected(now));
        Nodes.tooltip(mute, "Send silence, Ctrl+M");
        hold.setId("hold");
        hold.setGraphic(Nodes.icon(Material2OutlinedMZ.PAUSE));
        hold.setOnAction(_ -> phone.hold(hold.isSelected()));
        Nodes.tooltip(hold, "Put the call on hold, or take it back");
        HBox toggles = new HBox(8, mute, hold);
        for (ToggleButton button : new ToggleButton[] {mute, hold}) {
            HBox.setHgrow(button, Priority.ALWAYS);
            button.setMaxWidth(Double.MAX_VALUE);
        }

        Region spring = new Region();
        VBox.setVgrow(spring, Priority.ALWAYS);
        call.setMaxWidth(Double.MAX_VALUE);
        hangUp.setMaxWidth(Double.MAX_VALUE);
        VBox body =
                new VBox(
                        12, dial, chips, hint, display, meters(), pad, toggles, spring, capture,
                        call, hangUp);
        body.getStyleClass().add("card-body");
        return body;
    }

    private VBox meters() {
        LevelMeter sent = new LevelMeter("Level sent");
        LevelMeter heard = new LevelMeter("Level heard");
        sent.level().bind(phone.inputLevel());
        heard.level().bind(phone.outputLevel());
        Label sending = Nodes.label("", "caption");
        sending.textProperty()
                .bind(
                        bench.settings()
                                .current()
                                .map(s ->
                                        s.audio().reference()
                                                ? "Sent · reference signal"
                                                : "Sent · "
                                                        + s.audio().input().orElse("microphone")));
        Label hearing = Nodes.label("", "caption");
        hearing.textProperty()
                .bind(
                        bench.settings()
                                .current()
                                .map(s ->
                                        s.audio().reference()
                                                ? "Heard"
                                                : "Heard · "
                                                        + s.audio().output().orElse("speaker")));
        return new VBox(8, new VBox(3, sending, sent), new VBox(3, hearing, heard));
    }

    private void show(PhoneState before, PhoneState now) {
        boolean inCall = now.inCall();
        boolean answered = now.answered();
        display.show(now, bench.engine().running().isPresent());
        Nodes.show(call, !inCall);
        Nodes.show(hangUp, inCall);
        dial.setEditable(!inCall);
        pad.setDisable(!answered);
        mute.setDisable(!answered);
        hold.setDisable(!answered);
        hold.setSelected(now instanceof PhoneState.Held);
        hold.setText(now instanceof PhoneState.Held ? "Resume" : "Hold");
        vantage.inCall(inCall);
        capture.inCall(inCall);
        hangUp.setText(inCall && !answered ? "Cancel the call" : "Hang up");
        call.setText(now instanceof PhoneState.Ended ? "Call again" : "Call");
        showEngine();
        moveFocus(before, now);
    }

    /// Keeps the keyboard where the next thing is: hang up when a call begins, the dial field when
    /// it is over.
    private void moveFocus(PhoneState before, PhoneState now) {
        if (before.inCall() == now.inCall() || getScene() == null) {
            return;
        }
        if (now.inCall()) {
            hangUp.requestFocus();
        } else {
            dial.requestFocus();
            dial.end();
        }
    }

    private void showEngine() {
        boolean running = bench.engine().state().get() instanceof EngineState.Running;
        boolean inCall = phone.state().get().inCall();
        chips.setDisable(!running || inCall);
        display.show(phone.state().get(), running);
    }
}
