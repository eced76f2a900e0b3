package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.bench.terminal.TerminalSize;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnTerminalTest {
    @Test
    void sizeIsReadAsSttyWritesIt() {
        assertEquals(Optional.of(new TerminalSize(132, 43)), OwnTerminal.size("43 132"));
        assertEquals(
                Optional.of(TerminalSize.DEFAULT),
                OwnTerminal.size("0 0"),
                "a serial line does not know its size");
        assertEquals(Optional.of(TerminalSize.DEFAULT), OwnTerminal.size("what"));
        assertEquals(Optional.empty(), OwnTerminal.size(null), "there is no terminal");
    }
}
