package io.milliwatt.bench.topology;

import io.milliwatt.bench.doctor.Topology.Docker;
import io.milliwatt.bench.doctor.Topology.Server;
import io.milliwatt.bench.doctor.Topology.StaleFlow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what `conntrack -L -p udp` prints, for flows to a server's published ports that are handed
/// to another container address than its own.
final class RememberedFlows {
    private RememberedFlows() {}

    static List<StaleFlow> stale(String listing, Server server, Docker docker) {
        var found = new ArrayList<StaleFlow>();
        for (String line : listing.lines().toList()) {
            Map<String, String> original = new HashMap<>();
            Map<String, String> reply = new HashMap<>();
            for (String word : line.split("\\s+")) {
                int equals = word.indexOf('=');
                if (equals > 0) {
                    String key = word.substring(0, equals);
                    (original.containsKey(key) ? reply : original)
                            .putIfAbsent(key, word.substring(equals + 1));
                }
            }
            if (isStale(original, reply, server, docker)) {
                found.add(
                        new StaleFlow(
                                original.get("src") + ":" + original.get("sport"),
                                original.get("dst") + ":" + original.get("dport"),
                                reply.getOrDefault("src", "")));
            }
        }
        return found;
    }

    private static boolean isStale(
            Map<String, String> original, Map<String, String> reply, Server server, Docker docker) {
        String destination = original.getOrDefault("dst", "");
        String remembered = reply.getOrDefault("src", "");
        int port = number(original.getOrDefault("dport", ""));
        boolean published =
                server.published().stream()
                        .anyMatch(it -> it.udp() && it.covers(destination, port));
        return published
                && !destination.equals(remembered)
                && !server.addresses().contains(remembered)
                && docker.networkOf(remembered).isPresent()
                && docker.networkOfGateway(remembered).isEmpty();
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
