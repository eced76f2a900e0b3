package io.milliwatt.bench.route;

import io.milliwatt.bench.lan.LanVantage;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxNetwork;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// A machine on a LAN of its own behind the Docker host ([LanVantage]), from which an engine is
/// asked. It is gone when it is closed, and when this process ends.
public final class CablePlace implements LanProbe, AutoCloseable {
    private final Toolbox toolbox;
    private final LanVantage machine;
    private final Class<?> asker;

    private CablePlace(Toolbox toolbox, LanVantage machine, Class<?> asker) {
        this.toolbox = toolbox;
        this.machine = machine;
        this.asker = asker;
    }

    /// Sets one up.
    ///
    /// @param asker a program with a `main` that takes an address and a port, asks by [SipQuestion]
    ///   and prints from, answer, packets and error on a line each; it needs nothing but its own
    ///   classes and those of this module
    public static CablePlace lay(HostChanges changes, Class<?> asker) throws BenchException {
        // cat ends with its input, which is ours
        ToolboxTask machine = ToolboxTask.of("be a machine on the LAN", "cat");
        return new CablePlace(
                changes.toolbox(), LanVantage.open(changes, machine, List.of()), asker);
    }

    /// Sets the route that a phone would be given.
    public void route(Subnet network) throws BenchException {
        machine.route(network);
    }

    @Override
    public InetAddress address() {
        return InetAddress.ofLiteral(machine.address());
    }

    @Override
    public ProbeAnswer ask(InetSocketAddress engine) throws BenchException {
        String java = System.getProperty("java.home", "");
        var classes = new LinkedHashSet<>(List.of(origin(asker), origin(SipQuestion.class)));
        var binds = new ArrayList<ToolboxTask.Bind>();
        classes.forEach(it -> binds.add(ToolboxTask.Bind.readOnly(it)));
        binds.add(ToolboxTask.Bind.readOnly(java));
        String output =
                toolbox.require(
                        ToolboxTask.of(
                                        "ask an engine from the LAN",
                                        java + "/bin/java",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        String.join(":", classes),
                                        asker.getName(),
                                        engine.getAddress().getHostAddress(),
                                        Integer.toString(engine.getPort()))
                                .in(new ToolboxNetwork.OfContainer(machine.process().containerId()))
                                .withBinds(binds));
        String[] lines = output.split("\n", -1);
        try {
            return new ProbeAnswer(lines[0], lines[1], Integer.parseInt(lines[2]), lines[3]);
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            throw new BenchException(
                    ProblemCode.TOOLBOX_FAILED,
                    "The machine on the LAN said something else than an answer: " + output,
                    "Probe again; if it stays so, report it",
                    e);
        }
    }

    private static String origin(Class<?> type) throws BenchException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            if (source != null && source.getLocation() != null) {
                return Path.of(source.getLocation().toURI()).toString();
            }
        } catch (URISyntaxException _) {
            // told below
        }
        throw new BenchException(
                ProblemCode.ENGINE_FILES_MISSING,
                "Milliwatt's own files cannot be found",
                "Start by ./milliwatt");
    }

    @Override
    public void close() {
        machine.close();
    }
}
