package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R5: the advertised address is not one of this host's (any more): the Wi-Fi or VPN changed after
/// the launch.
final class AddressNotOfThisHost implements Rule {
    @Override
    public String id() {
        return "R5";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (evidence.engine().isEmpty() || evidence.hostAddresses().isEmpty()) {
            return Optional.empty();
        }
        var engine = evidence.engine().get();
        var advertised = engine.advertisedAddress();
        boolean ofContainer = engine.containerAddress().filter(advertised::equals).isPresent();
        boolean ofNat = !engine.settings().behindNat().isEmpty(); // the user said so
        if (ofContainer
                || ofNat
                || advertised.isLoopbackAddress()
                || evidence.hostAddresses().contains(advertised)) {
            return Optional.empty();
        }
        return finding(
                Severity.ERROR,
                "The engine advertises "
                        + advertised.getHostAddress()
                        + ", which is not an address of this host now: phones send their audio to nobody",
                "./milliwatt engine restart " + engine.name() + ", which takes the address of now");
    }
}
