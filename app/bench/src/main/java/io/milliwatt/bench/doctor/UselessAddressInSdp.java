package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R10: the answer names the loopback or the wildcard address to a phone that is not on the
/// loopback interface.
final class UselessAddressInSdp implements Rule {
    @Override
    public String id() {
        return "R10";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (evidence.answer().isEmpty() || evidence.course().held()) {
            return Optional.empty();
        }
        String address = evidence.answer().get().address();
        boolean loopback = address.startsWith("127.") || address.equals("::1");
        boolean wildcard = address.equals("0.0.0.0") || address.equals("::");
        boolean calledLoopback =
                WayToContainerClosed.hostOf(evidence.target()).startsWith("127.")
                        || evidence.offer()
                                .map(offer ->
                                        offer.address().startsWith("127.")
                                                || offer.address().equals("::1"))
                                .orElse(false);
        if (!wildcard && (!loopback || calledLoopback)) {
            return Optional.empty();
        }
        return finding(
                Severity.ERROR,
                "The answer's c= line names "
                        + address
                        + (wildcard
                                ? ", which is no address: the far end does not know where it is reached"
                                : ", the loopback address: only programs on the server's own host reach it"),
                "Let the server advertise the address that phones reach; ./milliwatt network ranks this host's");
    }
}
