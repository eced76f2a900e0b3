package io.milliwatt.bench.nat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.doctor.Topology.Published;
import io.milliwatt.bench.doctor.Topology.Server;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.inspector.call.NatMap;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What leads to a server's container.
///
/// @param ranges of UDP
public record Translations(List<TranslatedRange> ranges) {
    /// Nothing is known, or nothing is translated.
    public static final Translations NONE = new Translations(List.of());

    /// Ranges of a file that are believed: each costs memory for each of its ports.
    private static final int MOST_PORTS = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Translations {
        ranges = List.copyOf(ranges);
    }

    /// Of an engine of ours: what Docker publishes, or one rule leads to it. Both the address where
    /// it is reached and the one it advertises stand for the container's.
    public static Translations of(EngineInfo engine) {
        boolean isLed =
                engine.runtime() == RuntimeKind.DOCKER
                        && engine.placement().mode() == NetworkMode.PUBLISHED
                        && engine.containerAddress().isPresent();
        if (!isLed) {
            return NONE;
        }
        InetAddress inside = engine.containerAddress().get();
        var outside = new LinkedHashSet<InetAddress>();
        outside.add(engine.reachedAt());
        outside.add(engine.advertisedAddress());
        outside.remove(inside);
        var ranges = new ArrayList<TranslatedRange>();
        for (InetAddress each : outside) {
            for (PortRange ports :
                    List.of(new PortRange(engine.sipPort(), engine.sipPort()), engine.rtpPorts())) {
                ranges.add(
                        new TranslatedRange(
                                each, ports.first(), inside, ports.first(), ports.size()));
            }
        }
        return new Translations(ranges);
    }

    /// Of any container.
    ///
    /// @param hostAddresses this host's, for ports that are published at all of them
    public static Translations of(Server server, Set<InetAddress> hostAddresses) {
        var ranges = new ArrayList<TranslatedRange>();
        for (String address : server.addresses()) {
            InetAddress inside = InetAddress.ofLiteral(address);
            for (Published each : server.published()) {
                if (!each.udp()) {
                    continue;
                }
                for (InetAddress outside : hostAddresses) {
                    boolean sameKind = outside.getClass() == inside.getClass();
                    if (sameKind && each.isAt(outside.getHostAddress())) {
                        ranges.add(
                                new TranslatedRange(
                                        outside,
                                        each.ports().first(),
                                        inside,
                                        each.containerFirst(),
                                        each.ports().size()));
                    }
                }
            }
        }
        return new Translations(ranges);
    }

    /// For joining streams.
    public NatMap map() {
        var each = new ArrayList<NatMap.Translation>();
        ranges.forEach(range -> each.addAll(range.each()));
        return each.isEmpty() ? NatMap.NONE : NatMap.of(each);
    }

    /// As a report keeps them.
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        for (TranslatedRange range : ranges) {
            root.withArray("translations")
                    .addObject()
                    .put("outside", range.outside().getHostAddress())
                    .put("outsidePort", range.outsidePort())
                    .put("inside", range.inside().getHostAddress())
                    .put("insidePort", range.insidePort())
                    .put("ports", range.ports());
        }
        return root.toPrettyString();
    }

    /// Reads [#json()]; what is no translation in it is left out.
    public static Translations parse(String json) {
        var ranges = new ArrayList<TranslatedRange>();
        long ports = 0;
        try {
            for (JsonNode each : JSON.readTree(json).path("translations")) {
                TranslatedRange range = range(each);
                ports += range.ports();
                if (ports > MOST_PORTS) {
                    break;
                }
                ranges.add(range);
            }
        } catch (JsonProcessingException | IllegalArgumentException _) {
            return new Translations(ranges); // as far as it could be read
        }
        return new Translations(ranges);
    }

    private static TranslatedRange range(JsonNode each) {
        return new TranslatedRange(
                InetAddress.ofLiteral(each.path("outside").asText()),
                each.path("outsidePort").asInt(),
                InetAddress.ofLiteral(each.path("inside").asText()),
                each.path("insidePort").asInt(),
                each.path("ports").asInt());
    }
}
