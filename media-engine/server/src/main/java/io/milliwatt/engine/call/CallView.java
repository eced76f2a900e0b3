package io.milliwatt.engine.call;

import java.util.List;

/// One call as the control API prints it; see `docs/engine.md`.
public record CallView(
        String callId,
        String testNumber,
        String from,
        String to,
        String state,
        String startedAt,
        long durationMillis,
        String endReason,
        String offerSdp,
        String answerSdp,
        List<MediaView> media,
        List<StreamView> streams,
        long refusedPackets,
        String dtmf) {}
