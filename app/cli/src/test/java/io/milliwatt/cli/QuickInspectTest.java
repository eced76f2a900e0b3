package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickInspectTest {
    @TempDir private Path folder;
    private Path capture = Path.of("");

    private record Said(int status, String out, String err) {}

    @BeforeEach
    void writeACapture() throws Exception {
        capture = InspectCommandTest.write(folder.resolve("a.pcapng"));
    }

    private static Said quick(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status =
                QuickInspect.of(arguments)
                        .orElseThrow()
                        .run(new PrintWriter(out), new PrintWriter(err));
        return new Said(status, out.toString(), err.toString());
    }

    private static Said usual(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status =
                CommandTree.build(new FakeServices(), new PrintWriter(out), new PrintWriter(err))
                        .execute(arguments);
        return new Said(status, out.toString(), err.toString());
    }

    @Test
    void saysWhatTheUsualWaySays() throws Exception {
        Path text = Files.writeString(folder.resolve("x.txt"), "hello, this is text");
        for (Path file : List.of(capture, text, folder, folder.resolve("none.pcap"))) {
            Said usual = usual("inspect", file.toString(), "--json");
            assertEquals(usual, quick("inspect", file.toString(), "--json"));
            assertEquals(usual, quick("inspect", "--json", file.toString()));
        }
        assertEquals(1, quick("inspect", capture.toString(), "--json").status(), "a finding");
    }

    @Test
    void leavesEverythingElseToTheUsualWay() {
        String file = capture.toString();
        for (List<String> other :
                List.of(
                        List.<String>of(),
                        List.of("inspect", file),
                        List.of("inspect", "--json"),
                        List.of("inspect", "--json", "--json"),
                        List.of("inspect", "--json", "--help"),
                        List.of("inspect", "--json", "@arguments"),
                        List.of("inspect", "--json", ""),
                        List.of("inspect", file, "--csv"),
                        List.of("doctor", file, "--json"),
                        List.of("inspect", file, "--json", "--call"))) {
            assertTrue(QuickInspect.of(other.toArray(String[]::new)).isEmpty(), other::toString);
        }
    }
}
