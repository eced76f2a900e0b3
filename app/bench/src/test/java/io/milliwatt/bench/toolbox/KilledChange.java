package io.milliwatt.bench.toolbox;

import io.milliwatt.bench.docker.Ownership;
import io.milliwatt.bench.state.StateDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A process that makes and undoes changes of the host step by step, stops after a given number of
/// steps, and waits there to be killed. The steps are those of [HostChanges], one by one.
final class KilledChange {
    /// How many steps there are.
    static final int STEPS = 9;

    private static int left;

    private KilledChange() {}

    /// @param arguments the journal's directory, and the number of steps to do
    public static void main(String[] arguments) throws Exception {
        var journal = new HostJournal(new StateDirectory(Path.of(arguments[0])), Clock.systemUTC());
        left = Integer.parseInt(arguments[1]);
        Toolbox toolbox = Toolbox.create();
        String daemon = toolbox.docker().endpoint().host().toString();
        HostCommand rule =
                HostCommand.rule(
                        "test rule",
                        "nat",
                        "PREROUTING",
                        List.of(
                                "-d",
                                "192.0.2.77",
                                "-p",
                                "udp",
                                "--dport",
                                "40000:40019",
                                "-j",
                                "DNAT",
                                "--to-destination",
                                "198.51.100.77",
                                "-m",
                                "comment",
                                "--comment",
                                "milliwatt test's rule"));
        HostCommand link = HostCommand.link("test link", "mwkilled0", List.of("type", "bridge"));
        step();
        HostChange ruleMade = journal.record(rule, Holder.thisProcess(), daemon);
        step();
        toolbox.require(rule.changing());
        step();
        HostChange linkMade = journal.record(link, Holder.thisProcess(), daemon);
        step();
        toolbox.require(link.changing());
        step();
        String network =
                toolbox.docker()
                        .ask(it ->
                                it.createNetworkCmd()
                                        .withName("mwkilled")
                                        .withLabels(Ownership.labels("network", "test network"))
                                        .exec()
                                        .getId());
        step();
        toolbox.docker().askForOne(it -> it.removeNetworkCmd(network).exec());
        toolbox.require(link.undoing());
        step();
        journal.forget(linkMade);
        toolbox.require(rule.undoing());
        step();
        journal.forget(ruleMade);
        step();
    }

    private static void step() throws InterruptedException {
        if (left-- == 0) {
            System.out.println("here");
            new CountDownLatch(1).await();
        }
    }
}
