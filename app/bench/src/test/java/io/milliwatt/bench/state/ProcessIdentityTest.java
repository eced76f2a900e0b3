package io.milliwatt.bench.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProcessIdentityTest {
    @Test
    void runningProcessIsAliveAndSurvivesBeingWrittenDown() {
        ProcessIdentity self = ProcessIdentity.current();
        assertTrue(self.isAlive());
        assertFalse(self.hasEnded(true));
        assertEquals(Optional.of(self), ProcessIdentity.parse(self.word()));
    }

    @Test
    void endedProcessHasEnded() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(child.pid()).orElseThrow();
        assertTrue(identity.isAlive());
        child.destroyForcibly().waitFor();
        assertFalse(identity.isAlive());
        assertTrue(identity.hasEnded(false));
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTheSame() {
        ProcessIdentity self = ProcessIdentity.current();
        var earlier =
                new ProcessIdentity(
                        self.boot(), self.namespace(), self.pid(), self.startTicks() - 1);
        assertFalse(earlier.isAlive());
        assertTrue(earlier.hasEnded(false));
    }

    @Test
    void processesThatCannotBeSeenFromHereHaveNotEnded() {
        ProcessIdentity self = ProcessIdentity.current();
        var otherContainer = new ProcessIdentity(self.boot(), "pid:[1]", 1, 1);
        assertFalse(otherContainer.hasEnded(true));
        var otherHost = new ProcessIdentity("another boot", self.namespace(), 1, 1);
        assertFalse(otherHost.hasEnded(false));
        assertTrue(otherHost.hasEnded(true));
    }

    @Test
    void otherWordsAreNoIdentity() {
        assertEquals(Optional.empty(), ProcessIdentity.parse(""));
        assertEquals(Optional.empty(), ProcessIdentity.parse("a/b/c/d"));
        assertEquals(Optional.empty(), ProcessIdentity.parse("a/b/1"));
    }
}
