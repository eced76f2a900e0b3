package io.milliwatt.bench.record;

/// One SIP message of a call, as the phone saw it.
///
/// @param atMillis milliseconds since the first message of the call
/// @param direction `sent` or `received`, seen from the phone
/// @param transport `UDP`, `TCP` or `TLS`
/// @param source `IP:port`
/// @param destination `IP:port`
/// @param startLine request or status line
/// @param text the whole message, lines ended by CR LF
public record MessageRecord(
        double atMillis,
        String direction,
        String transport,
        String source,
        String destination,
        String startLine,
        String text) {}
