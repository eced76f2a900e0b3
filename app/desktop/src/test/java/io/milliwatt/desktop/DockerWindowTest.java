package io.milliwatt.desktop;

import static io.milliwatt.desktop.TestWindow.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.presentation.Page;
import io.milliwatt.presentation.ShellViewModel;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.FakeTerminal;
import io.milliwatt.presentation.phone.VantageState;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Labeled;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// What the window does with a container: a shell in it, a phone on the LAN, a probe from there, a
/// changed address. Engines and Docker are made up.
@SuppressWarnings("NullAway.Init") // TestFX opens the window before each test
@ExtendWith(ApplicationExtension.class)
class DockerWindowTest {

    @TempDir static Path folder;

    private final FakeBackend backend = new FakeBackend();
    private TestWindow window;
    private ShellViewModel shell;

    @Start
    void open(Stage opened) {
        window = TestWindow.open(opened, backend, folder, Page.BENCH);
        shell = window.shell();
    }

    private FakeTerminal openShell(FxRobot robot) throws TimeoutException {
        window.launch(robot);
        robot.clickOn("#shell");
        await("the terminal", () -> backend.terminal().isPresent());
        FakeTerminal terminal = backend.terminal().orElseThrow();
        terminal.print("\033[1;32mengine\033[0m:/# ");
        await("the prompt", () -> shell.bench().terminal().picture().text(0).equals("engine:/#"));
        return terminal;
    }

    @Test
    void everyKeyInTheShellIsTheShells(FxRobot robot) throws TimeoutException {
        FakeTerminal terminal = openShell(robot);
        robot.write("ls", 0);
        robot.push(KeyCode.TAB);
        robot.push(KeyCode.UP);
        robot.push(KeyCode.CONTROL, KeyCode.C);
        robot.push(KeyCode.ESCAPE);
        robot.push(KeyCode.CONTROL, KeyCode.L);
        robot.push(KeyCode.ENTER);
        await("the keys", () -> terminal.typed().equals("ls\t\033[A\u0003\033\f\r"));
        assertTrue(terminal.size().columns() > 100, "the terminal is as wide as the page");
        assertEquals("", shell.bench().phone().digits().get());
    }

    @Test
    void aWordIsMarkedAndCopiedAndTextIsPasted(FxRobot robot) throws TimeoutException {
        FakeTerminal terminal = openShell(robot);
        robot.interact(() -> {
            var bounds = robot.lookup("#terminal").query().localToScreen(0, 0);
            robot.moveTo(bounds.getX() + 30, bounds.getY() + 18);
        });
        robot.doubleClickOn();
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        await("the copy", () -> "engine:/#".equals(Clipboard.getSystemClipboard().getString()));
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.V);
        await("the paste", () -> terminal.typed().equals("engine:/#"));
    }

    @Test
    void closingTheDrawerEndsTheShell(FxRobot robot) throws TimeoutException {
        FakeTerminal terminal = openShell(robot);
        terminal.exit();
        await("the end", () -> !robot.lookup("ended, exit status 0").queryAll().isEmpty());
        robot.clickOn("#shell-again");
        await("another one", () -> backend.terminal().orElseThrow() != terminal);
    }

    @Test
    void thePhoneGoesToTheLanAndComesBack(FxRobot robot) throws TimeoutException {
        window.launch(robot);
        robot.clickOn("#vantage-lan");
        assertFalse(robot.lookup("Call from the LAN").queryAll().isEmpty());
        robot.clickOn("#vantage-routes").write("172.17.0.0/16", 0);
        robot.interact(() -> robot.lookup("#vantage-go").queryButton().fire());
        await(
                "the phone on the LAN",
                () -> shell.bench().vantage().state().get() instanceof VantageState.OnLan);
        assertEquals(1, backend.lanChoice().routes().size());
        robot.clickOn("#chip-echo");
        await("the call from there", () -> backend.lanCalls() == 1);
        robot.clickOn("#hang-up");
        await("its end", () -> !shell.bench().phone().state().get().inCall());
        robot.clickOn("#vantage-host");
        await("nothing left", () -> backend.lanPhones() == 0);
    }

    @Test
    void aChangedAddressIsToldAndOneActionLaunchesAgain(FxRobot robot) throws TimeoutException {
        window.launch(robot);
        await("the first look at the address", () -> shell.bench().engine().running().isPresent());
        WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
        var wireless = InetAddress.ofLiteral("192.168.7.4");
        backend.addresses(
                List.of(new HostAddress(wireless, "wlan0", 1, "LAN", "default route", true)));
        await(
                "the notice",
                () ->
                        robot.lookup("#address-words")
                                .queryAs(Labeled.class)
                                .getText()
                                .startsWith("192.168.1.20 is gone"));
        robot.clickOn("#address-relaunch");
        await(
                "the new address",
                () -> Optional.of(wireless).equals(backend.engines().relaunchedAt()));
    }

    @Test
    void theWayToContainersIsProbedFromTheLan(FxRobot robot) throws TimeoutException {
        window.launch(robot);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        await("the page", () -> shell.page().get() == Page.NETWORK);
        robot.interact(() -> robot.lookup("#route-probe").queryButton().fire());
        await("the obstacle", () -> !robot.lookup("forward drop").queryAll().isEmpty());
        robot.interact(() -> robot.lookup("#route-look").queryButton().fire());
        await("the changes", () -> !robot.lookup("#route-open").queryAll().isEmpty());
        robot.interact(() -> robot.lookup("#route-open").queryButton().fire());
        await("the undo", () -> !robot.lookup("#route-close").queryAll().isEmpty());
        robot.interact(() -> robot.lookup("#route-probe").queryButton().fire());
        await("the open way", () -> !robot.lookup("open").queryAll().isEmpty());
        assertEquals(2, shell.network().route().probes().get().size());
    }
}
