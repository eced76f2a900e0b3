package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R2: the answer's RTP port is not published; R3 in one: its RTCP port is not.
final class PortNotPublished implements Rule {
    @Override
    public String id() {
        return "R2";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (evidence.engine().isEmpty()
                || evidence.answer().isEmpty()
                || evidence.answer().get().rtpPort() == 0) {
            return Optional.empty();
        }
        var range = evidence.engine().get().rtpPorts();
        int rtp = evidence.answer().get().rtpPort();
        int rtcp = evidence.answer().get().rtcpPort();
        if (rtp < range.first() || rtp > range.last()) {
            return finding(
                    Severity.ERROR,
                    "The answer's m= line names port "
                            + rtp
                            + ", but only "
                            + range
                            + " is published",
                    "Give the server and Docker the same range: --rtp-ports " + range);
        }
        if (rtcp > range.last()) {
            return Optional.of(
                    new Finding(
                            "R3",
                            Severity.WARNING,
                            "RTCP goes to port "
                                    + rtcp
                                    + ", but only "
                                    + range
                                    + " is published: no reports of loss and delay arrive",
                            "Publish one port more, or use rtcp-mux"));
        }
        return Optional.empty();
    }
}
