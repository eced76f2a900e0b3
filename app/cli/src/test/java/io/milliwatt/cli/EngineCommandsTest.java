package io.milliwatt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.Publishing;
import io.milliwatt.bench.engine.RuntimeKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The life of engines by `engine`.
class EngineCommandsTest extends CommandTest {
    @Test
    void startSaysWhatToDialNext() {
        assertEquals(0, run("engine", "start", "--name", "second", "--sip-port", "5062"));
        assertTrue(
                out.toString().contains("Next     ./milliwatt call sip:echo@192.0.2.20:5062"),
                out.toString());
        assertEquals(0, run("engine", "start"));
        assertTrue(out.toString().contains("Next     ./milliwatt call echo\n"), out.toString());
        assertFalse(services.launched.getFirst().ephemeral());
    }

    @Test
    void enginesAreRestartedKeptRenamedAndRemoved() {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_064));
        assertEquals(0, run("engine", "restart"));
        assertEquals(5_064, services.launched.getFirst().sipPort());
        assertEquals(Optional.of(RuntimeKind.EMBEDDED), services.launched.getFirst().runtime());
        assertTrue(out.toString().startsWith("Restarted engine in "), out.toString());
        assertEquals(78, run("engine", "restart", "nobody"));

        assertEquals(0, run("engine", "stop", "--keep"));
        assertEquals(List.of("engine"), services.ended);
        assertTrue(out.toString().contains("./milliwatt engine restart engine"), out.toString());
        assertEquals(0, run("engine", "rename", "engine", "first"));
        assertEquals("Renamed engine to first\n", out.toString());
        assertEquals(0, run("engine", "rm", "first"));
        assertEquals(List.of("engine", "first"), services.stopped);
    }

    @Test
    void networkModeAndLimitsReachTheLaunch() {
        assertEquals(0, run("engine", "start", "--mode", "host", "--cpus", "1.5"));
        var host = services.launched.getLast().placement();
        assertEquals(NetworkMode.HOST, host.mode());
        assertEquals("1.5 CPUs, 512 MiB", host.limits().words());
        assertEquals(0, run("engine", "start", "--memory", "1G", "--publish", "dnat"));
        var dnat = services.launched.getLast().placement();
        assertEquals(NetworkMode.PUBLISHED, dnat.mode());
        assertEquals(Publishing.DNAT, dnat.publishing());
        assertEquals("all CPUs, 1024 MiB", dnat.limits().words());
        assertEquals(0, run("demo", "--mode", "container", "--network", "lab"));
        assertEquals(
                Placement.of(NetworkMode.CONTAINER).withNetwork("lab"),
                services.launched.getLast().placement());
        assertEquals(0, run("engine", "start", "--advertise", "container"));
        var wrong = services.launched.getLast();
        assertEquals(Optional.empty(), wrong.advertise());
        assertTrue(wrong.placement().advertiseContainer());
    }

    @Test
    void optionsThatContradictEachOtherAreRefusedInWords() {
        assertEquals(64, run("engine", "start", "--mode", "ipvlan"));
        assertTrue(err.toString().contains("fix: Give --mode macvlan"), err.toString());
        assertEquals(64, run("engine", "start", "--mode", "bridge"));
        assertEquals(64, run("engine", "start", "--mode", "host", "--publish", "dnat"));
        assertEquals(64, run("engine", "start", "--mode", "host", "--network", "lab"));
        assertEquals(64, run("engine", "start", "--publish", "some"));
        assertEquals(64, run("engine", "start", "--mode", "host", "--advertise", "container"));
        assertEquals(78, run("engine", "start", "--cpus", "0"));
        assertEquals(78, run("engine", "start", "--cpus", "many"));
        assertEquals(78, run("engine", "start", "--memory", "4m"));
        assertEquals(78, run("engine", "start", "--memory", "99999999999g"));
        assertEquals(List.of(), services.launched);
    }

    @Test
    void shellRunsTheCommandAndEndsWithItsStatus() {
        services.running.put("lab", FakeEngines.engine("lab", "192.0.2.20", 5_060));
        assertEquals(3, run("engine", "shell", "lab", "--", "ss", "-lun"));
        assertEquals(List.of("ss", "-lun", "closed"), services.typed);
        assertEquals(78, run("engine", "shell", "nobody"));
    }

    @Test
    void logsAreSearchedByTextLevelAndTime() {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060));
        services.log.clear();
        services.log.addAll(
                List.of(
                        "2026-03-04T14:00:00.000Z INFO sip listens",
                        "2026-03-04T14:05:00.000Z WARNING media lost packets",
                        " a second line",
                        "2026-03-04T14:06:00.000Z SEVERE media gave up"));
        assertEquals(0, run("engine", "logs", "--grep", "MEDIA"));
        assertEquals(2, out.toString().lines().count(), out.toString());
        assertEquals(0, run("engine", "logs", "--level", "warn"));
        assertEquals(3, out.toString().lines().count(), out.toString());
        assertEquals(0, run("engine", "logs", "--level", "error"));
        assertEquals("2026-03-04T14:06:00.000Z SEVERE media gave up\n", out.toString());
        assertEquals(0, run("engine", "logs", "--since", "2026-03-04T14:05:00Z", "-n", "2"));
        assertEquals(2, out.toString().lines().count(), out.toString());
        assertEquals(0, run("engine", "logs", "--since", "10m"));
        assertEquals("", out.toString());
        assertEquals(64, run("engine", "logs", "--level", "loud"));
        assertEquals(64, run("engine", "logs", "--since", "noon"));
        assertEquals(64, run("engine", "logs", "--grep", "(("));
    }

    @Test
    void logLinesArePrintedAsTheyAre() {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060));
        assertEquals(0, run("engine", "logs", "-n", "1"));
        assertEquals("100 % ready\n", out.toString());
    }

    @Test
    void followingShowsTheNewestLinesOnceAndGoesOn() {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060));
        assertEquals(0, run("engine", "logs", "-f", "-n", "1"));
        assertTrue(out.toString().startsWith("100 % ready\nline 0\nline 1\n"), out.toString());
        assertEquals(1, out.toString().split("100 % ready", -1).length - 1);
    }

    @Test
    void statusOfADeadEngineSaysWhyItDied() {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060, false));
        assertEquals(1, run("engine", "status"));
        assertEquals("", out.toString());
        assertTrue(
                err.toString().contains("does not run any more. It was killed."), err.toString());
        assertTrue(err.toString().contains("engine restart engine"), err.toString());
    }

    @Test
    void followingTheLogEndsWhenNobodyReadsIt() {
        services.running.put("engine", FakeEngines.engine("engine", "192.0.2.20", 5_060));
        var closed =
                new Writer() {
                    @Override
                    public void write(char[] text, int offset, int length) throws IOException {
                        throw new IOException("Broken pipe");
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        int status =
                CommandTree.build(services, new PrintWriter(closed), new PrintWriter(err))
                        .execute("engine", "logs", "-f");
        assertEquals(0, status);
        assertTrue(services.log.size() < 10, "wrote on for " + services.log.size() + " lines");
    }
}
