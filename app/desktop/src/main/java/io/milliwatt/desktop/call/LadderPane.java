package io.milliwatt.desktop.call;

import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.inspector.call.Ladder;
import io.milliwatt.presentation.call.CallDetailViewModel;
import java.util.EnumSet;
import java.util.Set;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/// The ladder, what of it is shown, and the message that is read beside it.
public final class LadderPane extends SplitPane {
    private final CallDetailViewModel detail;
    private final LadderPlot plot;
    private final ScrollBar bar = new ScrollBar();

    public LadderPane(CallDetailViewModel detail) {
        this.detail = detail;
        plot = new LadderPlot(detail::choose);
        bar.setOrientation(Orientation.VERTICAL);
        bar.valueProperty().bindBidirectional(plot.scroll());
        plot.heightProperty().addListener((_, _, _) -> measure());
        detail.ladder().addListener((_, _, newest) -> show(newest));
        detail.ladderRow().addListener((_, _, row) -> plot.select(row));
        BorderPane ladder = new BorderPane(plot);
        ladder.setTop(choices());
        ladder.setRight(bar);
        ladder.setMinWidth(0);
        MessageReader reader = new MessageReader(detail);
        getItems().addAll(ladder, reader);
        setDividerPositions(0.62);
        show(detail.ladder().get());
    }

    private void show(Ladder newest) {
        plot.show(newest);
        measure();
        plot.select(detail.ladderRow().get());
    }

    private void measure() {
        bar.setMax(plot.most());
        bar.setVisibleAmount(
                plot.most() == 0 ? 1 : plot.most() * plot.seen() / (plot.most() + plot.seen()));
        bar.setUnitIncrement(32);
        bar.setBlockIncrement(plot.seen());
        Nodes.show(bar, plot.most() > 0);
    }

    private HBox choices() {
        HBox row =
                new HBox(
                        14,
                        choice("RTP", Ladder.Part.STREAMS),
                        choice("RTCP", Ladder.Part.RTCP),
                        choice("DTMF", Ladder.Part.DIGITS),
                        choice("Other taps", Ladder.Part.SIGHTINGS),
                        Nodes.spring(),
                        Nodes.copyButton("Copy all messages", detail::messagesText));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("message-head");
        return row;
    }

    private CheckBox choice(String name, Ladder.Part part) {
        CheckBox box = new CheckBox(name);
        box.setId("ladder-" + name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
        box.setSelected(detail.parts().get().contains(part));
        box.setOnAction(_ -> {
            Set<Ladder.Part> next = EnumSet.noneOf(Ladder.Part.class);
            next.addAll(detail.parts().get());
            if (box.isSelected()) {
                next.add(part);
            } else {
                next.remove(part);
            }
            detail.parts().set(next);
        });
        return box;
    }
}
