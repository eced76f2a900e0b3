package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Tap;
import java.util.Optional;

/// R1: the answer names the container's address, though its ports are published at the host's. The
/// host itself reaches it, a phone on the LAN does not.
final class ContainerAddressInSdp implements Rule {
    @Override
    public String id() {
        return "R1";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (evidence.engine().isEmpty() || evidence.answer().isEmpty()) {
            return Optional.empty();
        }
        var engine = evidence.engine().get();
        String address = evidence.answer().get().address();
        if (engine.placement().mode().ownAddress()) {
            return Optional.empty(); // that is how it is meant to be reached
        }
        boolean isContainers =
                engine.containerAddress()
                        .filter(container -> container.getHostAddress().equals(address))
                        .isPresent();
        if (!isContainers) {
            return Optional.empty();
        }
        boolean heardHere = evidence.packets(Tap.PHONE_IN) > 0;
        return finding(
                heardHere ? Severity.WARNING : Severity.ERROR,
                "The answer's c= line names "
                        + address
                        + ", the container's address"
                        + (heardHere
                                ? ": this host reaches it, a phone on the LAN sends its audio to nobody"
                                : ": the audio is sent to an address that nobody outside Docker reaches"),
                "./milliwatt engine start with --advertise and an address of ./milliwatt network");
    }
}
