package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R22: the answer's Contact, or the Record-Route before it, names an address to which the phone
/// has no way: its ACK and BYE are lost. The far end repeats its answer and gives the call up after
/// 32 s (64 times T1, RFC 3261, section 13.3.1.4).
final class ContactUnreachable implements Rule {
    /// One repetition may be a lost ACK.
    private static final int REPEATS = 2;

    @Override
    public String id() {
        return "R22";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        var signalling = evidence.signalling();
        boolean routed = !signalling.routes().isEmpty();
        // the caller's next hop is the last one; RFC 3261, section 12.1.2
        String next = routed ? signalling.routes().getLast() : signalling.contact();
        if (next.isEmpty() || !evidence.answered()) {
            return Optional.empty();
        }
        String header = routed ? "Record-Route" : "Contact";
        String called = WayToContainerClosed.hostOf(evidence.target());
        boolean repeated = signalling.answerRepeats() >= REPEATS;
        String why = why(evidence, next, called, repeated);
        if (why.isEmpty()) {
            return Optional.empty();
        }
        boolean lost = repeated || !evidence.topology().phone().onThisHost();
        return finding(
                lost ? Severity.ERROR : Severity.WARNING,
                "The answer's "
                        + header
                        + " names "
                        + next
                        + why
                        + ": ACK and BYE "
                        + (lost ? "do not arrive" : "of a phone on the LAN do not arrive")
                        + ", and the server gives such a call up after 32 s"
                        + (signalling.answerRepeats() > 0
                                ? " (it repeated its answer "
                                        + signalling.answerRepeats()
                                        + " times)"
                                : ""),
                fix(evidence, header, called));
    }

    /// Why nothing arrives there; empty when it may.
    private static String why(CallEvidence evidence, String next, String called, boolean repeated) {
        if (next.equals(called)) {
            return "";
        }
        boolean ownAddress =
                evidence.topology().server().filter(Topology.Server::ownAddress).isPresent();
        if (evidence.topology().isContainerAddress(next)
                && !ownAddress
                && !evidence.topology().isContainerAddress(called)) {
            return ", the container's address";
        }
        boolean loopback = next.startsWith("127.") || next.equals("::1");
        if (loopback && !called.startsWith("127.") && !called.equals("localhost")) {
            return ", the loopback address";
        }
        if (next.equals("0.0.0.0") || next.equals("::")) {
            return ", which is no address";
        }
        return repeated ? ", not " + called + " that was called" : "";
    }

    private static String fix(CallEvidence evidence, String header, String called) {
        return evidence.engine().isPresent()
                ? "./milliwatt engine restart "
                        + evidence.engine().get().name()
                        + " --advertise "
                        + called
                : "Set the server's external signalling address, which it writes into "
                        + header
                        + ", to "
                        + called;
    }
}
