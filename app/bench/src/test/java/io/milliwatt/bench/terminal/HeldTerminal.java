package io.milliwatt.bench.terminal;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A process that holds a terminal in a container of a foreign image until it is killed.
final class HeldTerminal {
    private HeldTerminal() {}

    /// @param arguments the container's id, then the command
    public static void main(String[] arguments) throws Exception {
        List<String> command = List.of(arguments).subList(1, arguments.length);
        try (var _ =
                EngineTerminals.create()
                        .open(
                                EngineTerminalsTest.foreign(arguments[0]),
                                TerminalSize.DEFAULT,
                                command)) {
            System.out.println("open");
            new CountDownLatch(1).await();
        }
    }
}
