package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandOrderTest {
    private static final Map<String, List<String>> ORDER =
            Map.of(
                    "engine",
                    List.of(
                            "start",
                            "list",
                            "status",
                            "logs",
                            "shell",
                            "capture",
                            "restart",
                            "stop",
                            "rename",
                            "rm",
                            "recordings",
                            "conferences",
                            "registrations",
                            "impair",
                            "realtime"),
                    "route",
                    List.of("show", "add", "probe", "remove"));

    @Test
    void commandsAreListedAsOneNeedsThem() {
        CommandLine line =
                CommandTree.build(
                        new FakeServices(),
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(new StringWriter()));
        var listed = new HashMap<String, List<String>>();
        line.getSubcommands()
                .forEach((name, command) ->
                        listed.put(
                                name,
                                command.getSubcommands().values().stream()
                                        .map(CommandLine::getCommandName)
                                        .distinct()
                                        .toList()));
        listed.keySet().retainAll(ORDER.keySet());
        assertEquals(ORDER, listed);
    }
}
