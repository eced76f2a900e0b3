package io.milliwatt.inspector.call;

import java.util.OptionalDouble;

/// When a call began and how long its parts took; milliseconds, empty = did not happen in the
/// capture.
///
/// @param startNanos first message, nanoseconds since 1970
/// @param endNanos last message
/// @param postDialDelayMillis INVITE to the first answer other than 100 (RFC 6076, section 4.3)
/// @param ringMillis first 180 or 183 to the final answer
/// @param setUpMillis INVITE to 2xx
/// @param durationMillis 2xx to BYE, or to the last message while there is none
public record CallTimes(
        long startNanos,
        long endNanos,
        OptionalDouble postDialDelayMillis,
        OptionalDouble ringMillis,
        OptionalDouble setUpMillis,
        OptionalDouble durationMillis) {}
