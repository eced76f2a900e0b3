package io.milliwatt.protocol.session;

import java.util.Arrays;

/// What the payload types of a session mean to its statistics.
final class PayloadTypes {
    private static final int COUNT = 128;

    private final int[] clockRates = new int[COUNT];
    private final boolean[] events = new boolean[COUNT];

    PayloadTypes(SessionConfig config) {
        Arrays.fill(clockRates, config.clockRateHz());
        config.clockRates()
                .forEach((payloadType, hertz) -> clockRates[payloadType % COUNT] = hertz);
        config.telephoneEventPayloadType()
                .ifPresent(payloadType -> events[payloadType % COUNT] = true);
    }

    void set(int payloadType, int clockRateHz, boolean event) {
        clockRates[payloadType % COUNT] = clockRateHz;
        events[payloadType % COUNT] = event;
    }

    int clockRateHz(int payloadType) {
        return clockRates[payloadType % COUNT];
    }

    boolean isEvent(int payloadType) {
        return events[payloadType % COUNT];
    }
}
