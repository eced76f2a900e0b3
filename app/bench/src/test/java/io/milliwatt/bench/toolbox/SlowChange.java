package io.milliwatt.bench.toolbox;

import io.milliwatt.bench.state.StateDirectory;
import java.nio.file.Path;
import java.time.Clock;

/// A process that makes a change which takes a while; it is killed in between.
final class SlowChange {
    static final String PURPOSE = "have a bridge after a while";
    static final int SECONDS = 2;

    private SlowChange() {}

    public static void main(String[] arguments) throws Exception {
        var journal = new HostJournal(new StateDirectory(Path.of(arguments[0])), Clock.systemUTC());
        System.out.println("here");
        new HostChanges(Toolbox.create(), journal)
                .make(
                        new HostCommand(
                                PURPOSE,
                                HostCommand.shell(
                                        "sleep " + SECONDS + "; ip link add mwslow0 type bridge"),
                                HostCommand.removeLink("mwslow0")),
                        Holder.thisProcess());
    }
}
