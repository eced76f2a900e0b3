package io.milliwatt.desktop;

import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.phone.PhoneState;
import io.milliwatt.presentation.phone.VantageState;
import io.milliwatt.presentation.tap.TapState;
import io.milliwatt.presentation.terminal.TerminalState;
import io.milliwatt.presentation.terminal.TerminalViewModel;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.ButtonBase;

/// Pictures of what only an engine in Docker has: a shell, a phone on the LAN, the way to the
/// container, real time where the kernel has it.
final class DockerPictures {
    private final Screenshots pictures;
    private final ShellViewModel shell;

    DockerPictures(Screenshots pictures) {
        this.pictures = pictures;
        shell = pictures.shell();
    }

    void takeAll() throws Exception {
        boolean realTime = realTime();
        pictures.onUi(() -> shell.settings().change(s -> s.withRealtime(realTime)));
        pictures.launch(shell.bench().engine());
        Screenshots.rest(Duration.ofSeconds(realTime ? 6 : 2));
        pictures.take("bench-docker");
        hops();
        shell();
        lan();
        route();
    }

    /// A call that is captured at every hop, while it goes on and afterwards.
    private void hops() throws Exception {
        pictures.onUi(() -> {
            shell.bench().taps().wanted().set(true);
            shell.bench().phone().dial("echo");
        });
        Screenshots.rest(Duration.ofMillis(700));
        pictures.take("bench-hops-opening");
        pictures.until(
                shell.bench().phone().state(), s -> s.answered() || s instanceof PhoneState.Ended);
        Screenshots.rest(Duration.ofSeconds(10));
        pictures.take("bench-hops");
        pictures.onUi(() -> shell.bench().phone().hangUp());
        pictures.until(shell.bench().taps().state(), s -> !(s instanceof TapState.Capturing));
        pictures.until(shell.bench().taps().state(), s -> !(s instanceof TapState.Ending));
        pictures.take("bench-hops-over");
        pictures.onUi(() -> {
            shell.bench().taps().wanted().set(false);
            shell.bench().openCall();
        });
        for (String tab : List.of("ladder", "streams", "hops", "findings")) {
            pictures.chooseTab(tab);
            Screenshots.rest(Duration.ofSeconds(1));
            pictures.take("calls-captured-" + tab);
        }
        pictures.onUi(() -> shell.page().set(Page.BENCH));
    }

    /// Looks at the page Settings, which asks for it.
    private boolean realTime() throws Exception {
        pictures.onUi(() -> shell.page().set(Page.SETTINGS));
        Screenshots.rest(Duration.ofSeconds(3));
        pictures.take("settings-docker");
        pictures.onUi(() -> shell.page().set(Page.BENCH));
        return shell.bench().realTime().refusal().get().isEmpty();
    }

    private void shell() throws Exception {
        TerminalViewModel terminal = shell.bench().terminal();
        fire("shell");
        pictures.until(
                terminal.state(),
                s -> s instanceof TerminalState.Open || s instanceof TerminalState.Failed);
        Screenshots.rest(Duration.ofSeconds(2));
        type(terminal, "ls --color=always -l /proc/1/fd | head -4; ss -lun | head -6\r");
        Screenshots.rest(Duration.ofSeconds(2));
        pictures.take("bench-shell");
        type(terminal, "clear; top -d 1\r");
        Screenshots.rest(Duration.ofSeconds(4));
        pictures.take("bench-shell-top");
        type(terminal, "q");
        pictures.onUi(terminal::close);
        fire("shell-close");
        Screenshots.rest(Duration.ofMillis(500));
    }

    private void type(TerminalViewModel terminal, String characters) throws Exception {
        pictures.onUi(() -> terminal.type(characters));
    }

    private void lan() throws Exception {
        fire("vantage-lan");
        Screenshots.rest(Duration.ofMillis(500));
        pictures.take("bench-vantage");
        fire("vantage-go");
        pictures.until(
                shell.bench().vantage().state(),
                s -> s instanceof VantageState.OnLan || s instanceof VantageState.Refused);
        if (shell.bench().vantage().state().get() instanceof VantageState.OnLan) {
            callFromLan("bench-call-lan");
            pictures.onUi(() -> shell.bench().taps().wanted().set(true));
            callFromLan("bench-hops-lan");
            pictures.onUi(() -> shell.bench().taps().wanted().set(false));
            fire("vantage-host");
        }
        pictures.until(
                shell.bench().vantage().state(), s -> !(s instanceof VantageState.Returning));
        pictures.take("bench-vantage-after");
    }

    private void callFromLan(String name) throws Exception {
        pictures.onUi(() -> shell.bench().phone().dial("echo"));
        pictures.until(
                shell.bench().phone().state(), s -> s.answered() || s instanceof PhoneState.Ended);
        Screenshots.rest(Duration.ofSeconds(8));
        pictures.take(name);
        pictures.onUi(() -> shell.bench().phone().hangUp());
        pictures.until(shell.bench().phone().state(), PhoneState.Ended.class::isInstance);
    }

    /// The container's own address, asked from the LAN before and after the changes.
    private void route() throws Exception {
        pictures.onUi(() -> shell.page().set(Page.NETWORK));
        fire("route-look");
        pictures.until(shell.network().route().working(), working -> !working);
        probe(1);
        fire("route-open");
        pictures.until(shell.network().route().working(), working -> !working);
        probe(2);
        pictures.onUi(() -> {
            if (pictures.window().scene().lookup(".page .scroll-pane")
                    instanceof javafx.scene.control.ScrollPane scroll) {
                scroll.setVvalue(1);
            }
        });
        Screenshots.rest(Duration.ofMillis(500));
        pictures.take("network-probe");
        fire("route-close");
        pictures.until(shell.network().route().working(), working -> !working);
        pictures.onUi(() -> shell.page().set(Page.BENCH));
    }

    private void probe(int answers) throws Exception {
        fire("route-probe");
        pictures.until(shell.network().route().probes(), all -> all.size() >= answers);
    }

    private void fire(String id) throws Exception {
        pictures.onUi(() -> {
            if (pictures.window().scene().lookup("#" + id) instanceof ButtonBase button) {
                button.fire();
            }
        });
        Screenshots.rest(Duration.ofMillis(300));
    }
}
