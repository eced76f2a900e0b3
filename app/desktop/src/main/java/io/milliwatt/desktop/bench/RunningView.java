package io.milliwatt.desktop.bench;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineUsage;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.desktop.plot.ShareBar;
import io.milliwatt.desktop.plot.Sparkline;
import io.milliwatt.desktop.view.Nodes;
import io.milliwatt.desktop.view.Pill;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.call.Health;
import io.milliwatt.presentation.engine.EngineState;
import io.milliwatt.presentation.engine.EngineViewModel;
import io.milliwatt.presentation.engine.RealTimeShares;
import io.milliwatt.presentation.engine.RealTimeViewModel;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A running engine: where it is and what it uses.
final class RunningView extends VBox {
    private static final double LEAST_CPU_PERCENT = 5;
    private static final double LEAST_MEMORY_BYTES = 20e6;

    private final Label image;
    private final Label mode;
    private final Label advertised = Nodes.label("", "mono");
    private final Pill where = new Pill(Health.GOOD, "");
    private final Label sip;
    private final Label rtp;
    private final Label ready;
    private final Label cpu = Nodes.label("", "caption");
    private final Label memory = Nodes.label("", "caption");
    private final VBox budget = new VBox(4);
    private final Label budgetOwn = Nodes.label("", "caption");
    private final ShareBar budgetBar = new ShareBar();
    private final Label budgetOthers = Nodes.text("", "caption");

    RunningView(EngineViewModel engine, RealTimeViewModel realTime) {
        getStyleClass().add("card-body");
        setSpacing(10);
        FactGrid facts = new FactGrid();
        image = facts.fact("Image", "");
        mode = facts.fact("Mode", "");
        HBox address = new HBox(8, advertised, where);
        address.setAlignment(Pos.CENTER_LEFT);
        facts.add("Advertised", address);
        sip = facts.fact("SIP", "");
        sip.getStyleClass().add("mono");
        rtp = facts.fact("RTP", "");
        rtp.getStyleClass().add("mono");
        ready = facts.fact("Ready in", "");
        Sparkline cpuPlot = new Sparkline("CPU over the last minute", LEAST_CPU_PERCENT);
        Sparkline memoryPlot = new Sparkline("Memory over the last minute", LEAST_MEMORY_BYTES);
        engine.cpuPercent().samples().addListener((_, _, s) -> cpuPlot.show(s));
        engine.memoryBytes().samples().addListener((_, _, s) -> memoryPlot.show(s));
        VBox left = new VBox(4, cpu, cpuPlot);
        VBox right = new VBox(4, memory, memoryPlot);
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        left.setPrefWidth(100);
        right.setPrefWidth(100);
        getChildren().addAll(facts, new HBox(14, left, right), budget);
        budget.getChildren().addAll(budgetOwn, budgetBar, budgetOthers);
        realTime.shares().addListener((_, _, shares) -> show(shares));
        show(realTime.shares().get());
    }

    /// Who has what of the kernel's real-time budget; nothing where the engine has none.
    private void show(Optional<RealTimeShares> shares) {
        Nodes.show(budget, shares.isPresent());
        shares.ifPresent(now -> {
            budgetOwn.setText("Real time " + now.own());
            budgetBar.show(now);
            budgetOthers.setText(
                    now.parts().stream()
                            .map(part -> part.name() + " " + Format.count(part.micros()))
                            .collect(Collectors.joining(" · ")));
            Nodes.tooltip(
                    budgetOthers,
                    "µs of each "
                            + Format.count(now.periodMicros())
                            + " µs\n"
                            + now.parts().stream()
                                    .filter(part -> !part.detail().isBlank())
                                    .map(part -> part.name() + ": " + part.detail())
                                    .collect(Collectors.joining("\n")));
        });
    }

    void show(EngineState.Running state) {
        EngineInfo info = state.info();
        image.setText(info.image());
        mode.setText(
                EngineWords.mode(info.placement())
                        + (info.runtime() == RuntimeKind.DOCKER
                                ? " · Docker"
                                : info.pid().map(pid -> " · process " + pid).orElse("")));
        advertised.setText(Format.address(info.advertisedAddress()));
        boolean local = info.advertisedAddress().isLoopbackAddress();
        boolean routed = info.placement().mode() == NetworkMode.CONTAINER;
        where.show(
                local || routed ? Health.WARN : Health.GOOD,
                local ? "this host only" : routed ? "needs a route" : "LAN");
        sip.setText(info.sipPort() + " udp, tcp");
        String inUse =
                state.usage()
                        .map(EngineUsage::rtpPortsInUse)
                        .filter(ports -> ports >= 0)
                        .map(ports -> " · " + ports + " in use")
                        .orElse("");
        rtp.setText(Format.range(info.rtpPorts().toString()) + inUse);
        ready.setText(Format.took(Duration.ofMillis(Math.round(info.readyMillis()))));
        cpu.setText("CPU " + state.usage().map(u -> Format.percent(u.cpuPercent())).orElse("–"));
        memory.setText(
                "Memory " + state.usage().map(u -> Format.megabytes(u.memoryBytes())).orElse("–"));
    }
}
