package io.milliwatt.bench.route;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.Holder;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxNetwork;
import io.milliwatt.bench.toolbox.ToolboxProcess;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// A machine on a LAN of its own behind the Docker host: a network namespace with one cable to the
/// host, an address of TEST-NET-2 (RFC 5737), and no route but that of its own network. It is gone
/// when it is closed, and when this process ends.
public final class CablePlace implements LanProbe, AutoCloseable {
    private static final int NETWORKS = 64;
    private static final String LIFETIME_SECONDS = "600";

    private final Toolbox toolbox;
    private final HostChanges changes;
    private final ToolboxProcess machine;
    private final HostChange cable;
    private final String host;
    private final String place;
    private final Class<?> asker;

    private CablePlace(
            Toolbox toolbox,
            HostChanges changes,
            ToolboxProcess machine,
            int number,
            Class<?> asker)
            throws BenchException {
        this.toolbox = toolbox;
        this.changes = changes;
        this.machine = machine;
        this.host = "198.51.100." + (4 * number + 1);
        this.place = "198.51.100." + (4 * number + 2);
        this.asker = asker;
        this.cable = layCable("mwlan" + number);
    }

    /// Sets one up.
    ///
    /// @param asker a program with a `main` that takes an address and a port, asks by [SipQuestion]
    ///   and prints from, answer, packets and error on a line each; it needs nothing but its own
    ///   classes and those of this module
    public static CablePlace lay(Toolbox toolbox, HostChanges changes, Class<?> asker)
            throws BenchException {
        ToolboxProcess machine =
                toolbox.open(
                        ToolboxTask.of("a machine on the LAN", "sleep", LIFETIME_SECONDS), true);
        try {
            int number = ThreadLocalRandom.current().nextInt(NETWORKS);
            return new CablePlace(toolbox, changes, machine, number, asker);
        } catch (BenchException | RuntimeException e) {
            machine.close();
            throw e;
        }
    }

    private HostChange layCable(String name) throws BenchException {
        InspectContainerResponse container =
                toolbox.docker().ask(it -> it.inspectContainerCmd(machine.containerId()).exec());
        Long pid = container.getState().getPidLong();
        String line =
                "ip link add "
                        + name
                        + " type veth peer name eth0 netns "
                        + pid
                        + " && ip addr add "
                        + host
                        + "/30 dev "
                        + name
                        + " && ip link set "
                        + name
                        + " up";
        var command =
                new HostCommand(
                        "a cable to a machine on the LAN",
                        HostCommand.shell(line),
                        HostCommand.removeLink(name));
        HostChange change =
                changes.make(
                        command,
                        ToolboxTask.onHost(
                                        command.purpose(), command.change().toArray(String[]::new))
                                .withHostPid(),
                        Holder.thisProcess());
        try {
            inside(
                    "ip addr add "
                            + place
                            + "/30 dev eth0 && ip link set eth0 up && ip link set lo up");
            return change;
        } catch (BenchException | RuntimeException e) {
            changes.undo(change);
            throw e;
        }
    }

    /// Sets the route that a phone would be given.
    public void route(Subnet network) throws BenchException {
        inside("ip route add " + network + " via " + host);
    }

    private void inside(String line) throws BenchException {
        toolbox.require(
                ToolboxTask.of("set up the machine on the LAN", HostCommand.shell(line))
                        .in(new ToolboxNetwork.OfContainer(machine.containerId()))
                        .with(Set.of(Capability.NET_ADMIN)));
    }

    @Override
    public InetAddress address() {
        return InetAddress.ofLiteral(place);
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
                                .in(new ToolboxNetwork.OfContainer(machine.containerId()))
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

    /// The cable goes with it.
    @Override
    public void close() throws BenchException {
        machine.close();
        changes.undo(cable);
    }
}
