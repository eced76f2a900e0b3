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
        if (evidence.offer().isEmpty() || evidence.answer().isEmpty() || evidence.held()) {
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
                        },
                "The far end holds the call or is set to one direction; look for hold or a="
                        + answered.text()
                        + " in its settings");
    }
}
