package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipUri;
import java.util.Optional;

/// R7: the phone uses a container's own address, and the Docker host drops such packets before it
/// looks where they go, as Docker 28 and later do.
final class WayToContainerClosed implements Rule {
    @Override
    public String id() {
        return "R7";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (!wantsOpening(evidence)) {
            return Optional.empty();
        }
        return evidence.topology().host().obstacles().stream()
                .filter(it -> it.kind() == Obstacle.Kind.RAW_DROP)
                .findFirst()
                .flatMap(it ->
                        finding(
                                Severity.ERROR,
                                "This host drops what comes from the LAN for "
                                        + address(evidence)
                                        + " before routing: "
                                        + it.seen()
                                        + ". Docker 28 and later do so for every container address",
                                "./milliwatt route add --yes"
                                        + network(evidence)
                                        + ", or publish the ports: --mode published"));
    }

    /// The call went to a container's own address from elsewhere, and was not answered or not
    /// heard.
    static boolean wantsOpening(CallEvidence evidence) {
        return !evidence.topology().phone().onThisHost()
                && (evidence.nobodyAnswered() || evidence.unheard() && !evidence.serverHears())
                && evidence.topology().isContainerAddress(address(evidence));
    }

    /// The address that matters: where the media was to go, else where the call went.
    static String address(CallEvidence evidence) {
        return evidence.answer().map(SdpFacts::address).orElseGet(() -> hostOf(evidence.target()));
    }

    static String network(CallEvidence evidence) {
        return evidence.topology()
                .docker()
                .networkOf(address(evidence))
                .map(it -> it.name().equals("bridge") ? "" : " --network " + it.name())
                .orElse("");
    }

    static String hostOf(String target) {
        try {
            return SipUri.parse(target).host();
        } catch (SipException _) {
            return "";
        }
    }
}
