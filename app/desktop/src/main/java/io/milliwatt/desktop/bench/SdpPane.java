package io.milliwatt.desktop.bench;

import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.call.CallViewModel;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.call.SdpView;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Offer and answer side by side; the lines that decide where the audio goes are judged.
public final class SdpPane extends HBox {
    public SdpPane(CallViewModel call) {
        getStyleClass().add("sdp-pane");
        VBox offer = side("Offer", call.offer(), call, CallRecord::offerSdp);
        VBox answer = side("Answer", call.answer(), call, CallRecord::answerSdp);
        offer.setId("sdp-offer");
        answer.setId("sdp-answer");
        answer.getStyleClass().add("sdp-answer");
        HBox.setHgrow(offer, Priority.ALWAYS);
        HBox.setHgrow(answer, Priority.ALWAYS);
        getChildren().addAll(offer, answer);
    }

    private static VBox side(
            String title,
            ObservableValue<SdpView> sdp,
            CallViewModel call,
            Function<CallRecord, String> raw) {
        VBox lines = new VBox();
        lines.getStyleClass().add("sdp-lines");
        sdp.addListener((_, before, now) -> {
            if (!now.equals(before)) {
                fill(lines, title, now);
            }
        });
        fill(lines, title, sdp.getValue());
        ScrollPane scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("plain-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        HBox head =
                new HBox(
                        8,
                        Nodes.label(title, "strong"),
                        Nodes.spring(),
                        Nodes.copyButton(
                                "Copy the " + title.toLowerCase(Locale.ROOT),
                                () -> call.record().get().map(raw).orElse("")));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("message-head");
        VBox side = new VBox(head, scroll);
        side.setPrefWidth(200);
        side.setMinWidth(0);
        return side;
    }

    private static void fill(VBox lines, String title, SdpView sdp) {
        if (sdp.lines().isEmpty()) {
            lines.getChildren()
                    .setAll(
                            Nodes.text(
                                    title.equals("Offer") ? "No offer was sent" : "No answer came",
                                    "muted"));
            return;
        }
        lines.getChildren().setAll(sdp.lines().stream().map(SdpPane::line).toList());
    }

    private static Node line(SdpView.Line line) {
        Label text = Nodes.text(line.text(), "mono", "sdp-line");
        if (line.health() == Health.IDLE) {
            return text;
        }
        text.pseudoClassStateChanged(Pill.pseudoClass(line.health()), true);
        String mark = line.health() == Health.GOOD ? "✓ " : "! ";
        Label note = Nodes.text(mark + line.note(), "sdp-note");
        note.pseudoClassStateChanged(Pill.pseudoClass(line.health()), true);
        return new VBox(text, note);
    }
}
