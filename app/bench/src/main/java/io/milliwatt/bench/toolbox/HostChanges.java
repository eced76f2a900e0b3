package io.milliwatt.bench.toolbox;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.state.ProcessIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes and undoes changes of the host, each of them written down in the journal before it is made
/// and forgotten when it is undone. The first change of a process undoes first what earlier ones
/// left.
///
/// Safe for several threads and processes.
public final class HostChanges {
    private final Toolbox toolbox;
    private final HostJournal journal;
    private boolean leftoversUndone;

    public HostChanges(Toolbox toolbox, HostJournal journal) {
        this.toolbox = toolbox;
        this.journal = journal;
    }

    /// Changes on the host of the user's Docker.
    public static HostChanges create() {
        return new HostChanges(Toolbox.create(), HostJournal.ofUser());
    }

    /// What runs the commands.
    public Toolbox toolbox() {
        return toolbox;
    }

    /// Whose changes these are: the directory of the journal.
    public Path place() {
        return journal.place();
    }

    /// What looks at the changes in force and then changes the host.
    @FunctionalInterface
    public interface Decision {
        /// @return whether something was changed
        boolean run() throws BenchException;
    }

    /// Looks and changes while no other thread or process with this journal does so too. Not to be
    /// nested.
    public boolean inTurn(Decision decision) throws BenchException {
        undoLeftoversOnce();
        try (var _ = journal.turn()) {
            return decision.run();
        }
    }

    /// Makes a change.
    ///
    /// @return what [#undo] takes
    /// @throws BenchException `TOOLBOX_FAILED`; then it is not made, or undone again
    public HostChange make(HostCommand command, Holder holder) throws BenchException {
        return make(command, command.changing(), holder);
    }

    /// Makes a change by a task that needs more than [ToolboxTask#onHost] gives.
    public HostChange make(HostCommand command, ToolboxTask task, Holder holder)
            throws BenchException {
        undoLeftoversOnce();
        HostChange change = journal.record(command, holder, daemon());
        try {
            toolbox.require(task);
            return change;
        } catch (BenchException | RuntimeException e) {
            undoAfter(e, change);
            throw e;
        }
    }

    private void undoAfter(Exception failure, HostChange change) {
        try {
            undo(change);
        } catch (BenchException e) {
            failure.addSuppressed(e); // it stays in the journal
        }
    }

    /// Undoes a change. Undoing it again does nothing.
    ///
    /// @throws BenchException `TOOLBOX_FAILED` when it could not be undone; it stays in the journal
    public void undo(HostChange change) throws BenchException {
        toolbox.require(HostCommand.undoing(change.purpose(), change.undo(), change.binds()));
        journal.forget(change);
    }

    /// The changes on this daemon's host that are in force, the earliest first.
    public List<HostChange> inForce() throws BenchException {
        return journal.changes().stream().filter(it -> it.docker().equals(daemon())).toList();
    }

    /// The changes that were made through another daemon and are not undone.
    public List<HostChange> elsewhere() throws BenchException {
        return journal.changes().stream().filter(it -> !it.docker().equals(daemon())).toList();
    }

    /// Undoes the changes whose holder is gone, the latest first.
    ///
    /// @return what was undone
    /// @throws BenchException the first that could not be undone; the others are tried all the same
    public List<HostChange> undoLeftovers() throws BenchException {
        var undone = new ArrayList<HostChange>();
        Optional<BenchException> failure = Optional.empty();
        for (HostChange each : inForce().reversed()) {
            try {
                if (isLeftover(each)) {
                    undo(each);
                    undone.add(each);
                }
            } catch (BenchException e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return undone;
    }

    /// Removes containers of the toolbox whose process has ended, and undoes the changes whose
    /// holder is gone.
    ///
    /// @return what was undone
    public List<HostChange> removeLeftovers() throws BenchException {
        new Leftovers(toolbox.docker()).removeContainers();
        return undoLeftovers();
    }

    private synchronized void undoLeftoversOnce() throws BenchException {
        if (!leftoversUndone) {
            removeLeftovers();
            leftoversUndone = true;
        }
    }

    private boolean isLeftover(HostChange change) throws BenchException {
        boolean sameMachine = toolbox.docker().endpoint().isLocal();
        return switch (change.holder()) {
            case Holder.OfProcess(String identity) ->
                    ProcessIdentity.parse(identity)
                            .filter(it -> !it.hasEnded(sameMachine))
                            .isEmpty();
            case Holder.OfContainer(String id) ->
                    toolbox.docker()
                            .askForOne(it -> it.inspectContainerCmd(id).exec())
                            .filter(it -> Boolean.TRUE.equals(it.getState().getRunning()))
                            .isEmpty();
            case Holder.OfUser() -> false;
        };
    }

    private String daemon() {
        return toolbox.docker().endpoint().host().toString();
    }
}
