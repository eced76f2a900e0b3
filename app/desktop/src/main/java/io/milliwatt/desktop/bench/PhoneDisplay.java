package io.milliwatt.desktop.bench;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.phone.PhoneState.Outcome;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/// Who is called and how the call is, in large letters.
final class PhoneDisplay extends VBox {
    private static final double HEIGHT = 92;

    private final Label name = Nodes.label("", "phone-name");
    private final Label line = Nodes.text("", "phone-line");
    private final Label more = Nodes.text("", "phone-more");

    PhoneDisplay() {
        setAlignment(Pos.CENTER);
        setSpacing(3);
        setMinHeight(HEIGHT);
        getStyleClass().add("phone-display");
        name.setId("phone-name");
        line.setId("phone-line");
        more.setId("phone-more");
        for (Label label : new Label[] {line, more}) {
            label.setTextAlignment(TextAlignment.CENTER);
            label.setMaxWidth(Double.MAX_VALUE);
            label.setAlignment(Pos.CENTER);
        }
        getChildren().addAll(name, line, more);
    }

    void show(PhoneState state, boolean engineRuns) {
        switch (state) {
            case PhoneState.Idle _ ->
                    say(
                            "Ready",
                            engineRuns
                                    ? "Choose a test number, or type an address"
                                    : "Launch the engine to call its test numbers",
                            "");
            case PhoneState.Preparing(var target) ->
                    say(user(target), "putting taps in place …", "");
            case PhoneState.Dialling(var target) -> say(user(target), "calling …", "");
            case PhoneState.Ringing(var target) -> say(user(target), "ringing …", "");
            case PhoneState.Connected(var target, var duration, var codec) ->
                    say(user(target), line("connected", Format.clock(duration), codec), "");
            case PhoneState.Held(var target, var duration, var codec) ->
                    say(user(target), line("on hold", Format.clock(duration), codec), "");
            case PhoneState.Ended ended ->
                    say(
                            user(ended.target()),
                            Format.sentence(Format.firstSentence(ended.reason())),
                            after(ended));
        }
        line.pseudoClassStateChanged(
                Pill.pseudoClass(Health.BAD),
                state instanceof PhoneState.Ended ended && ended.outcome() != Outcome.GOOD);
    }

    private static String after(PhoneState.Ended ended) {
        String time = "after " + Format.clock(ended.duration());
        return switch (ended.outcome()) {
            case GOOD -> time + ", with audio";
            case SILENT -> time + ", without the audio it should have";
            case CUT_OFF -> time;
            case NO_CALL -> ended.fix();
        };
    }

    private void say(String newName, String newLine, String newMore) {
        name.setText(newName);
        line.setText(newLine);
        more.setText(newMore);
        Nodes.show(more, !newMore.isBlank());
    }

    private static String line(String state, String clock, String codec) {
        return state + " · " + clock + (codec.isBlank() ? "" : " · " + codec);
    }

    private static String user(String target) {
        String rest = target.substring(target.indexOf(':') + 1);
        int at = rest.indexOf('@');
        return at > 0 ? rest.substring(0, at) : rest;
    }
}
