package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Ports;
import io.milliwatt.bench.docker.NetworkAddresses;
import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Lans;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.HostCommand;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/// An address of its own on the LAN: a macvlan network of ours on the LAN interface, or one that
/// the user names. Phones reach the engine as if it were another machine. The host itself does not,
/// which is how macvlan works, until a macvlan interface of the host's own (the shim) has a route
/// to it.
record MacvlanNetwork(LaunchRequest request, Surroundings around) implements EngineNetwork {
    private static final Lans LANS = new Lans(Path.of("/proc"));

    @Override
    public InetAddress chooseAddress(LaunchListener listener) throws BenchException {
        if (request.advertise().isPresent()) {
            InetAddress wanted = request.advertise().get();
            Lan lan =
                    LANS.around(wanted)
                            .orElseThrow(() ->
                                    new BenchException(
                                            ProblemCode.ADDRESS_NOT_LOCAL,
                                            wanted.getHostAddress()
                                                    + " is in no IPv4 network that an interface of this host is in",
                                            "Give --advertise a free address of the LAN, or leave it away"));
            listener.progress(
                    LaunchStep.CHOOSE_ADDRESS,
                    wanted.getHostAddress() + " on " + lan.device() + ": as you asked",
                    1);
            return lan.host();
        }
        return around.checks().chooseAddress(request, listener);
    }

    @Override
    public void check(InetAddress host, LaunchListener listener) throws BenchException {
        around.daemon().facts().mustShareNetworkWithThisHost(NetworkMode.MACVLAN);
        Lan lan = lan(host);
        if (!request.placement().network().isEmpty()) {
            around.networks().existing(request.placement().network(), "macvlan");
        }
        if (request.advertise().isPresent()) {
            InetAddress wanted = request.advertise().get();
            if (wanted.equals(lan.host())
                    || wanted instanceof Inet4Address v4 && LANS.isTaken(v4)) {
                throw new BenchException(
                        ProblemCode.PORT_TAKEN,
                        wanted.getHostAddress()
                                + " is taken: "
                                + (wanted.equals(lan.host())
                                        ? "it is this host's own"
                                        : "somebody on the LAN answers there"),
                        "Give --advertise a free address of "
                                + lan.subnet()
                                + ", or leave it away");
            }
        }
        listener.progress(
                LaunchStep.CHECK_PORTS, "nothing is published: all ports are the container's", 1);
    }

    @Override
    public Attachment attach(InetAddress host, LaunchListener listener) throws BenchException {
        Lan lan = lan(host);
        Network network =
                request.placement().network().isEmpty()
                        ? around.networks().macvlanOn(lan)
                        : around.networks().existing(request.placement().network(), "macvlan");
        InetAddress address =
                request.advertise().isPresent()
                        ? request.advertise().get()
                        : freeAddress(lan, network);
        listener.progress(
                LaunchStep.CHOOSE_ADDRESS,
                address.getHostAddress()
                        + " for the engine, on "
                        + lan.device()
                        + "; see that the LAN's DHCP server does not give it away",
                1);
        return new Attachment(
                Listening.inContainer(address.getHostAddress()),
                new Ports(),
                network.getName(),
                Optional.of(address));
    }

    @Override
    public boolean changesHost() {
        return true;
    }

    @Override
    public Optional<HostCommand> reach(InspectContainerResponse container, InetAddress host)
            throws BenchException {
        Optional<InetAddress> engine = EngineContainer.addressOf(container);
        if (engine.isEmpty()) {
            return Optional.empty();
        }
        String device = lan(host).device();
        return Optional.of(
                new MacvlanShim(container.getId(), request.name(), device, host, engine.get())
                        .command());
    }

    private static InetAddress freeAddress(Lan lan, Network network) throws BenchException {
        return LANS.freeAddress(lan, NetworkAddresses.taken(network))
                .orElseThrow(() ->
                        new BenchException(
                                ProblemCode.NO_ADDRESS,
                                "No free address was found in " + lan.subnet(),
                                "Give --advertise one that is free"));
    }

    private static Lan lan(InetAddress host) throws BenchException {
        return LANS.ofHostAddress(host)
                .orElseThrow(() ->
                        new BenchException(
                                ProblemCode.MODE_NOT_POSSIBLE,
                                "Mode macvlan needs an IPv4 network on an interface; "
                                        + host.getHostAddress()
                                        + " is of none",
                                "Give --advertise a free address of the LAN, or --mode published"));
    }
}
