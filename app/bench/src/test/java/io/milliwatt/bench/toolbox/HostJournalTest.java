package io.milliwatt.bench.toolbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostJournalTest {
    private static final HostCommand ROUTE =
            HostCommand.route("reach the engine", List.of("203.0.113.0/24", "via", "192.0.2.1"));
    private static final String DOCKER = "unix:///var/run/docker.sock";

    @TempDir Path directory;

    private HostJournal journal() {
        return new HostJournal(new StateDirectory(directory.resolve("journal")), Clock.systemUTC());
    }

    @Test
    void anotherProcessReadsWhatWasRecordedInTheOrderOfTime() throws Exception {
        HostJournal first = journal();
        HostChange one = first.record(ROUTE, Holder.thisProcess(), DOCKER);
        HostChange two = first.record(ROUTE, new Holder.OfContainer("0123"), DOCKER);
        HostChange three = first.record(ROUTE, new Holder.OfUser(), DOCKER);
        assertEquals(List.of(one, two, three), journal().changes());
        journal().forget(two);
        assertEquals(List.of(one, three), first.changes());
        journal().forget(two);
    }

    @Test
    void emptyAndSpoiltJournalsHoldNoChanges() throws Exception {
        assertEquals(List.of(), journal().changes());
        HostChange one = journal().record(ROUTE, Holder.thisProcess(), DOCKER);
        Files.writeString(directory.resolve("journal/change-x.json"), "{ half");
        assertEquals(List.of(one), journal().changes());
    }

    @Test
    void changeThatCannotBeWrittenDownIsRefused() throws Exception {
        Files.writeString(directory.resolve("journal"), "a file where the directory should be");
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () -> journal().record(ROUTE, Holder.thisProcess(), DOCKER));
        assertTrue(
                problem.getMessage().startsWith("Nothing was changed on the host"),
                problem.getMessage());
    }

    @Test
    void commandsAreWrittenAsAShellReadsThem() {
        assertEquals(
                List.of("ip", "route", "add", "203.0.113.0/24", "via", "192.0.2.1"),
                ROUTE.change());
        assertEquals("ip route add 203.0.113.0/24 via 192.0.2.1", ShellWords.join(ROUTE.change()));
        assertEquals(
                "'it'\\''s two words' '' 'a;b' '$x' '~'",
                ShellWords.join(List.of("it's two words", "", "a;b", "$x", "~")));
        assertTrue(ShellWords.quote("-d").equals("-d") && ShellWords.quote("!").equals("!"));
    }
}
