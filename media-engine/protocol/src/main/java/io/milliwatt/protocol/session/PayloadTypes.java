package io.milliwatt.protocol.session;

import java.util.Arrays;

/// What the payload types of a session mean to its statistics.
final class PayloadTypes {
    private static final int COUNT = 128;

    private final int[] clockRates = new int[COUNT];
    private final boolean[] events = new boolean[COUNT];
    private int lastType = -1;
    private int lastClockRateHz;
    private boolean lastIsEvent;

    PayloadTypes(SessionConfig config) {
        Arrays.fill(clockRates, config.clockRateHz());
        config.clockRates()
                .forEach((payloadType, hertz) -> clockRates[payloadType % COUNT] = hertz);
        config.telephoneEventPayloadType()
                .ifPresent(payloadType -> events[payloadType % COUNT] = true);
    }

    void set(int payloadType, int clockRateHz, boolean event) {
        lastType = -1;
        clockRates[payloadType % COUNT] = clockRateHz;
        events[payloadType % COUNT] = event;
    }

    int clockRateHz(int payloadType) {
        look(payloadType);
        return lastClockRateHz;
    }

    boolean isEvent(int payloadType) {
        look(payloadType);
        return lastIsEvent;
    }

    /// Most packets are of the type of the one before.
    private void look(int payloadType) {
        if (payloadType != lastType) {
            lastType = payloadType;
            lastClockRateHz = clockRates[payloadType % COUNT];
            lastIsEvent = events[payloadType % COUNT];
        }
    }

    long prefetch() {
        return lastClockRateHz;
    }
}
