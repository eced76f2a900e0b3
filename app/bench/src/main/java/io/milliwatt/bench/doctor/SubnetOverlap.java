package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R8: a route of this host takes what is for the container's network elsewhere: a VPN or a LAN
/// uses the same addresses.
final class SubnetOverlap implements Rule {
    @Override
    public String id() {
        return "R8";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        boolean ill = evidence.nobodyAnswered() || evidence.unheard();
        if (!ill || evidence.topology().host().overlaps().isEmpty()) {
            return Optional.empty();
        }
        var route = evidence.topology().host().overlaps().getFirst();
        String network =
                evidence.topology().docker().networks().stream()
                        .filter(it -> it.subnet().overlaps(route.destination()))
                        .map(it -> "the Docker network " + it.name() + " (" + it.subnet() + ")")
                        .findFirst()
                        .orElse("the container's network");
        return finding(
                Severity.ERROR,
                "The route "
                        + route.words()
                        + " shares addresses with "
                        + network
                        + ": packets for the container take it and never arrive",
                "Give Docker other addresses: docker network create --subnet 10.99.0.0/24 lab, then"
                        + " start the engine with --network lab; or take the route away: ip route del "
                        + route.destination()
                        + route.via().map(it -> " via " + it).orElse("")
                        + " dev "
                        + route.device());
    }
}
