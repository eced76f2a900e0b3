package io.milliwatt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Does once what commands do, so that a start-up cache (JEP 514) can be made of it. Run by the
/// build; changes nothing.
final class WarmUp {
    private WarmUp() {}

    private static List<List<String>> commands(String capture) {
        return List.of(
                List.of("--help"),
                List.of("engine", "list"),
                List.of("engine", "start", "--runtime", "nowhere"),
                List.of("network"),
                List.of("network", "--json"),
                List.of("call", "sip:echo@127.0.0.1:1", "--duration", "100ms", "--json"),
                List.of(
                        "demo",
                        "--runtime",
                        "embedded",
                        "--duration",
                        "500ms",
                        "--sip-port",
                        "25099",
                        "--rtp-ports",
                        "25080-25081",
                        "--pcap",
                        capture),
                List.of("inspect", capture),
                List.of("inspect", capture, "--json"));
    }

    static void run() throws IOException {
        var nowhere = new PrintWriter(new StringWriter());
        var services = new LocalServices();
        Path capture = Files.createTempFile("milliwatt-warm-up", ".pcapng");
        try {
            for (List<String> command : commands(capture.toString())) {
                String[] arguments = command.toArray(String[]::new);
                QuickInspect.of(arguments)
                        .ifPresentOrElse(
                                quick -> quick.run(nowhere, nowhere),
                                () ->
                                        CommandTree.build(services, nowhere, nowhere)
                                                .execute(arguments));
            }
        } finally {
            Files.deleteIfExists(capture);
        }
    }
}
