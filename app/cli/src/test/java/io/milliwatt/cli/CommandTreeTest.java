package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What holds for all commands.
class CommandTreeTest extends CommandTest {
    @Test
    void jsonIsAllThatGoesToStandardOutput() throws Exception {
        assertEquals(0, run("call", "sip:echo@192.0.2.20", "--json"));
        assertEquals("audio", json().path("verdict").asText());
        assertTrue(err.toString().contains("Calling sip:echo@192.0.2.20"), err.toString());
        assertEquals(0, run("demo", "--json"));
        assertEquals("audio", json().path("verdict").asText());
        assertEquals(0, run("engine", "start", "--json"));
        assertEquals("engine", json().path("name").asText());
        assertEquals(0, run("engine", "list", "--json"));
        assertEquals(1, json().size());
        assertEquals(0, run("engine", "status", "--json"));
        assertEquals(80_000_000, json().path("memoryBytes").asLong());
        assertFalse(out.toString().contains("secret"), out.toString());
        assertEquals(0, run("network", "--json"));
        assertEquals("192.0.2.20", json().get(0).path("address").asText());
    }

    @Test
    void wrongUsageEndsWith64AndCallsNobody() {
        for (String[] command :
                new String[][] {
                    {"call"},
                    {"call", "sip:echo@192.0.2.20", "--duration", "5x"},
                    {"call", "sip:echo@192.0.2.20", "--duration", "0s"},
                    {"call", "sip:echo@192.0.2.20", "--duration", "25h"},
                    {"call", "sip:echo@192.0.2.20", "--dtmf", "12x"},
                    {"call", "sip:echo@192.0.2.20", "--codec", "G729"},
                    {"call", "sip:echo@192.0.2.20", "--transport", "sctp"},
                    {"call", "sip:echo@192.0.2.20", "--srtp", "always"},
                    {"call", "sip:echo@192.0.2.20", "--play", "tone:4000"},
                    {"call", "http://192.0.2.20"},
                    {"demo", "--duration", "1ms"},
                    {"demo", "--runtime", "moon"},
                    {"engine", "start", "--runtime", "moon"},
                    {"engine", "start", "--port-pool", "big"},
                    {"engine", "impair", "id"},
                    {"engine"},
                    {"engine", "bogus"},
                    {"image"},
                    {"image", "build", "moon"},
                    {"bogus"},
                    {}
                }) {
            assertEquals(64, run(command), String.join(" ", command));
            assertEquals("", out.toString(), String.join(" ", command));
            assertFalse(err.toString().isBlank(), String.join(" ", command));
            assertFalse(err.toString().contains("internal error"), err.toString());
        }
        assertEquals(List.of(), services.dialled);
        assertEquals(List.of(), services.launched);
    }

    @Test
    void wrongConfigurationEndsWith78() {
        assertEquals(78, run("engine", "start", "--sip-port", "70000"));
        assertEquals(78, run("engine", "start", "--advertise", "my-host"));
        assertEquals(78, run("engine", "start", "--rtp-ports", "9-1"));
        assertEquals(78, run("engine", "stop", "nobody"));
        assertEquals(78, run("engine", "status", "nobody"));
        assertEquals(78, run("engine", "logs", "nobody"));
        assertEquals(78, run("call", "echo"));
        assertTrue(err.toString().contains("./milliwatt engine start"), err.toString());
    }

    @Test
    void bugIsToldInOneLineWithoutAStackTrace() {
        services.bug = Optional.of(new IllegalStateException("a bug"));
        assertEquals(1, run("engine", "list"));
        assertTrue(err.toString().contains("internal error"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void everyCommandKnowsHelpAndVersion() {
        for (String command :
                new String[] {
                    "",
                    "demo",
                    "call",
                    "network",
                    "network addresses",
                    "network docker",
                    "network plan",
                    "network use",
                    "network watch",
                    "route",
                    "route show",
                    "route add",
                    "route remove",
                    "route probe",
                    "image",
                    "image build",
                    "image list",
                    "clean",
                    "doctor",
                    "engine",
                    "engine start",
                    "engine stop",
                    "engine restart",
                    "engine rm",
                    "engine rename",
                    "engine list",
                    "engine status",
                    "engine logs",
                    "engine shell",
                    "engine recordings",
                    "engine conferences",
                    "engine registrations",
                    "engine impair",
                    "engine realtime"
                }) {
            assertEquals(0, run((command + " --help").strip().split(" ")));
            assertTrue(out.toString().startsWith("Usage: milliwatt " + command), out.toString());
            for (String line : out.toString().split("\n")) {
                assertTrue(line.length() <= 80, line);
            }
            assertEquals(0, run((command + " --version").strip().split(" ")));
            assertTrue(out.toString().startsWith("milliwatt "), command + ": " + out);
        }
    }
}
