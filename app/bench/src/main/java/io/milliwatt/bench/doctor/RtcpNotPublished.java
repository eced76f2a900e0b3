package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R3: RTP gets through, but the port for RTCP is not published: neither side learns what the other
/// one lost.
final class RtcpNotPublished implements Rule {
    @Override
    public String id() {
        return "R3";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        Optional<Integer> rtp = PortNotPublished.publishedPort(evidence);
        if (rtp.isEmpty()) {
            return Optional.empty();
        }
        int rtcp = evidence.answer().orElseThrow().rtcpPort();
        Topology.Server server = evidence.topology().server().orElseThrow();
        boolean rtpIsPublished =
                server.published().stream().anyMatch(it -> it.udp() && it.has(rtp.get()));
        if (!rtpIsPublished
                || rtcp == rtp.get()
                || server.published().stream().anyMatch(it -> it.udp() && it.has(rtcp))) {
            return Optional.empty();
        }
        return finding(
                Severity.WARNING,
                "RTCP goes to port "
                        + rtcp
                        + ", but only "
                        + server.udpRanges()
                        + " is published: no reports of loss and delay arrive",
                "Publish one port more, -p " + rtcp + ":" + rtcp + "/udp, or use rtcp-mux");
    }
}
