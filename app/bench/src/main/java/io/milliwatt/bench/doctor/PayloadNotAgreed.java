package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R32: packets come, and the phone must not take them: their payload type is none of those agreed
/// on, or they come from somebody else.
final class PayloadNotAgreed implements Rule {
    private static final long LEAST = 20;

    @Override
    public String id() {
        return "R32";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        long strangers = evidence.media().strangers();
        if (!evidence.unheard() || strangers < LEAST || evidence.offer().isEmpty()) {
            return Optional.empty();
        }
        return finding(
                Severity.ERROR,
                strangers
                        + " RTP packets came that are not of this call as agreed: their payload type is"
                        + " none of "
                        + evidence.offer().get().formats().payloadTypes()
                        + ", or they come from another address than the answer names",
                "Let the server send with the payload type of its answer, from the address and port"
                        + " it names there");
    }
}
