package io.milliwatt.bench.toolbox;

import io.milliwatt.bench.problem.BenchException;
import java.util.ArrayList;
import java.util.List;

/// `./milliwatt clean`: takes away what processes of Milliwatt that have ended left on this host.
/// Engines that were left are removed by the engines' own use case.
public final class HostCleaning {
    private final Toolbox toolbox;
    private final HostChanges changes;

    public HostCleaning(Toolbox toolbox, HostChanges changes) {
        this.toolbox = toolbox;
        this.changes = changes;
    }

    /// On the host of the user's Docker.
    public static HostCleaning create() {
        Toolbox toolbox = Toolbox.create();
        return new HostCleaning(toolbox, new HostChanges(toolbox, HostJournal.ofUser()));
    }

    /// Removes containers first, since one of them might still be about to change the host; then
    /// undoes changes, then removes networks.
    ///
    /// @return what was done, one line each; empty when there was nothing to do
    public List<String> clean() throws BenchException {
        var leftovers = new Leftovers(toolbox.docker());
        var done = new ArrayList<String>();
        leftovers.removeContainers().forEach(each -> done.add("removed " + each));
        changes.undoLeftovers().forEach(each -> done.add("undid: " + each.purpose()));
        leftovers.removeNetworks().forEach(each -> done.add("removed " + each));
        return done;
    }

    /// What is in force on purpose, one line each: it belongs to a process or an engine that runs,
    /// or the user asked for it.
    public List<String> left() throws BenchException {
        var left = new ArrayList<String>();
        changes.inForce().forEach(each -> left.add(each.purpose()));
        changes.elsewhere()
                .forEach(each -> left.add(each.purpose() + ", made through " + each.docker()));
        return left;
    }
}
