package io.milliwatt.engine.call;

/// One SIP message as the control API prints it; see `docs/engine.md`.
public record MessageView(
        String at,
        String direction,
        String transport,
        String source,
        String destination,
        String callId,
        String text) {}
