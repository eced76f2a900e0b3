package io.milliwatt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/// Runs commands on use cases that do nothing, and keeps what the newest one printed.
abstract class CommandTest {
    final FakeServices services = new FakeServices();
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    /// @return the exit status
    int run(String... command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return CommandTree.build(services, new PrintWriter(out), new PrintWriter(err))
                .setUsageHelpWidth(80)
                .setUsageHelpAutoWidth(false)
                .execute(command);
    }

    /// What was printed.
    JsonNode json() throws IOException {
        return JsonMapper.builder().build().readTree(out.toString());
    }
}
