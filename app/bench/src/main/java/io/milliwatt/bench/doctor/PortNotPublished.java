package io.milliwatt.bench.doctor;

import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.List;
import java.util.Optional;

/// R2: the answer's RTP port is not published, or another port of the host leads to it.
final class PortNotPublished implements Rule {
    @Override
    public String id() {
        return "R2";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        Optional<Integer> port = publishedPort(evidence);
        if (port.isEmpty()) {
            return Optional.empty();
        }
        int rtp = port.get();
        Topology.Server server = evidence.topology().server().orElseThrow();
        List<Topology.Published> published = server.published();
        if (published.stream().anyMatch(it -> it.has(rtp) && (!it.udp() || it.leadsTo(rtp)))) {
            return Optional.empty(); // for TCP only, or at another address: told by R24
        }
        Optional<Topology.Published> remapped =
                published.stream()
                        .filter(it -> it.udp() && it.leadsTo(rtp) && !it.straight())
                        .findFirst();
        if (remapped.isPresent()) {
            return finding(
                    Severity.ERROR,
                    "The answer's m= line names port "
                            + rtp
                            + ", which is the container's: Docker leads port "
                            + remapped.get().hostPortFor(rtp)
                            + " of the host to it. SDP carries the port, so both must be the same",
                    "Publish the range without changing it: -p "
                            + rtp
                            + ":"
                            + rtp
                            + "/udp, or set the server's own range to the host's ports, "
                            + remapped.get().ports());
        }
        Optional<Topology.Published> swallowed =
                published.stream().filter(it -> it.udp() && it.has(rtp)).findFirst();
        if (swallowed.isPresent()) {
            return finding(
                    Severity.ERROR,
                    "The answer's m= line names port "
                            + rtp
                            + ", but Docker leads that port of the host to port "
                            + (swallowed.get().containerFirst()
                                    + rtp
                                    - swallowed.get().ports().first())
                            + " of the container",
                    "Publish the range without changing it: -p " + rtp + ":" + rtp + "/udp");
        }
        return finding(
                Severity.ERROR,
                "The answer's m= line names port "
                        + rtp
                        + ", but only "
                        + server.udpRanges()
                        + " is published",
                "Give the server and Docker the same range: "
                        + (server.ours()
                                ? "--rtp-ports "
                                        + evidence.engine()
                                                .map(it -> it.rtpPorts().toString())
                                                .orElse("FIRST-LAST")
                                : "-p " + rtp + ":" + rtp + "/udp"));
    }

    /// The RTP port of the answer, when Docker is to lead packets for it from the host's address to
    /// the container.
    static Optional<Integer> publishedPort(CallEvidence evidence) {
        Optional<Topology.Server> server = evidence.topology().server();
        return evidence.answer()
                .filter(it -> it.rtpPort() != 0)
                .filter(it ->
                        server.filter(which ->
                                        which.mode() == NetworkMode.PUBLISHED
                                                && !which.published().isEmpty()
                                                && !which.addresses().contains(it.address()))
                                .isPresent())
                .filter(it ->
                        evidence.hostAddresses().isEmpty()
                                || Topology.numeric(it.address())
                                        .filter(evidence.hostAddresses()::contains)
                                        .isPresent()
                                || evidence.engine().isPresent())
                .map(SdpFacts::rtpPort);
    }
}
