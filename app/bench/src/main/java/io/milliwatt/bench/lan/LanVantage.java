package io.milliwatt.bench.lan;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.NetworkSettings;
import io.milliwatt.bench.docker.NetworkAddresses;
import io.milliwatt.bench.network.Lans;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.Holder;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.ShellWords;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxNetwork;
import io.milliwatt.bench.toolbox.ToolboxProcess;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A command that runs in a container which stands on the LAN. Closing it ends the command and
/// takes away the interface; when this process is killed, the container ends with it, and the
/// interface with the container.
public final class LanVantage implements AutoCloseable {
    /// What the names of the host's interfaces to phones begin with.
    static final String INTERFACE_PREFIX = "mwlan";

    /// The hardware address of the router that drops everything: nobody has it. (RFC 7042, section
    /// 2.1.2: documentation.)
    private static final String ROUTER_HARDWARE = "00:00:5e:00:53:01";

    private final HostChanges changes;
    private final ToolboxProcess process;
    private final String address;
    private final Optional<LanSubnet> subnet;
    private final Optional<HostChange> change;

    private LanVantage(
            HostChanges changes,
            ToolboxProcess process,
            String address,
            Optional<LanSubnet> subnet,
            Optional<HostChange> change) {
        this.changes = changes;
        this.process = process;
        this.address = address;
        this.subnet = subnet;
        this.change = change;
    }

    /// Starts a command behind a veth of its own.
    ///
    /// @param task the command; it reads its standard input and ends at the end of that. Its
    ///   network is set here
    /// @param routes networks that the phone, or its router, has a static route to by way of this
    ///   host: `172.17.0.0/16`
    /// @throws BenchException also when no documentation range is free on this host
    public static LanVantage open(HostChanges changes, ToolboxTask task, List<Subnet> routes)
            throws BenchException {
        Toolbox toolbox = changes.toolbox();
        if (!toolbox.docker().endpoint().isLocal()) {
            throw new BenchException(
                    ProblemCode.MODE_NOT_POSSIBLE,
                    "A phone on the LAN needs a Docker daemon on this machine, and it is at "
                            + toolbox.docker().endpoint().host(),
                    "Use --vantage host, or run Milliwatt where the daemon is");
        }
        LanHost host = LanHost.look(toolbox);
        LanSubnet subnet =
                LanSubnet.free(host.taken())
                        .orElseThrow(() ->
                                new BenchException(
                                        ProblemCode.NETWORK_CLASH,
                                        "All documentation ranges (198.51.100.0/24,"
                                                + " 203.0.113.0/24, 192.0.2.0/24) are in use on"
                                                + " this host",
                                        "Look which routes lead there: ip route"));
        ToolboxProcess process = toolbox.open(task.in(new ToolboxNetwork.None()), false);
        Optional<HostChange> change = Optional.empty();
        try {
            HostCommand link = link(newName(), subnet, pidOf(toolbox, process));
            change =
                    Optional.of(
                            changes.make(
                                    link, link.changing().withHostPid(), Holder.thisProcess()));
            toolbox.require(phoneSide(process, subnet, host, routes));
            return new LanVantage(changes, process, subnet.phone(), Optional.of(subnet), change);
        } catch (BenchException | RuntimeException e) {
            new LanVantage(changes, process, subnet.phone(), Optional.of(subnet), change).close();
            throw e;
        }
    }

    /// Starts a command in the Docker network that a container is in, for engines that are on the
    /// LAN themselves.
    ///
    /// @param container its id
    public static LanVantage beside(HostChanges changes, ToolboxTask task, String container)
            throws BenchException {
        String network = networkOf(changes.toolbox(), container);
        Optional<InetAddress> address = freeAddress(changes.toolbox(), network);
        ToolboxProcess process =
                changes.toolbox()
                        .open(task.in(new ToolboxNetwork.OfDocker(network, address)), false);
        return new LanVantage(
                changes,
                process,
                address.map(InetAddress::getHostAddress).orElse(""),
                Optional.empty(),
                Optional.empty());
    }

    /// One that nobody on the LAN answers at. Docker would count from the first address on, and
    /// give the phone that of a machine on the LAN, or of this host itself.
    private static Optional<InetAddress> freeAddress(Toolbox toolbox, String name)
            throws BenchException {
        Network network =
                toolbox.docker().ask(it -> it.inspectNetworkCmd().withNetworkId(name).exec());
        var lans = new Lans(Path.of("/proc"));
        return NetworkAddresses.subnets(network).stream()
                .flatMap(it -> Subnet.parse(it).stream())
                .flatMap(it -> lans.of(it).stream())
                .findFirst()
                .flatMap(lan -> lans.freeAddress(lan, NetworkAddresses.taken(network)));
    }

    private static String networkOf(Toolbox toolbox, String container) throws BenchException {
        NetworkSettings settings =
                toolbox.docker()
                        .ask(it -> it.inspectContainerCmd(container).exec())
                        .getNetworkSettings();
        return Optional.ofNullable(settings)
                .map(NetworkSettings::getNetworks)
                .flatMap(it -> it.keySet().stream().findFirst())
                .orElseThrow(() ->
                        new BenchException(
                                ProblemCode.MODE_NOT_POSSIBLE,
                                "The container " + container + " is in no network of Docker's",
                                "Look what it is in: docker inspect " + container));
    }

    private static String newName() {
        var suffix = new byte[4];
        new SecureRandom().nextBytes(suffix);
        return INTERFACE_PREFIX + HexFormat.of().formatHex(suffix);
    }

    private static long pidOf(Toolbox toolbox, ToolboxProcess process) throws BenchException {
        Long pid =
                toolbox.docker()
                        .ask(it -> it.inspectContainerCmd(process.containerId()).exec())
                        .getState()
                        .getPidLong();
        if (pid == null || pid == 0) {
            throw new BenchException(
                    ProblemCode.TOOLBOX_FAILED,
                    "The phone's container ended at once: " + process.error().strip(),
                    "Please report this with what it said");
        }
        return pid;
    }

    /// The host's end gets the first address; the other end goes into the container.
    private static HostCommand link(String name, LanSubnet subnet, long pid) {
        return new HostCommand(
                "tie a phone at " + subnet.phone() + " to this host like one on the LAN",
                HostCommand.shell(
                        String.join(
                                " && ",
                                "ip link add " + name + " type veth peer name eth0 netns " + pid,
                                "ip addr add "
                                        + subnet.host()
                                        + "/"
                                        + LanSubnet.PREFIX_LENGTH
                                        + " dev "
                                        + name,
                                "ip link set " + name + " up")),
                HostCommand.removeLink(name));
    }

    private static ToolboxTask phoneSide(
            ToolboxProcess process, LanSubnet subnet, LanHost host, List<Subnet> routes) {
        var lines = new ArrayList<String>();
        lines.add("ip link set lo up");
        lines.add("ip addr add " + subnet.phone() + "/" + LanSubnet.PREFIX_LENGTH + " dev eth0");
        lines.add("ip link set eth0 up");
        lines.add(
                "ip neigh add "
                        + subnet.router()
                        + " lladdr "
                        + ROUTER_HARDWARE
                        + " dev eth0 nud permanent");
        lines.add("ip route add default via " + subnet.router());
        for (String each : host.addresses()) {
            lines.add("ip route replace " + ShellWords.quote(each) + "/32 via " + subnet.host());
        }
        for (Subnet each : routes) {
            lines.add(routeLine(each, subnet));
        }
        return inside(process, String.join(" && ", lines));
    }

    private static String routeLine(Subnet network, LanSubnet subnet) {
        return "ip route replace " + network + " via " + subnet.host();
    }

    private static ToolboxTask inside(ToolboxProcess process, String line) {
        return ToolboxTask.of(
                        "give a phone on the LAN its address and routes", HostCommand.shell(line))
                .in(new ToolboxNetwork.OfContainer(process.containerId()))
                .with(Set.of(Capability.NET_ADMIN));
    }

    /// Gives it, or its router, a static route by way of this host; nothing happens in a Docker
    /// network.
    public void route(Subnet network) throws BenchException {
        if (subnet.isPresent()) {
            changes.toolbox().require(inside(process, routeLine(network, subnet.get())));
        }
    }

    /// The command.
    public ToolboxProcess process() {
        return process;
    }

    /// Its address, in dotted decimal; empty in a Docker network that gave it one.
    public String address() {
        return address;
    }

    @Override
    public void close() {
        process.close();
        if (change.isPresent()) {
            try {
                changes.undo(change.get());
            } catch (BenchException _) {
                // the interface went with the container; the journal forgets it at the next change
            }
        }
    }
}
