package io.milliwatt.bench.doctor;

import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.route.ContainerSubnet;
import java.util.Optional;

/// R20: the phone was told a container's own address, and has no route to that network.
final class NoRouteToContainer implements Rule {
    @Override
    public String id() {
        return "R20";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        var phone = evidence.topology().phone();
        if (!WayToContainerClosed.wantsOpening(evidence) || phone.address().isEmpty()) {
            return Optional.empty();
        }
        String address = WayToContainerClosed.address(evidence);
        Optional<ContainerSubnet> network = evidence.topology().docker().networkOf(address);
        if (network.isEmpty()
                || phone.routes().stream()
                        .flatMap(it -> Subnet.parse(it).stream())
                        .anyMatch(it -> it.contains(network.get().subnet()))) {
            return Optional.empty();
        }
        String subnet = network.get().subnet().toString();
        return finding(
                Severity.ERROR,
                "The phone at "
                        + phone.address()
                        + " has no route to "
                        + subnet
                        + ", the Docker network of "
                        + address,
                "Give the phone or its router a route to "
                        + subnet
                        + " by way of this host: ./milliwatt route show has the command for each"
                        + " system (here: --lan-route "
                        + subnet
                        + "); or publish the ports: --mode published");
    }
}
