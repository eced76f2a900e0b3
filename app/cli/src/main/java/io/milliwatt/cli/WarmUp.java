package io.milliwatt.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Does once what commands do, so that a start-up cache (JEP 514) can be made of it. Run by the
/// build; changes nothing.
final class WarmUp {
    private static final String[][] COMMANDS = {
        {"--help"},
        {"engine", "list"},
        {"engine", "start", "--runtime", "nowhere"},
        {"network"},
        {"network", "--json"},
        {"call", "sip:echo@127.0.0.1:1", "--duration", "100ms", "--json"},
        {
            "demo",
            "--runtime",
            "embedded",
            "--duration",
            "500ms",
            "--sip-port",
            "25099",
            "--rtp-ports",
            "25080-25081"
        },
    };

    private WarmUp() {}

    static void run() {
        var nowhere = new PrintWriter(new StringWriter());
        var services = new LocalServices();
        for (String[] command : COMMANDS) {
            CommandTree.build(services, nowhere, nowhere).execute(command);
        }
    }
}
