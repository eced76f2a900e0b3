package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.protocol.sdp.Direction;
import java.util.Optional;

/// R13: we offered to send and receive, and the answer takes only half of it.
final class DirectionMismatch implements Rule {
    @Override
    public String id() {
        return "R13";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (evidence.offer().isEmpty() || evidence.answer().isEmpty() || evidence.course().held()) {
            return Optional.empty();
        }
        Direction offered = evidence.offer().get().direction();
        Direction answered = evidence.answer().get().direction();
        if (offered != Direction.SENDRECV
                || answered == Direction.SENDRECV
                || evidence.answer().get().rtpPort() == 0) {
            return Optional.empty();
        }
        return finding(
                Severity.ERROR,
                "The offer is sendrecv, the answer is "
                        + answered.text()
                        + switch (answered) {
                            case SENDONLY -> ": the far end does not listen";
                            case RECVONLY -> ": the far end does not send";
                            case INACTIVE, SENDRECV -> ": the far end neither sends nor listens";
                        }
                        + (wildcard(evidence)
                                ? ". With c=0.0.0.0 that is a hold of the old kind"
                                : ", from the first answer on, so it is no hold"),
                "Look for a="
                        + answered.text()
                        + ", hold, or a one-way mode (listen only, announcement) in the server's"
                        + " settings");
    }

    private static boolean wildcard(CallEvidence evidence) {
        return evidence.answer().filter(it -> it.address().equals("0.0.0.0")).isPresent();
    }
}
