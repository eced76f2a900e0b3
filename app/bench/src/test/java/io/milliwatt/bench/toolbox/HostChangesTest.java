package io.milliwatt.bench.toolbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.engine.NeedsDocker;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Changes of the real host's network, all of them undone.
@Tag("system")
@Timeout(300)
final class HostChangesTest {
    private static final Toolbox TOOLBOX = Toolbox.create();
    private static final HostCommand LINK =
            HostCommand.link("have a test bridge", "mwtest1", List.of("type", "bridge"));

    @TempDir Path directory;
    private HostJournal journal;
    private HostChanges changes;
    private HostSnapshot before;

    @BeforeAll
    static void needsDocker() {
        NeedsDocker.check(TOOLBOX.docker());
        NeedsDocker.engineFiles();
    }

    @BeforeEach
    void lookAtTheHost() throws Exception {
        journal =
                new HostJournal(
                        new StateDirectory(directory.resolve("journal")), Clock.systemUTC());
        changes = new HostChanges(TOOLBOX, journal);
        before = HostSnapshot.of(TOOLBOX);
    }

    @Test
    void changeIsInForceUntilItIsUndoneAndUndoingTwiceDoesNothing() throws Exception {
        HostChange change = changes.make(LINK, Holder.thisProcess());
        assertEquals(List.of(change), changes.inForce());
        assertFalse(HostSnapshot.of(TOOLBOX).equals(before));
        assertEquals(List.of(), changes.undoLeftovers());
        changes.undo(change);
        changes.undo(change);
        assertEquals(List.of(), changes.inForce());
        assertEquals(before, HostSnapshot.of(TOOLBOX));
    }

    @Test
    void changeThatFailsIsUndoneAndForgotten() throws Exception {
        HostCommand half =
                new HostCommand(
                        "make half of a change",
                        HostCommand.shell(
                                "ip link add mwtest1 type bridge; ip link add lo type bridge"),
                        LINK.undo());
        BenchException problem =
                assertThrows(BenchException.class, () -> changes.make(half, Holder.thisProcess()));
        assertTrue(problem.getMessage().contains("File exists"), problem.getMessage());
        assertEquals(List.of(), changes.inForce());
        assertEquals(before, HostSnapshot.of(TOOLBOX));
    }

    @Test
    void changeGoesWithTheContainerThatHoldsIt() throws Exception {
        HostChange change;
        try (ToolboxProcess engine = TOOLBOX.open(ToolboxTask.of("test holder", "cat"), false)) {
            change = changes.make(LINK, new Holder.OfContainer(engine.containerId()));
            assertEquals(List.of(), changes.undoLeftovers());
        }
        assertEquals(List.of(change), changes.undoLeftovers());
        assertEquals(before, HostSnapshot.of(TOOLBOX));
    }

    @Test
    void changeThatTheUserAskedForStays() throws Exception {
        HostChange change = changes.make(LINK, new Holder.OfUser());
        assertEquals(List.of(), changes.undoLeftovers());
        assertEquals(List.of("have a test bridge"), new HostCleaning(TOOLBOX, changes).left());
        changes.undo(change);
        assertEquals(before, HostSnapshot.of(TOOLBOX));
    }

    @Test
    void everyUndoOfWhatIsNotThereSucceeds() throws Exception {
        List<String> rule = List.of("-d", "192.0.2.9", "-p", "udp", "-j", "ACCEPT");
        for (HostCommand each :
                List.of(
                        LINK,
                        HostCommand.rule("test", "filter", "FORWARD", rule),
                        HostCommand.route("test", List.of("203.0.113.8/32", "via", "192.0.2.1")))) {
            TOOLBOX.require(each.undoing());
        }
        assertEquals(before, HostSnapshot.of(TOOLBOX));
    }

    @Test
    void killedAtAnyStepEverythingIsAsItWasAfterCleaning() throws Exception {
        for (int steps = 0; steps < KilledChange.STEPS; steps++) {
            Path log = directory.resolve("log-" + steps);
            Path state = directory.resolve("journal");
            Process child =
                    TestProcess.start(
                            KilledChange.class, log, state.toString(), Integer.toString(steps));
            try {
                TestProcess.awaitLine(log, "here");
            } finally {
                child.destroyForcibly().waitFor();
            }
            assertEquals("here\n", Files.readString(log), "nothing is printed by a library");
            List<String> done = new HostCleaning(TOOLBOX, changes).clean();
            assertEquals(before, HostSnapshot.of(TOOLBOX), "after " + steps + " steps: " + done);
            assertEquals(List.of(), journal.changes(), "after " + steps + " steps");
        }
        assertTrue(Files.exists(directory.resolve("log-8")));
    }

    @Test
    void killedWhileTheCommandRunsItDoesNotChangeTheHostAfterCleaning() throws Exception {
        Path log = directory.resolve("log");
        Process child =
                TestProcess.start(SlowChange.class, log, directory.resolve("journal").toString());
        try {
            TestProcess.awaitLine(log, "here");
            while (ToolboxTest.containers(SlowChange.PURPOSE).isEmpty()) {
                Thread.sleep(20);
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        new HostCleaning(TOOLBOX, changes).clean();
        Thread.sleep(SlowChange.SECONDS * 1_000L + 500);
        assertEquals(before, HostSnapshot.of(TOOLBOX));
        assertEquals(List.of(), journal.changes());
    }
}
