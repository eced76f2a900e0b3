package io.milliwatt.bench.engine;

import io.milliwatt.bench.network.AddressSettings;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.network.HostAddresses;
import io.milliwatt.bench.network.PortProbe;
import io.milliwatt.bench.network.PortUse;
import io.milliwatt.bench.network.TakenPort;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// What is looked at before anything is created: the address to advertise, and the ports.
final class LaunchChecks {
    private static final int SHOWN_PORTS = 3;

    private final HostAddresses addresses;
    private final PortProbe ports;

    LaunchChecks(HostAddresses addresses, PortProbe ports) {
        this.addresses = addresses;
        this.ports = ports;
    }

    /// The address that was asked for, which must be one of this host; else the best of this host.
    InetAddress chooseAddress(LaunchRequest request, LaunchListener listener)
            throws BenchException {
        listener.progress(LaunchStep.CHOOSE_ADDRESS, "look at this host's addresses", -1);
        List<HostAddress> ranked = addresses.rank();
        String nat = request.settings().behindNat();
        if (!nat.isEmpty()) {
            AddressSettings.checkPublic(InetAddress.ofLiteral(nat), ranked);
        }
        if (request.advertise().isPresent()) {
            InetAddress wanted = request.advertise().get();
            Optional<HostAddress> known =
                    ranked.stream().filter(it -> it.address().equals(wanted)).findFirst();
            if (known.isEmpty() && !wanted.isLoopbackAddress()) {
                throw new BenchException(
                        ProblemCode.ADDRESS_NOT_LOCAL,
                        wanted.getHostAddress()
                                + " is not an address of this host; it has "
                                + words(ranked),
                        "Take one of them: --advertise " + example(ranked));
            }
            listener.progress(
                    LaunchStep.CHOOSE_ADDRESS,
                    known.map(LaunchChecks::words)
                            .orElse(wanted.getHostAddress() + ": as you asked"),
                    1);
            return wanted;
        }
        HostAddress best =
                ranked.stream()
                        .filter(HostAddress::usable)
                        .findFirst()
                        .orElseThrow(() ->
                                new BenchException(
                                        ProblemCode.NO_ADDRESS,
                                        "This host has no address that an engine could"
                                                + " advertise",
                                        "Bring an interface up: ip link set lo up"));
        listener.progress(
                LaunchStep.CHOOSE_ADDRESS,
                best.address().isLoopbackAddress()
                        ? words(best)
                                + ". Warning: this host has no other address, so no phone on the"
                                + " LAN can call"
                        : words(best),
                1);
        return best.address();
    }

    /// @throws BenchException `PORT_TAKEN`, with who has the port and the command with free ones
    void checkPorts(LaunchRequest request, InetAddress address, LaunchListener listener)
            throws BenchException {
        var wanted = new ArrayList<PortUse>();
        wanted.add(new PortUse(PortUse.Transport.UDP, request.sipPort()));
        wanted.add(new PortUse(PortUse.Transport.TCP, request.sipPort()));
        if (request.settings().tls()) {
            wanted.add(
                    new PortUse(PortUse.Transport.TCP, EngineSettings.tlsPort(request.sipPort())));
        }
        for (int port = request.rtpPorts().first(); port <= request.rtpPorts().last(); port++) {
            wanted.add(new PortUse(PortUse.Transport.UDP, port));
        }
        listener.progress(
                LaunchStep.CHECK_PORTS,
                "SIP " + request.sipPort() + ", RTP " + request.rtpPorts(),
                0);
        List<TakenPort> taken = ports.taken(address, wanted);
        if (!taken.isEmpty()) {
            throw portTaken(request, address, taken);
        }
        listener.progress(
                LaunchStep.CHECK_PORTS,
                "SIP " + request.sipPort() + ", RTP " + request.rtpPorts() + " are free",
                1);
    }

    private BenchException portTaken(
            LaunchRequest request, InetAddress address, List<TakenPort> taken) {
        String shown =
                taken.stream()
                        .limit(SHOWN_PORTS)
                        .map(it -> it.use() + " by " + it.holder())
                        .collect(Collectors.joining(", "));
        String message =
                (taken.size() == 1 ? "A port of " : taken.size() + " ports of ")
                        + address.getHostAddress()
                        + (taken.size() == 1 ? " is taken: " : " are taken: ")
                        + shown
                        + (taken.size() > SHOWN_PORTS
                                ? " and " + (taken.size() - SHOWN_PORTS) + " more"
                                : "");
        int tlsPort =
                request.settings().tls()
                        ? EngineSettings.tlsPort(request.sipPort())
                        : request.sipPort();
        boolean sipTaken =
                taken.stream()
                        .map(it -> it.use().port())
                        .anyMatch(port -> port == request.sipPort() || port == tlsPort);
        boolean rtpTaken =
                taken.stream()
                        .anyMatch(it ->
                                it.use().transport() == PortUse.Transport.UDP
                                        && it.use().port() >= request.rtpPorts().first()
                                        && it.use().port() <= request.rtpPorts().last());
        int size = request.rtpPorts().size();
        OptionalInt sip =
                sipTaken
                        ? ports.freeSipPort(address, request.sipPort())
                        : OptionalInt.of(request.sipPort());
        OptionalInt rtp =
                rtpTaken
                        ? ports.freeUdpRange(address, request.rtpPorts().first(), size)
                        : OptionalInt.of(request.rtpPorts().first());
        if (sip.isEmpty() || rtp.isEmpty()) {
            return new BenchException(
                    ProblemCode.PORT_TAKEN,
                    message,
                    "End what holds it; no other free range of " + size + " ports was found");
        }
        String name =
                request.name().equals(LaunchRequest.DEFAULT_NAME)
                        ? ""
                        : " --name " + request.name();
        String fix =
                "Take free ones: ./milliwatt "
                        + (request.name().equals(LaunchRequest.DEMO_NAME)
                                ? "demo"
                                : "engine start" + name)
                        + " --sip-port "
                        + sip.getAsInt()
                        + " --rtp-ports "
                        + new PortRange(rtp.getAsInt(), rtp.getAsInt() + size - 1);
        return new BenchException(ProblemCode.PORT_TAKEN, message, fix);
    }

    private static String words(HostAddress address) {
        return address.address().getHostAddress()
                + " on "
                + address.interfaceName()
                + ": "
                + address.reason();
    }

    private static String words(List<HostAddress> addresses) {
        return addresses.stream()
                .filter(HostAddress::usable)
                .map(it -> it.address().getHostAddress() + " (" + it.interfaceName() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String example(List<HostAddress> addresses) {
        return addresses.stream()
                .filter(HostAddress::usable)
                .findFirst()
                .map(it -> it.address().getHostAddress())
                .orElse("127.0.0.1");
    }
}
