package io.milliwatt.bench.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the kernel of the Docker host does with packets for others: whether it forwards, where to,
/// and by which rules. Read by one line of shell in the host's network.
///
/// @param forwards `net.ipv4.ip_forward`
/// @param routes the main table of IPv4
/// @param rules the packet filter
public record HostFacts(boolean forwards, List<HostRoute> routes, RuleSet rules) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROUTES = "#routes";
    private static final String RULES = "#rules";

    /// Prints what [#parse] reads.
    public static final String SCRIPT =
            "echo forward $(cat /proc/sys/net/ipv4/ip_forward) && echo '"
                    + ROUTES
                    + "' && ip -j -4 route show table main && echo '"
                    + RULES
                    + "' && iptables-save -c";

    public HostFacts {
        routes = List.copyOf(routes);
    }

    /// Reads what [#SCRIPT] printed.
    ///
    /// @throws BenchException `TOOLBOX_FAILED`: it printed something else
    public static HostFacts parse(String text) throws BenchException {
        int routes = text.indexOf(ROUTES);
        int rules = text.indexOf(RULES);
        if (routes < 0 || rules < routes) {
            throw unreadable(text);
        }
        try {
            var list = new ArrayList<HostRoute>();
            for (JsonNode each : JSON.readTree(text.substring(routes + ROUTES.length(), rules))) {
                route(each).ifPresent(list::add);
            }
            return new HostFacts(
                    text.substring(0, routes).contains("forward 1"),
                    list,
                    RuleSet.parse(text.substring(rules)));
        } catch (JsonProcessingException _) {
            throw unreadable(text);
        }
    }

    /// The network that holds an address, or of the default route when none is given.
    ///
    /// @param phone an address on the network; empty = the network of the default route
    public Optional<Lan> lan(Optional<InetAddress> phone) {
        List<HostRoute> links =
                routes.stream()
                        .filter(it -> it.via().isEmpty() && it.source().isPresent())
                        .toList();
        Optional<HostRoute> link =
                phone.isPresent()
                        ? links.stream()
                                .filter(it -> it.destination().contains(phone.get()))
                                .max(Comparator.comparingInt(it -> it.destination().prefix()))
                        : routes.stream()
                                .filter(it -> it.destination().prefix() == 0)
                                .findFirst()
                                .flatMap(route ->
                                        links.stream()
                                                .filter(it -> it.device().equals(route.device()))
                                                .findFirst());
        return link.flatMap(it ->
                it.source()
                        .map(InetAddress::ofLiteral)
                        .filter(Inet4Address.class::isInstance)
                        .map(host -> Lan.of(it.device(), it.destination(), (Inet4Address) host)));
    }

    private static Optional<HostRoute> route(JsonNode node) {
        String destination = node.path("dst").asText();
        return Subnet.parse(destination.equals("default") ? "0.0.0.0/0" : destination)
                .map(network ->
                        new HostRoute(
                                network,
                                text(node, "gateway"),
                                node.path("dev").asText(),
                                text(node, "prefsrc")));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field).asText()).filter(it -> !it.isEmpty());
    }

    private static BenchException unreadable(String text) {
        return new BenchException(
                ProblemCode.DOCKER_FAILED,
                "The host's routes and rules cannot be read: "
                        + text.lines().findFirst().orElse("nothing was printed"),
                "Try by hand as root: ip -j route; iptables-save -c");
    }
}
