package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R12: the kernel still hands a phone's packets to where the container was before. It decides at
/// the first packet of a flow, and a phone that goes on sending keeps that decision alive.
final class StaleFlows implements Rule {
    @Override
    public String id() {
        return "R12";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        var stale = evidence.topology().host().staleFlows();
        boolean ill = evidence.nobodyAnswered() || evidence.settled() && !evidence.serverHears();
        if (stale.isEmpty() || !ill) {
            return Optional.empty();
        }
        var first = stale.getFirst();
        String now =
                evidence.topology()
                        .server()
                        .map(it -> String.join(", ", it.addresses()))
                        .orElse("another");
        return finding(
                Severity.ERROR,
                "The kernel hands packets from "
                        + first.source()
                        + " to "
                        + first.destination()
                        + " to "
                        + first.remembered()
                        + ", where nobody is any more; the container's address is "
                        + now
                        + (stale.size() > 1
                                ? " (and " + (stale.size() - 1) + " more such flows)"
                                : ""),
                "Make it forget: sudo conntrack -D -p udp --reply-src " + first.remembered());
    }
}
