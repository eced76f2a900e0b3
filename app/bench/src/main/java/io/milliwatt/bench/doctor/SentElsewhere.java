package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Tap;
import java.util.Optional;

/// R31: the server sends its audio to another address than the one the phone sends from and asked
/// for.
final class SentElsewhere implements Rule {
    @Override
    public String id() {
        return "R31";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        Optional<MediaFacts.AtServer> seen = evidence.media().atServer();
        if (!evidence.unheard() || evidence.offer().isEmpty()) {
            return Optional.empty();
        }
        String asked = evidence.offer().get().address() + ":" + evidence.offer().get().rtpPort();
        Optional<String> to =
                seen.filter(it -> it.out() > 0)
                        .filter(it -> !it.destinations().contains(asked))
                        .filter(it -> !it.destinations().contains(it.source()))
                        .flatMap(it -> it.destinations().stream().findFirst())
                        .or(() -> elsewhereByEngine(evidence, asked));
        return to.flatMap(it ->
                finding(
                        Severity.ERROR,
                        "The server sends its RTP to "
                                + it
                                + "; the phone listens at "
                                + asked
                                + ", as its offer says",
                        "Let the server send to where packets come from (symmetric RTP, latching,"
                                + " comedia), or to the address and port of the offer"));
    }

    private static Optional<String> elsewhereByEngine(CallEvidence evidence, String asked) {
        return evidence.at(Tap.ENGINE_OUT)
                .map(it -> it.destination())
                .filter(it -> !it.isEmpty() && !it.equals(asked))
                .filter(it ->
                        evidence.at(Tap.ENGINE_IN).map(in -> !in.source().equals(it)).orElse(true))
                .filter(_ -> evidence.packets(Tap.ENGINE_IN) > 0);
    }
}
