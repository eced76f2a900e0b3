package io.milliwatt.bench.lan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Network;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxNetwork;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The host of the daemon as a LAN sees it.
///
/// @param addresses its IPv4 addresses but for loopback, and for those of Docker's bridges, which
///   no LAN knows
/// @param taken destinations that it has routes for
record LanHost(List<String> addresses, List<Subnet> taken) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Looks at the host. Asked in its own namespace, which need not be ours.
    static LanHost look(Toolbox toolbox) throws BenchException {
        String text =
                toolbox.require(
                        ToolboxTask.of(
                                        "look at the addresses and routes of the host",
                                        HostCommand.shell(
                                                "echo \"[$(ip -j -4 addr),$(ip -j -4 route show table all)]\""))
                                .in(new ToolboxNetwork.Host()));
        try {
            JsonNode both = JSON.readTree(text);
            return new LanHost(
                    addresses(both.path(0), gateways(toolbox)), destinations(both.path(1)));
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.TOOLBOX_FAILED,
                    "What ip says of this host cannot be read: " + text.strip(),
                    "Please report this",
                    e);
        }
    }

    private static Set<String> gateways(Toolbox toolbox) throws BenchException {
        var gateways = new HashSet<String>();
        for (Network each : toolbox.docker().ask(it -> it.listNetworksCmd().exec())) {
            if (each.getIpam() != null && each.getIpam().getConfig() != null) {
                each.getIpam()
                        .getConfig()
                        .forEach(config ->
                                Optional.ofNullable(config.getGateway()).ifPresent(gateways::add));
            }
        }
        return gateways;
    }

    static List<String> addresses(JsonNode interfaces, Set<String> gateways) {
        var addresses = new ArrayList<String>();
        for (JsonNode each : interfaces) {
            for (JsonNode address : each.path("addr_info")) {
                String text = address.path("local").asText();
                if (!text.startsWith("127.")
                        && !gateways.contains(text)
                        && !each.path("ifname").asText().startsWith(LanVantage.INTERFACE_PREFIX)) {
                    addresses.add(text);
                }
            }
        }
        return addresses;
    }

    static List<Subnet> destinations(JsonNode routes) {
        var taken = new ArrayList<Subnet>();
        for (JsonNode each : routes) {
            Subnet.parse(each.path("dst").asText()).ifPresent(taken::add);
        }
        return taken;
    }
}
