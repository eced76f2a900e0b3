package io.milliwatt.bench.doctor;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipUri;
import java.util.Optional;

/// R17: the call was not answered.
final class CallRefused implements Rule {
    @Override
    public String id() {
        return "R17";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (evidence.answered()
                || evidence.end().isEmpty()
                || evidence.callee().death().isPresent()) {
            return Optional.empty();
        }
        var end = evidence.end().get();
        return switch (end.kind()) {
            case LOCAL_HANG_UP, CANCELLED -> Optional.empty();
            case BUSY, DECLINED, NO_ANSWER ->
                    finding(
                            Severity.WARNING,
                            evidence.target() + ": " + end.words(),
                            "Nothing is wrong with the path: the far end chose not to take the call");
            default ->
                    finding(
                            Severity.ERROR,
                            evidence.target() + ": " + end.words() + details(evidence, end),
                            fix(evidence, end));
        };
    }

    private static String details(CallEvidence evidence, CallEvidence.CallEnd end) {
        String warning = evidence.signalling().warning();
        String said =
                warning.isEmpty() || end.words().contains(warning) ? "" : "; it says: " + warning;
        return end.kind() == EndReason.Kind.NOT_ACCEPTABLE
                ? said
                        + evidence.offer()
                                .map(it -> "; offered were " + String.join(", ", it.audioCodecs()))
                                .orElse("")
                : said;
    }

    private static String fix(CallEvidence evidence, CallEvidence.CallEnd end) {
        return switch (end.kind()) {
            case NOT_FOUND ->
                    evidence.engine().isPresent()
                            ? "Dial a test number: echo, milliwatt, tone-440, silence, status-486"
                            : "Check the user part of the URI";
            case NO_RESPONSE, UNREACHABLE, TRANSPORT ->
                    "Check the address, and that a server listens there: ./milliwatt engine list, and on its host ss -lntup | grep :"
                            + port(evidence.target());
            case SERVER_ERROR ->
                    end.status() == 503 && evidence.engine().isPresent()
                            ? "All "
                                    + evidence.engine().get().rtpPorts().size()
                                    + " RTP ports are in use; start the engine with a larger range, such as --rtp-ports "
                                    + larger(evidence.engine().get())
                            : "Look into the server's log: ./milliwatt engine logs";
            case NOT_ACCEPTABLE ->
                    "Offer a codec that the far end has, such as --codec PCMA,PCMU, or encryption if it wants it: --srtp required";
            case FORBIDDEN -> "Give the right user and password";
            default -> "Look into the server's log: ./milliwatt engine logs";
        };
    }

    private static int port(String target) {
        try {
            int port = SipUri.parse(target).port();
            return port == 0 ? SipUri.DEFAULT_PORT : port;
        } catch (SipException _) {
            return SipUri.DEFAULT_PORT;
        }
    }

    private static String larger(EngineInfo engine) {
        int first = engine.rtpPorts().first();
        return first + "-" + Math.min(65_535, first + 2 * engine.rtpPorts().size() - 1);
    }
}
