package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;

/// Where and when a message was captured.
///
/// @param timeNanos nanoseconds since 1970
/// @param frame number of the frame in its capture, from 1
/// @param tap interface of the capture, from 0
/// @param transport `UDP`, `TCP`
public record MessagePlace(
        long timeNanos,
        long frame,
        int tap,
        Endpoint source,
        Endpoint destination,
        String transport) {
    /// Whether both were seen at the same tap on the same way.
    boolean sameWayAs(MessagePlace other) {
        return tap == other.tap
                && source.equals(other.source)
                && destination.equals(other.destination);
    }
}
