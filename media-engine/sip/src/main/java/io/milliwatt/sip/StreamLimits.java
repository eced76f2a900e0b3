package io.milliwatt.sip;

import java.time.Duration;

/// Bounds of the connections an endpoint takes, TCP and TLS. A connection that breaks one is closed
/// and counted.
///
/// @param maxConnections connections taken at a time; more are closed at once
/// @param maxPerSource connections taken at a time from one address
/// @param firstMessage the first whole message, TLS handshake included, is there within this time
/// @param message a message that has begun is whole within this time; also the time a far end may
///   take to read what is sent to it
/// @param idle longest silence between two messages or keep-alives
public record StreamLimits(
        int maxConnections,
        int maxPerSource,
        Duration firstMessage,
        Duration message,
        Duration idle) {
    /// A far end is heard of at least once in the default lifetime of a registration, one hour.
    public static final StreamLimits DEFAULT =
            new StreamLimits(
                    1000,
                    250,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(3700));
}
