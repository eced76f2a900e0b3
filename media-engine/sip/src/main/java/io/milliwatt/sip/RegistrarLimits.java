package io.milliwatt.sip;

import java.time.Duration;

/// Bounds of a registrar.
///
/// @param minExpires shortest lifetime taken; shorter ones are refused with 423
/// @param defaultExpires lifetime when none is asked for
/// @param maxExpires longest lifetime given; longer ones are cut
/// @param contactsPerUser bindings a user may have at a time
/// @param failures wrong passwords from one address within `failureWindow` after which it is
///   answered with 503 and Retry-After only
/// @param failureWindow how long a wrong password counts
public record RegistrarLimits(
        Duration minExpires,
        Duration defaultExpires,
        Duration maxExpires,
        int contactsPerUser,
        int failures,
        Duration failureWindow) {
    public static final RegistrarLimits DEFAULT =
            new RegistrarLimits(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(3600),
                    Duration.ofSeconds(86_400),
                    10,
                    10,
                    Duration.ofSeconds(60));
}
