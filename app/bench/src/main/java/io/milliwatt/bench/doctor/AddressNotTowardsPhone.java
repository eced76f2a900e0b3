package io.milliwatt.bench.doctor;

import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.net.InetAddress;
import java.util.Optional;

/// R6: the answer names an address of this host, but not the one on the way to the phone, and
/// nothing of the phone arrives there.
final class AddressNotTowardsPhone implements Rule {
    @Override
    public String id() {
        return "R6";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        Optional<Lan> towards = evidence.topology().host().towardsPhone();
        if (evidence.answer().isEmpty()
                || towards.isEmpty()
                || evidence.serverHears()
                || !evidence.unheard()) {
            return Optional.empty();
        }
        String named = evidence.answer().get().address();
        Optional<InetAddress> address = Topology.numeric(named);
        boolean ofThisHost =
                address.filter(evidence.hostAddresses()::contains).isPresent()
                        && evidence.topology().docker().networkOf(named).isEmpty();
        if (!ofThisHost
                || towards.get().subnet().contains(address.get())
                || knowsTheWay(evidence.topology().phone(), address.get())
                || address.get().isLoopbackAddress()) {
            return Optional.empty();
        }
        String phone = evidence.topology().phone().address();
        return finding(
                Severity.ERROR,
                "The answer's c= line names "
                        + named
                        + ", another address of this host than "
                        + towards.get().hostText()
                        + " on "
                        + towards.get().device()
                        + ", by which it reaches the phone"
                        + (phone.isEmpty() ? "" : " at " + phone)
                        + ": the phone has no way there",
                "Let the server advertise "
                        + towards.get().hostText()
                        + (evidence.engine().isPresent()
                                ? ": ./milliwatt engine restart "
                                        + evidence.engine().get().name()
                                        + " --advertise "
                                        + towards.get().hostText()
                                : ""));
    }

    private static boolean knowsTheWay(Topology.Phone phone, InetAddress address) {
        return phone.routes().stream()
                .flatMap(it -> Subnet.parse(it).stream())
                .anyMatch(it -> it.contains(address));
    }
}
