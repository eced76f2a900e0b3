package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.List;
import java.util.Optional;

/// R11: a description has ICE candidates, and none of them is a UDP address: all are TCP, or names
/// of multicast DNS that nothing outside the LAN of their writer resolves.
final class UselessCandidates implements Rule {
    @Override
    public String id() {
        return "R11";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        return evidence.offer()
                .flatMap(it -> judge("offer", it))
                .or(() -> evidence.answer().flatMap(it -> judge("answer", it)));
    }

    private Optional<Finding> judge(String which, SdpFacts sdp) {
        List<SdpFacts.Candidate> candidates = sdp.formats().candidates();
        boolean useful =
                candidates.isEmpty()
                        || candidates.stream()
                                .anyMatch(it ->
                                        it.transport().equals("udp")
                                                && !it.address().endsWith(".local"));
        return useful
                ? Optional.empty()
                : finding(
                        Severity.WARNING,
                        "None of the "
                                + candidates.size()
                                + " candidates of the "
                                + which
                                + " is a UDP address: "
                                + candidates.getFirst().transport()
                                + " "
                                + candidates.getFirst().address()
                                + ":"
                                + candidates.getFirst().port(),
                        "Let the server listen on UDP and announce its address; in a browser, allow"
                                + " the microphone, which ends the hiding of addresses");
    }
}
