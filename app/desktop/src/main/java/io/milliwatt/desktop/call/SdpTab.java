package io.milliwatt.desktop.call;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.presentation.call.CallDetailViewModel;
import io.milliwatt.presentation.call.ExchangeView;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Offer and answer side by side, each line in plain words and judged.
public final class SdpTab extends VBox {
    private final CallDetailViewModel detail;
    private final ChoiceBox<String> exchanges = new ChoiceBox<>();
    private final Label changes = Nodes.text("", "muted");
    private final Label offerTitle = Nodes.label("Offer", "strong");
    private final Label answerTitle = Nodes.label("Answer", "strong");
    private final Lines offer = new Lines("Offer");
    private final Lines answer = new Lines("Answer");
    private boolean filling;

    public SdpTab(CallDetailViewModel detail) {
        this.detail = detail;
        exchanges.setId("sdp-exchange");
        offer.setId("sdp-offer");
        answer.setId("sdp-answer");
        offer.setPlaceholder(Nodes.text("No offer was sent", "muted"));
        answer.setPlaceholder(Nodes.text("No answer came", "muted"));
        exchanges
                .getSelectionModel()
                .selectedIndexProperty()
                .addListener((_, _, index) -> {
                    if (!filling && index.intValue() >= 0) {
                        detail.chooseExchange(index.intValue());
                    }
                });
        HBox head = new HBox(12, Nodes.label("Exchange", "muted"), exchanges, changes);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().addAll("message-head", "choice-head");
        HBox.setHgrow(changes, Priority.ALWAYS);
        HBox sides =
                new HBox(side(offerTitle, offer, "offer"), side(answerTitle, answer, "answer"));
        sides.getChildren().getLast().getStyleClass().add("sdp-answer");
        VBox.setVgrow(sides, Priority.ALWAYS);
        getChildren().addAll(head, sides);
        detail.row().addListener((_, _, _) -> fill());
        detail.exchange().addListener((_, _, _) -> show());
        fill();
    }

    private static VBox side(Label title, Lines lines, String name) {
        HBox head =
                new HBox(
                        8,
                        title,
                        Nodes.spring(),
                        Nodes.copyButton(
                                "Copy the " + name,
                                () ->
                                        lines.getItems().stream()
                                                .map(line -> line.text())
                                                .collect(Collectors.joining("\n"))));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("message-head");
        VBox side = new VBox(head, lines);
        VBox.setVgrow(lines, Priority.ALWAYS);
        HBox.setHgrow(side, Priority.ALWAYS);
        side.setPrefWidth(200);
        side.setMinWidth(0);
        return side;
    }

    private void fill() {
        filling = true;
        exchanges.getItems().setAll(detail.exchanges().stream().map(ExchangeView::title).toList());
        filling = false;
        show();
    }

    private void show() {
        OptionalInt index = detail.exchange().get();
        List<ExchangeView> all = detail.exchanges();
        if (index.isEmpty() || index.getAsInt() >= all.size()) {
            offer.getItems().clear();
            answer.getItems().clear();
            changes.setText("");
            return;
        }
        filling = true;
        exchanges.getSelectionModel().select(index.getAsInt());
        filling = false;
        ExchangeView view = all.get(index.getAsInt());
        offerTitle.setText(view.offerTitle());
        answerTitle.setText(view.answerTitle());
        changes.setText(view.changes());
        offer.getItems().setAll(view.offer());
        answer.getItems().setAll(view.answer());
    }
}
