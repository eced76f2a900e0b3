package io.milliwatt.protocol.session;

import io.milliwatt.protocol.rtcp.ExtendedReport;
import io.milliwatt.protocol.rtcp.VoipMetrics;
import io.milliwatt.protocol.rtcp.XrBlock;
import io.milliwatt.protocol.rtcp.XrBlock.ReceiverReferenceTime;
import io.milliwatt.protocol.rtcp.XrBlock.ReferenceTimeAnswers;
import io.milliwatt.protocol.rtcp.XrBlock.UnknownXrBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The extended reports of a session, RFC 3611: reference times are answered, and sent to those who
/// send them while we send no RTP; VoIP metrics are kept.
final class ExtendedReporting {
    private static final int MAX_ANSWERS = 6; // what one packet leaves; others wait their turn

    private final LocalSource main;
    private final LocalSources locals;
    private @Nullable VoipMetrics remoteMetrics;
    private boolean hearsReferenceTimes;

    ExtendedReporting(LocalSource main, LocalSources locals) {
        this.main = main;
        this.locals = locals;
    }

    void onReport(ExtendedReport report, RemoteSource from, long nowNanos) {
        for (XrBlock block : report.blocks()) {
            switch (block) {
                case ReceiverReferenceTime reference -> {
                    hearsReferenceTimes = true;
                    from.onReferenceTime(reference.ntp().middle(), nowNanos);
                }
                case ReferenceTimeAnswers answers -> {
                    for (ReferenceTimeAnswers.Answer answer : answers.answers()) {
                        if (answer.ssrc() == main.ssrc()) {
                            main.onAnswered(answer, nowNanos);
                        }
                    }
                }
                case VoipMetrics metrics -> {
                    if (locals.has(metrics.ssrc())) {
                        remoteMetrics = metrics;
                    }
                }
                case UnknownXrBlock _ -> {}
            }
        }
    }

    /// The extended report that is due with the next report, if any.
    Optional<ExtendedReport> report(
            List<RemoteSource> sources, long nowNanos, long wallEpochNanos) {
        List<XrBlock> blocks = new ArrayList<>();
        if (hearsReferenceTimes && locals.senders() == 0) {
            blocks.add(main.referenceTime(nowNanos, wallEpochNanos));
        }
        List<ReferenceTimeAnswers.Answer> answers =
                sources.stream()
                        .filter(RemoteSource::wantsAnswer)
                        .limit(MAX_ANSWERS)
                        .map(source -> source.answer(nowNanos))
                        .toList();
        if (!answers.isEmpty()) {
            blocks.add(new ReferenceTimeAnswers(answers));
        }
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExtendedReport(main.ssrc(), blocks));
    }

    Optional<VoipMetrics> remoteMetrics() {
        return Optional.ofNullable(remoteMetrics);
    }
}
