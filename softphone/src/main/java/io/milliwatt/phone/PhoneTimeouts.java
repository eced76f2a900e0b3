package io.milliwatt.phone;

import java.time.Duration;

/// When the phone loses patience.
///
/// @param noResponse no response at all to INVITE: the call ends
/// @param silence no RTP although it is expected: the far end is asked whether it is there
/// @param ping no answer to that question: the call ends
/// @param idle how often the far end is asked when no RTP is expected (on hold)
public record PhoneTimeouts(Duration noResponse, Duration silence, Duration ping, Duration idle) {
    public static final PhoneTimeouts DEFAULT =
            new PhoneTimeouts(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10));
}
