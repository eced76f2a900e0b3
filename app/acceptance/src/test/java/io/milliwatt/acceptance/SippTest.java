package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// sipp as a foreign caller.
@Tag("system")
class SippTest {
    @Test
    void fiftyCallsAtTenASecondToTheContainerAllSucceed(@TempDir Path folder) throws Exception {
        Needs.docker();
        Needs.program("sipp", "sip-tester");
        try (var engine = RunningEngine.start("docker", "acc-sipp", 25_166, "42700-42739")) {
            // calls of 1 s at 10 a second: 10 at a time and some slack, well within 20 pairs
            assertAllSucceed(engine, folder, "u1");
        }
    }

    @Test
    void callsOverTcpSucceedAsWell(@TempDir Path folder) throws Exception {
        Needs.program("sipp", "sip-tester");
        try (var engine = RunningEngine.start("embedded", "acc-sipp-tcp", 25_168, "42740-42779")) {
            assertAllSucceed(engine, folder, "t1");
        }
    }

    private static void assertAllSucceed(RunningEngine engine, Path folder, String transport)
            throws Exception {
        var sipp =
                Shell.start(
                        Map.of(),
                        List.of(
                                "sh",
                                "-c",
                                "cd "
                                        + folder
                                        + " && exec sipp -sn uac "
                                        + engine.address()
                                        + ":"
                                        + engine.sipPort()
                                        + " -s echo -i "
                                        + engine.address()
                                        + " -p 25170 -mp 25172 -t "
                                        + transport
                                        + " -r 10 -m 50 -d 1000 -nostdin -trace_stat -stf stat.csv -fd 1"));
        var result = Shell.finish(sipp);
        assertEquals(0, result.status(), result.out());
        assertEquals(50, lastNumber(result.out(), "Successful call"), result.out());
        assertEquals(0, lastNumber(result.out(), "Failed call"), result.out());
    }

    /// The cumulative column of the last screen that sipp printed.
    private static int lastNumber(String out, String row) {
        var matcher =
                Pattern.compile(Pattern.quote(row) + "\\s*\\|\\s*\\d+\\s*\\|\\s*(\\d+)")
                        .matcher(out);
        int last = -1;
        while (matcher.find()) {
            last = Integer.parseInt(matcher.group(1));
        }
        return last;
    }
}
