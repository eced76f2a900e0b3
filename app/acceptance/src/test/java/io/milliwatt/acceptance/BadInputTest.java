package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a user can get wrong: what, where, what to do; the right exit status; no stack trace.
@Tag("system")
class BadInputTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call http://example.org                          | 64 | http://example.org",
                "call sip:                                        | 64 | sip:",
                "call sip:echo@                                   | 64 | sip:echo@",
                "call sip:echo@host:99999                         | 64 | 99999",
                "call                                             | 64 | SIP-URI",
                "call sip:a@127.0.0.1 --codec G729                | 64 | G729",
                "call sip:a@127.0.0.1 --dtmf 12x                  | 64 | 12x",
                "call sip:a@127.0.0.1 --duration soon             | 64 | soon",
                "call sip:a@127.0.0.1 --play tone:9000            | 64 | tone:9000",
                "call sip:a@127.0.0.1 --transport smoke           | 64 | smoke",
                "call sip:a@127.0.0.1 --play /nonexistent.wav     | 78 | /nonexistent.wav",
                "demo --runtime cloud                             | 64 | cloud",
                "demo --runtime embedded --rtp-ports 10-5         | 78 | 10-5",
                "demo --runtime embedded --advertise 203.0.113.99 | 78 | 203.0.113.99",
                "demo --runtime embedded --advertise somewhere    | 78 | somewhere",
                "engine                                           | 64 | start",
                "engine fly                                       | 64 | fly",
                "bogus                                            | 64 | bogus"
            })
    void saysWhatIsWrong(String arguments, int status, String named) throws Exception {
        var result = Shell.milliwatt(arguments.strip().split(" +"));
        assertEquals(status, result.status(), result.toString());
        assertTrue(result.err().contains(named), result.err());
        assertEquals("", result.out(), "results only on standard output");
        assertFalse(
                result.err().contains("Exception") || result.err().contains("\tat "), result.err());
    }

    @Test
    void saysThatAFileIsNoWavFile(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("notes.wav"), "this is no sound\n");
        var result = Shell.milliwatt("call", "sip:echo@127.0.0.1:25199", "--play", text.toString());
        assertEquals(78, result.status(), result.toString());
        assertTrue(result.err().contains("notes.wav"), result.err());
        assertTrue(result.err().contains("fix: "), result.err());
    }

    @Test
    void callToNobodyEndsWithTheReasonWithinSeconds() throws Exception {
        long begin = System.nanoTime();
        var result = Shell.milliwatt("call", "sip:echo@127.0.0.1:25198", "--json");
        assertEquals(1, result.status(), result.toString());
        assertEquals("no-call", result.json().get("verdict").asText());
        assertTrue(
                result.json().at("/findings/0/message").asText().contains("127.0.0.1:25198"),
                result.out());
        assertTrue(System.nanoTime() - begin < 12_000_000_000L, "took longer than 12 s");
    }

    @Test
    void withoutADisplaySaysSoAndOffersTheDemo() throws Exception {
        var result = Shell.milliwatt();
        assertEquals(78, result.status());
        assertTrue(result.err().contains("no display"), result.err());
        assertTrue(result.err().contains("./milliwatt demo"), result.err());
    }

    @Test
    void helpNamesEveryCommand() throws Exception {
        var result = Shell.milliwatt("--help");
        assertEquals(0, result.status());
        for (String command : new String[] {"demo", "engine", "call", "network", "image"}) {
            assertTrue(result.out().contains(command), command);
        }
    }
}
