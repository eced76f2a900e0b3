package io.milliwatt.presentation.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.terminal.TerminalSize;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.fixture.FakeBackend;
import io.milliwatt.presentation.fixture.FakeTerminal;
import io.milliwatt.presentation.fixture.ManualClock;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.fixture.Samples;
import io.milliwatt.presentation.task.VirtualThreadRunner;
import io.milliwatt.presentation.terminal.TerminalKeys.Key;
import io.milliwatt.presentation.terminal.TerminalKeys.Modifiers;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// With real threads: the shell and who looks at it are two.
@Timeout(20)
class TerminalViewModelTest {
    private final FakeBackend backend = new FakeBackend();
    private final ManualUi ui = new ManualUi();
    private final TerminalViewModel terminal =
            new TerminalViewModel(
                    new Surroundings(backend, new VirtualThreadRunner(ui), ui, new ManualClock()));

    private void await(BooleanSupplier reached) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            Thread.sleep(2);
            ui.drainAll();
        }
    }

    private FakeTerminal open() throws InterruptedException {
        terminal.open(Samples.engine());
        await(() -> terminal.state().get() instanceof TerminalState.Open);
        return backend.terminal().orElseThrow();
    }

    @Test
    void showsWhatTheShellPrintsAndTellsThatItChanged() throws InterruptedException {
        FakeTerminal shell = open();
        long before = terminal.revision().get();
        shell.print("\033[1;32mengine\033[0m:/# ");
        await(() -> terminal.picture().text(0).equals("engine:/#"));
        await(() -> terminal.revision().get() > before);
    }

    @Test
    void sendsWhatIsTypedInItsOrder() throws InterruptedException {
        FakeTerminal shell = open();
        for (String each : "ss -lun".split("")) {
            terminal.type(each);
        }
        terminal.press(Key.ENTER, Modifiers.NONE);
        terminal.type(TerminalKeys.control('c'));
        await(() -> shell.typed().equals("ss -lun\r\u0003"));
    }

    @Test
    void answersWhatAProgramAsks() throws InterruptedException {
        FakeTerminal shell = open();
        shell.print("\033[6n");
        await(() -> shell.typed().equals("\033[1;1R"));
    }

    @Test
    void tellsTheShellTheSizeOfTheWindow() throws InterruptedException {
        terminal.resize(100, 30);
        FakeTerminal shell = open();
        assertEquals(new TerminalSize(100, 30), shell.size());
        terminal.resize(132, 43);
        await(() -> shell.size().equals(new TerminalSize(132, 43)));
        assertEquals(43, terminal.picture().lines().size());
    }

    @Test
    void scrollsBackAndReturnsWhenSomethingIsTyped() throws InterruptedException {
        FakeTerminal shell = open();
        shell.print("line\r\n".repeat(60));
        await(() -> terminal.picture().above() > 30);
        terminal.scroll(10);
        assertEquals(10, terminal.picture().below());
        terminal.type("x");
        assertEquals(0, terminal.picture().below());
    }

    @Test
    void theWheelMovesTheCursorOfAProgramThatHasTheWholeScreen() throws InterruptedException {
        FakeTerminal shell = open();
        shell.print("\033[?1049hless");
        await(() -> terminal.picture().text(0).equals("less"));
        terminal.scroll(3);
        await(() -> shell.typed().equals("\033OA\033OA\033OA"));
    }

    @Test
    void saysHowTheShellEndedAndKeepsTheScreen() throws InterruptedException {
        FakeTerminal shell = open();
        shell.print("bye");
        await(() -> terminal.picture().text(0).equals("bye"));
        shell.exit();
        await(() -> terminal.state().get() instanceof TerminalState.Ended);
        assertEquals(new TerminalState.Ended("engine", "exit status 0"), terminal.state().get());
        assertEquals("bye", terminal.picture().text(0));
    }

    @Test
    void closingEndsTheShell() throws InterruptedException {
        FakeTerminal shell = open();
        assertFalse(shell.closed());
        terminal.close();
        await(shell::closed);
        assertInstanceOf(TerminalState.Closed.class, terminal.state().get());
    }

    @Test
    void aFloodLeavesAtMostOneActionWaiting() throws InterruptedException {
        FakeTerminal shell = open();
        String flood = "0123456789".repeat(500) + "\r\n";
        for (int i = 0; i < 400; i++) {
            shell.print(flood);
            assertTrue(ui.pending() <= 2, "actions wait");
        }
        shell.print("end");
        await(() -> terminal.allText().endsWith("end\n"));
    }
}
