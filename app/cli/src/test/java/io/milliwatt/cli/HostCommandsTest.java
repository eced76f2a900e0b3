package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `image` and `clean`.
final class HostCommandsTest extends CommandTest {
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

    @Test
    void phoneStandsOnTheLanWhenAsked() throws Exception {
        assertEquals(0, run("demo", "--vantage", "lan"));
        assertEquals(
                0,
                run(
                        "call",
                        "sip:echo@192.0.2.20",
                        "--vantage",
                        "LAN",
                        "--lan-route",
                        "172.17.0.0/16"));
        assertEquals(2, services.lan.size());
        assertEquals(List.of(), services.lan.getFirst().routes());
        assertEquals("[172.17.0.0/16]", services.lan.get(1).routes().toString());
        assertEquals(0, run("call", "sip:echo@192.0.2.20", "--vantage", "host"));
        assertEquals(2, services.lan.size());
    }

    @Test
    void wordsAboutThePlaceOfThePhoneAreCheckedFirst() {
        for (String[] command :
                new String[][] {
                    {"demo", "--vantage", "moon"},
                    {"demo", "--lan-route", "172.17.0.0/16"},
                    {"demo", "--vantage", "lan", "--lan-route", "172.17.0.1/16"},
                    {"call", "sip:echo@192.0.2.20", "--vantage", "lan", "--lan-route", "x"}
                }) {
            assertEquals(64, run(command), String.join(" ", command));
        }
        assertEquals(List.of(), services.launched);
        assertEquals(List.of(), services.dialled);
    }
}
