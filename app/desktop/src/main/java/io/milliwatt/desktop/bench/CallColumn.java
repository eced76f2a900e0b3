package io.milliwatt.desktop.bench;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.desktop.plot.PathPlot;
import io.milliwatt.desktop.view.Card;
import io.milliwatt.desktop.view.EmptyState;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.desktop.view.Tabs;
import io.milliwatt.presentation.BenchViewModel;
import io.milliwatt.presentation.call.CallViewModel;
import io.milliwatt.presentation.call.FindingTarget;
import io.milliwatt.presentation.call.PathView;
import io.milliwatt.presentation.tap.TapState;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// The call that goes on, or the last one: its path, its streams, messages and SDPs, the findings.
/// Before the first call it says what will be here; tables are built with the first call only, so
/// that the window is there sooner.
final class CallColumn extends VBox {
    private static final double MOST_FINDINGS = 200;
    private static final String STREAMS = "Streams";
    private static final String MESSAGES = "Messages";
    private static final String HOPS = "Hops";

    private final BenchViewModel bench;
    private final CallViewModel call;
    private final Tabs tabs = new Tabs();
    private final Pill verdict = new Pill();
    private final PathPlot path = new PathPlot();
    private final Card pathCard = new Card("Path of this call");
    private final Card detailCard = new Card("Streams, messages, SDP");
    private final Card findingsCard = new Card("Findings");
    private boolean empty = true;

    CallColumn(BenchViewModel bench) {
        super(12);
        this.bench = bench;
        call = bench.call();
        verdict.setId("verdict");
        pathCard.header(verdict);
        pathCard.body(
                sized(
                        new EmptyState(
                                Material2OutlinedAL.DEVICE_HUB,
                                "No call yet",
                                "Phone, host and engine, with what is seen of the packets at each"
                                        + " hop")));
        detailCard.body(
                new EmptyState(
                        Material2OutlinedAL.IMPORT_EXPORT,
                        "Nothing to show yet",
                        "Call a test number: every SIP message, both SDPs and each RTP stream"
                                + " appear here"));
        findingsCard.body(quiet("What is wrong with a call, and how to mend it, appears here"));
        VBox.setVgrow(detailCard, Priority.ALWAYS);
        detailCard.setMinHeight(0);
        findingsCard.setMinHeight(USE_PREF_SIZE);
        pathCard.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(pathCard, detailCard, findingsCard);
        call.path().addListener((_, _, newest) -> show(newest));
        bench.taps()
                .state()
                .addListener((_, before, now) -> {
                    if (before instanceof TapState.Opening && !(now instanceof TapState.Off)) {
                        tabs.choose(HOPS);
                    } else if (now instanceof TapState.Off && !(before instanceof TapState.Off)) {
                        tabs.choose(STREAMS);
                    }
                });
        show(call.path().get());
    }

    private void show(PathView newest) {
        verdict.show(newest.health(), newest.verdict());
        if (newest.hops().isEmpty()) {
            return;
        }
        if (empty) {
            empty = false;
            build();
        }
        path.show(newest);
    }

    private void build() {
        pathCard.body(path);
        tabs.add(STREAMS, () -> new StreamsPane(call, true))
                .add(MESSAGES, () -> new MessagesPane(call, Orientation.VERTICAL))
                .add("SDP", () -> new SdpPane(call))
                .add(HOPS, () -> new HopsView(bench));
        detailCard.headline(tabs.bar());
        detailCard.body(tabs.content());
        if (!(bench.taps().state().get() instanceof TapState.Off)) {
            tabs.choose(HOPS);
        }
        FindingsPane findings = new FindingsPane(call.findings(), MOST_FINDINGS, this::placeOf);
        findings.setMinHeight(USE_PREF_SIZE);
        findingsCard.header(findings.count());
        findingsCard.body(findings);
    }

    /// The way to what a finding is about, of this call.
    private Optional<Runnable> placeOf(Finding finding) {
        if (FindingTarget.ofPackets(finding) && !bench.taps().figures().get().hops().isEmpty()) {
            return Optional.of(() -> tabs.choose(HOPS));
        }
        return call.record()
                .get()
                .flatMap(record -> FindingTarget.of(finding, record))
                .map(place -> () -> go(place));
    }

    private void go(FindingTarget place) {
        switch (place) {
            case FindingTarget.Message(var index) -> {
                if (tabs.view(MESSAGES).orElse(null) instanceof MessagesPane messages) {
                    messages.choose(index);
                }
            }
            case FindingTarget.Stream(var index) -> {
                if (tabs.view(STREAMS).orElse(null) instanceof StreamsPane streams) {
                    streams.choose(index);
                }
            }
        }
    }

    private static StackPane quiet(String text) {
        Label label = Nodes.text(text, "muted");
        StackPane pane = new StackPane(label);
        pane.setAlignment(Pos.CENTER_LEFT);
        pane.getStyleClass().add("card-body");
        return pane;
    }

    private static EmptyState sized(EmptyState state) {
        state.setMinHeight(150);
        state.setPrefHeight(150);
        return state;
    }
}
