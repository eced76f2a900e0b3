package io.milliwatt.bench.toolbox;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What was changed on the host and not undone yet. A change is written here, and is on the disk,
/// before it is made: whenever this process or the machine ends, the journal holds at least what
/// there is to undo. One file each, so that several processes need no turns.
///
/// Safe for several threads and processes.
public final class HostJournal {
    private static final String PREFIX = "change-";
    private static final Duration TURN_PATIENCE = Duration.ofSeconds(60);

    private final StateDirectory directory;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    HostJournal(StateDirectory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /// `$XDG_STATE_HOME/milliwatt/journal`, or `~/.local/state/milliwatt/journal`.
    public static HostJournal ofUser() {
        return new HostJournal(StateDirectory.ofUser("journal"), Clock.systemUTC());
    }

    /// The journal of those whose state files are in `states`: the directory `journal` beside it.
    public static HostJournal beside(StateDirectory states) {
        return new HostJournal(
                new StateDirectory(states.root().resolveSibling("journal")), Clock.systemUTC());
    }

    /// Writes down a change that is about to be made.
    ///
    /// @throws BenchException `TOOLBOX_FAILED` when it cannot be written: then do not make it
    HostChange record(HostCommand command, Holder holder, String docker) throws BenchException {
        var suffix = new byte[4];
        random.nextBytes(suffix);
        String id = HostChange.id(clock.instant(), HexFormat.of().formatHex(suffix));
        var change =
                new HostChange(
                        id,
                        command.purpose(),
                        command.change(),
                        command.undo(),
                        holder,
                        docker,
                        command.binds());
        try {
            directory.writeDurably(id, JournalEntry.of(change));
            return change;
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.TOOLBOX_FAILED,
                    "Nothing was changed on the host, because what is to be undone later cannot be"
                            + " written to "
                            + directory.root()
                            + ": "
                            + e.getMessage(),
                    "Look at the space and the rights of this directory",
                    e);
        }
    }

    /// Where it is: what says whose changes they are.
    public Path place() {
        return directory.root();
    }

    /// Waits until nobody else looks at the journal and changes the host by what he saw.
    ///
    /// @throws BenchException `TOOLBOX_FAILED` when it took too long
    StateDirectory.Turn turn() throws BenchException {
        try {
            return directory.turn(TURN_PATIENCE);
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.TOOLBOX_FAILED,
                    "The host was not changed: " + e.getMessage(),
                    "Try again when the other command has ended; if none runs, look at the rights of "
                            + directory.root(),
                    e);
        }
    }

    /// Forgets a change that is undone. When the file cannot be deleted, it is undone once more
    /// later, which does no harm.
    void forget(HostChange change) {
        try {
            directory.delete(change.id());
        } catch (IOException _) {
            // see above
        }
    }

    /// All changes that are not undone, the earliest first.
    public List<HostChange> changes() throws BenchException {
        var changes = new ArrayList<HostChange>();
        try {
            for (String each : directory.names(PREFIX)) {
                Optional<JournalEntry> entry = directory.read(each, JournalEntry.class);
                entry.map(it -> it.toChange(each)).ifPresent(changes::add);
            }
            return changes;
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.TOOLBOX_FAILED,
                    "The journal of changes in "
                            + directory.root()
                            + " cannot be read: "
                            + e.getMessage(),
                    "Look at the rights of this directory",
                    e);
        }
    }
}
