package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `image` and `clean`.
final class HostCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FakeServices services = new FakeServices();

    @Test
    void imagesAreListedAndBuilt() throws IOException {
        assertEquals(0, run("image", "list"));
        assertEquals(
                """
                milliwatt/engine:1                74.4 MB  up to date
                milliwatt/toolbox:1                0.0 MB  built when it is needed
                """,
                out.toString());
        assertEquals(0, run("image", "list", "--json"));
        assertEquals("milliwatt/engine:1", json().get(0).get("reference").asText());
        assertEquals("current", json().get(0).get("status").asText());
        assertEquals(74_400_000, json().get(0).get("sizeBytes").asLong());
        assertTrue(json().get(1).get("id").isNull());
        assertEquals(0, run("image", "build"));
        assertEquals("up to date\n", out.toString());
        assertEquals(0, run("image", "build", "toolbox", "--force"));
        assertEquals("toolbox built\n", out.toString());
    }

    @Test
    void cleanTellsWhatItDidAndWhatStaysOnPurpose() throws IOException {
        assertEquals(0, run("clean"));
        assertEquals("Nothing was left behind\n", out.toString());
        services.cleaned =
                new Services.Cleaned(List.of("undid: a rule"), List.of("route to 172.17.0.0/16"));
        assertEquals(0, run("clean"));
        assertEquals("undid: a rule\nin force: route to 172.17.0.0/16\n", out.toString());
        assertEquals(0, run("clean", "--json"));
        assertEquals("undid: a rule", json().get("done").get(0).asText());
        assertEquals("route to 172.17.0.0/16", json().get("left").get(0).asText());
    }

    private int run(String... command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return CommandTree.build(services, new PrintWriter(out), new PrintWriter(err))
                .setUsageHelpWidth(80)
                .setUsageHelpAutoWidth(false)
                .execute(command);
    }

    private JsonNode json() throws IOException {
        return JsonMapper.builder().build().readTree(out.toString());
    }
}
