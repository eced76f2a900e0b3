package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// R24: the answer's RTP port is published, but at another address of this host than the answer
/// names, or for TCP only.
final class PublishedElsewhere implements Rule {
    @Override
    public String id() {
        return "R24";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        Optional<Topology.Server> server = evidence.topology().server();
        if (server.isEmpty()
                || evidence.answer().isEmpty()
                || server.get().mode() != io.milliwatt.bench.engine.NetworkMode.PUBLISHED) {
            return Optional.empty();
        }
        String address = evidence.answer().get().address();
        int port = evidence.answer().get().rtpPort();
        boolean ofThisHost =
                Topology.numeric(address).filter(evidence.hostAddresses()::contains).isPresent();
        if (port == 0 || !ofThisHost || evidence.topology().isContainerAddress(address)) {
            return Optional.empty();
        }
        List<Topology.Published> published = server.get().published();
        if (published.stream().anyMatch(it -> it.udp() && it.covers(address, port))) {
            return Optional.empty();
        }
        List<Topology.Published> elsewhere =
                published.stream().filter(it -> it.udp() && it.has(port)).toList();
        if (!elsewhere.isEmpty()) {
            String at =
                    elsewhere.stream()
                            .map(Topology.Published::address)
                            .distinct()
                            .collect(Collectors.joining(", "));
            return finding(
                    Severity.ERROR,
                    "The answer asks for RTP at "
                            + address
                            + ":"
                            + port
                            + ", but Docker publishes that port at "
                            + at
                            + " only",
                    "Publish it at the address that is advertised: -p "
                            + address
                            + ":"
                            + elsewhere.getFirst().ports()
                            + ":"
                            + elsewhere.getFirst().ports()
                            + "/udp");
        }
        boolean overTcp = published.stream().anyMatch(it -> !it.udp() && it.has(port));
        return overTcp
                ? finding(
                        Severity.ERROR,
                        "Docker publishes port " + port + " for TCP only; RTP is UDP",
                        "Add /udp to the published range: -p " + port + ":" + port + "/udp")
                : Optional.empty();
    }
}
