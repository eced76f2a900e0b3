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
        if (evidence.answer().isEmpty() || evidence.answer().get().rtpPort() == 0) {
            return Optional.empty();
        }
        Topology topology = evidence.topology();
        String address = evidence.answer().get().address();
        boolean meantSo = topology.server().filter(Topology.Server::ownAddress).isPresent();
        String called = WayToContainerClosed.hostOf(evidence.target());
        if (meantSo
                || !topology.isContainerAddress(address)
                || topology.isContainerAddress(called)) {
            return Optional.empty();
        }
        boolean here = topology.phone().onThisHost() || topology.phone().address().isEmpty();
        boolean heardHere = here && evidence.packets(Tap.PHONE_IN) > 0;
        return finding(
                heardHere ? Severity.WARNING : Severity.ERROR,
                "The answer's c= line names "
                        + address
                        + (topology.docker().networkOfGateway(address).isPresent()
                                ? ", the address of Docker's bridge"
                                : ", the container's address")
                        + (heardHere
                                ? ": this host reaches it, a phone on the LAN sends its audio to nobody"
                                : ": the audio is sent to an address that nobody outside Docker reaches"),
                evidence.engine().isPresent()
                        ? "./milliwatt engine start with --advertise and an address of ./milliwatt network"
                        : "Tell the server its outside address, which it is to write into SDP: "
                                + called);
    }
}
