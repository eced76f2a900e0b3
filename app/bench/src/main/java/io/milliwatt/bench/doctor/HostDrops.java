package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.route.Obstacle;
import java.util.Optional;

/// R23: this host drops the packets of the call, by a rule of its packet filter or because it
/// forwards nothing.
final class HostDrops implements Rule {
    @Override
    public String id() {
        return "R23";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        boolean ill =
                evidence.nobodyAnswered()
                        || evidence.unheard()
                        || evidence.settled()
                                && evidence.heard().audioExpected()
                                && nothingHeard(evidence);
        if (!ill) {
            return Optional.empty();
        }
        return evidence.topology().host().obstacles().stream()
                .filter(it -> it.kind() != Obstacle.Kind.RAW_DROP)
                .findFirst()
                .flatMap(it ->
                        switch (it.kind()) {
                            case FORWARDING_OFF ->
                                    finding(
                                            Severity.ERROR,
                                            "This host does not forward packets (net.ipv4.ip_forward ="
                                                    + " 0): what phones on the LAN send to published"
                                                    + " ports reaches no container",
                                            "sudo sysctl -w net.ipv4.ip_forward=1");
                            case INPUT_DROP ->
                                    finding(
                                            Severity.ERROR,
                                            "This host's firewall drops the call's packets: "
                                                    + it.seen(),
                                            remove(it));
                            case FORWARD_DROP, RAW_DROP, NO_ROUTE, NO_ANSWER, NO_MEDIA ->
                                    finding(
                                            Severity.ERROR,
                                            "This host drops the phone's packets on their way to the"
                                                    + " container: "
                                                    + it.seen(),
                                            WayToContainerClosed.wantsOpening(evidence)
                                                    ? "./milliwatt route add --yes"
                                                            + WayToContainerClosed.network(evidence)
                                                    : remove(it));
                        });
    }

    private static boolean nothingHeard(CallEvidence evidence) {
        return !evidence.heard().audio().heard()
                && !evidence.serverHears()
                && evidence.echoExpected();
    }

    /// The rule as it stands there, deleted; a policy is answered by an exception.
    private static String remove(Obstacle obstacle) {
        String rule = obstacle.seen();
        return rule.contains(" -A ")
                ? "sudo iptables " + rule.replace(" -A ", " -D ")
                : "let the call's ports through before it: sudo iptables -I DOCKER-USER -p udp -j ACCEPT";
    }
}
