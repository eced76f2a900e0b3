package io.milliwatt.engine.call;

import org.jspecify.annotations.Nullable;

/// One stream of a call as the control API prints it; see `docs/engine.md`. Null = not measured or
/// not reported.
public record StreamView(
        String callId,
        String tap,
        String ssrc,
        int payloadType,
        String codec,
        String source,
        String destination,
        long packets,
        long octets,
        long lost,
        long outOfOrder,
        long duplicates,
        double jitterMillis,
        double maxJitterMillis,
        double meanDeltaMillis,
        double maxDeltaMillis,
        @Nullable Double roundTripMillis,
        @Nullable Long remoteLost,
        @Nullable Double remoteJitterMillis) {}
