package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipUri;
import java.util.List;
import java.util.Optional;

/// R30: the server's socket is bound to an address at which nothing arrives, or to none: its
/// packets come into the container and are refused there.
final class WrongBind implements Rule {
    @Override
    public String id() {
        return "R30";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        Optional<Topology.Server> server = evidence.topology().server();
        if (server.isEmpty() || server.get().listening().isEmpty()) {
            return Optional.empty();
        }
        if (evidence.nobodyAnswered()) {
            return port(evidence.target())
                    .flatMap(it -> judge(server.get(), "SIP", transport(evidence.target()), it));
        }
        boolean deaf = evidence.unheard() && !evidence.hasEngineTaps();
        return deaf
                ? evidence.answer()
                        .filter(it -> it.rtpPort() != 0)
                        .flatMap(it -> judge(server.get(), "RTP", "udp", it.rtpPort()))
                : Optional.empty();
    }

    private Optional<Finding> judge(
            Topology.Server server, String what, String transport, int hostPort) {
        int port =
                server.published().stream()
                        .filter(it -> it.transport().equals(transport) && it.has(hostPort))
                        .map(it -> it.containerFirst() + hostPort - it.ports().first())
                        .findFirst()
                        .orElse(hostPort);
        List<Topology.Listener> there =
                server.listening().stream()
                        .filter(it -> it.transport().equals(transport) && it.port() == port)
                        .toList();
        boolean reached =
                there.stream()
                        .anyMatch(it ->
                                it.anywhere()
                                        || server.addresses().contains(it.address())
                                        || server.addresses().isEmpty() && !it.loopback());
        if (reached) {
            return Optional.empty();
        }
        if (there.isEmpty()) {
            return finding(
                    Severity.ERROR,
                    "Nothing in the container "
                            + server.name()
                            + " listens on "
                            + what
                            + " port "
                            + port
                            + "/"
                            + transport,
                    "Set the server's "
                            + what
                            + " port to "
                            + port
                            + ", or see why it does not open it: "
                            + server.logs());
        }
        return finding(
                Severity.ERROR,
                "The server in "
                        + server.name()
                        + " listens for "
                        + what
                        + " on "
                        + there.getFirst().address()
                        + ":"
                        + port
                        + " only; what comes from outside is for "
                        + String.join(", ", server.addresses()),
                "Let it bind to 0.0.0.0, and advertise the host's address apart from that");
    }

    private static Optional<Integer> port(String target) {
        try {
            return Optional.of(SipUri.parse(target).effectivePort());
        } catch (SipException _) {
            return Optional.empty();
        }
    }

    static String transport(String target) {
        try {
            return switch (SipUri.parse(target).effectiveTransport()) {
                case UDP -> "udp";
                default -> "tcp";
            };
        } catch (SipException _) {
            return "udp";
        }
    }
}
