package io.milliwatt.bench.tap;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineSettings;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.nat.Translations;
import io.milliwatt.bench.toolbox.ToolboxNetwork;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What to capture, and where.
///
/// @param what in words, for the capture file: `call to sip:echo@192.0.2.10`
/// @param container the engine's container; empty = it has none
/// @param sides tells which way packets go
/// @param sipPorts SIP ports of the engine
/// @param host whether to tap the host too
/// @param phoneContainer the container of a phone on the LAN; empty = the phone is ours, or there
///   is none
/// @param file where to write pcapng to; empty = nowhere
public record TapPlan(
        String what,
        Optional<String> container,
        Sides sides,
        List<Integer> sipPorts,
        boolean host,
        Optional<String> phoneContainer,
        Optional<Path> file) {
    /// For an engine of ours.
    public static TapPlan of(EngineInfo engine, String what) {
        var addresses = new HashSet<InetAddress>();
        addresses.add(engine.reachedAt());
        addresses.add(engine.advertisedAddress());
        engine.containerAddress().ifPresent(addresses::add);
        var sip = new ArrayList<>(List.of(engine.sipPort()));
        if (engine.settings().tls()) {
            sip.add(EngineSettings.tlsPort(engine.sipPort()));
        }
        // an engine in the host's network, or of this host, is seen there
        boolean ownNetwork =
                engine.runtime() == RuntimeKind.DOCKER
                        && engine.placement().mode() != NetworkMode.HOST;
        return new TapPlan(
                what,
                ownNetwork ? engine.containerId() : Optional.empty(),
                new Sides(Optional.of(engine.rtpPorts()), addresses, Translations.of(engine)),
                sip,
                ownNetwork && engine.placement().mode() != NetworkMode.MACVLAN,
                Optional.empty(),
                Optional.empty());
    }

    /// The phone alone.
    public static TapPlan ofPhone(String what) {
        return new TapPlan(
                what,
                Optional.empty(),
                new Sides(Optional.empty(), Set.of()),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /// Whether a container is needed beside the phone's own tap.
    public boolean hasSidecar() {
        return host || hasEngine() || phoneContainer.isPresent();
    }

    /// Whether there is an engine to tap.
    boolean hasEngine() {
        return !sipPorts.isEmpty();
    }

    /// For any container.
    ///
    /// @param addresses its own
    /// @param translations what leads to it
    public static TapPlan ofContainer(
            String id,
            List<InetAddress> addresses,
            Translations translations,
            OptionalInt sipPort,
            String what) {
        return new TapPlan(
                what,
                Optional.of(id),
                new Sides(Optional.empty(), new HashSet<>(addresses), translations),
                sipPort.isPresent() ? List.of(sipPort.getAsInt()) : List.of(5_060, 5_061),
                false,
                Optional.empty(),
                Optional.empty());
    }

    public TapPlan writingTo(Optional<Path> target) {
        return new TapPlan(what, container, sides, sipPorts, host, phoneContainer, target);
    }

    public TapPlan withHost(boolean wanted) {
        return new TapPlan(what, container, sides, sipPorts, wanted, phoneContainer, file);
    }

    public TapPlan withPhoneIn(Optional<String> other) {
        return new TapPlan(what, container, sides, sipPorts, host, other, file);
    }

    /// The namespace the engine's packets are in.
    ToolboxNetwork engineNetwork() {
        return container
                .<ToolboxNetwork>map(ToolboxNetwork.OfContainer::new)
                .orElse(new ToolboxNetwork.Host());
    }

    /// What is captured at the host, and at an engine that is in its network: nothing else of what
    /// passes there (pcap-filter(7)). Fragments have no ports, so all of them are taken.
    String narrowFilter() {
        String sip = ports(sipPorts);
        String media =
                sides.rtpPorts()
                        .map(it -> " or udp portrange " + it.first() + "-" + it.last())
                        .orElse(" or udp");
        return sip + media + " or (ip[6:2] & 0x1fff != 0 and ip proto 17)";
    }

    /// What is captured in a namespace that is the engine's or the phone's alone: all its UDP, and
    /// the TCP of SIP.
    String wideFilter() {
        return "udp or " + ports(sipPorts) + " or (ip[6:2] & 0x1fff != 0)";
    }

    private static String ports(List<Integer> ports) {
        return "port " + String.join(" or port ", ports.stream().map(String::valueOf).toList());
    }

    /// Whether nothing but the engine is in the namespace.
    boolean ownNamespace() {
        return container.isPresent();
    }

    /// The engine's RTP ports.
    Optional<PortRange> rtpPorts() {
        return sides.rtpPorts();
    }
}
