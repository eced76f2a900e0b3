package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.route.ContainerSubnet;
import java.util.Optional;

/// R4: the server sees every phone at the address of Docker's bridge: rules by address, such as
/// "local network" or an access list, are wrong then, and phones cannot be told apart.
final class SeenAsGateway implements Rule {
    @Override
    public String id() {
        return "R4";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        var phone = evidence.topology().phone();
        if (phone.onThisHost() || phone.address().isEmpty()) {
            return Optional.empty(); // this host itself is seen so
        }
        String seen = seenAs(evidence);
        Optional<ContainerSubnet> network = evidence.topology().docker().networkOfGateway(seen);
        if (network.isEmpty() || seen.equals(phone.address())) {
            return Optional.empty();
        }
        return finding(
                Severity.WARNING,
                "The server sees the phone at "
                        + seen
                        + ", the gateway of the Docker network "
                        + network.get().name()
                        + ", instead of "
                        + phone.address()
                        + ": its access lists and its idea of a local network are wrong for every"
                        + " phone",
                "Something translates the source: look for MASQUERADE or SNAT towards "
                        + network.get().bridge()
                        + " (sudo iptables -t nat -S POSTROUTING), publish at a LAN address and not"
                        + " at 127.0.0.1, and take the gateway out of the server's local network");
    }

    private static String seenAs(CallEvidence evidence) {
        return evidence.at(Tap.ENGINE_IN)
                .map(StreamRecord::source)
                .filter(it -> !it.isEmpty())
                .or(() -> evidence.media().atServer().map(MediaFacts.AtServer::source))
                .filter(it -> it.lastIndexOf(':') > 0)
                .map(it -> it.substring(0, it.lastIndexOf(':')))
                .orElse(evidence.signalling().seenAs());
    }
}
