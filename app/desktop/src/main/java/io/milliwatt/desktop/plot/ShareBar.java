package io.milliwatt.desktop.plot;

import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.engine.RealTimeShares;
import io.milliwatt.presentation.engine.RealTimeShares.Kind;
import io.milliwatt.presentation.engine.RealTimeShares.Part;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.canvas.GraphicsContext;

/// Who has what of a budget, as one bar.
public final class ShareBar extends Plot {
    private static final double HEIGHT = 12;
    private static final double GAP = 2;

    private Optional<RealTimeShares> shares = Optional.empty();

    public ShareBar() {
        super("Real-time budget");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
    }

    public void show(RealTimeShares newest) {
        shares = Optional.of(newest);
        setAccessibleText(
                "Real-time budget: "
                        + newest.parts().stream()
                                .map(p -> p.name() + " " + Format.count(p.micros()) + " µs")
                                .collect(Collectors.joining(", ")));
        redraw();
    }

    @Override
    protected void draw(GraphicsContext g, double width, double height) {
        if (shares.isEmpty()) {
            return;
        }
        double x = 0;
        for (Part part : shares.get().parts()) {
            double room = part.fraction() * width;
            g.setFill(color(ink(part.kind())));
            g.fillRoundRect(x, 0, Math.max(1, room - GAP), height, 4, 4);
            x += room;
        }
    }

    /// The colour of a part, for its name in words too.
    public static Ink ink(Kind kind) {
        return switch (kind) {
            case THIS -> Ink.LINE;
            case ENGINE -> Ink.SECOND;
            case OTHERS -> Ink.MUTED;
            case FREE -> Ink.GRID;
        };
    }
}
