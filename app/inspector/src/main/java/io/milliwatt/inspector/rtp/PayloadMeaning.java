package io.milliwatt.inspector.rtp;

/// What the packets of a payload type are to a stream: found once, asked for each packet.
///
/// @param timedRateHz clock rate by which the packets are timed; 0 = their timestamps say nothing
/// @param isAudio whether each packet has a timestamp of its own
record PayloadMeaning(
        MediaFormat format, boolean isEvent, boolean isNoise, int timedRateHz, boolean isAudio) {
    static final PayloadMeaning UNKNOWN = of(-1, MediaFormat.UNKNOWN);

    /// The packets of a picture share a timestamp of this clock.
    private static final int VIDEO_CLOCK_HZ = 90_000;

    static PayloadMeaning of(int payloadType, MediaFormat format) {
        boolean isEvent = MediaHints.isEvent(format.codec());
        return new PayloadMeaning(
                format,
                isEvent,
                MediaHints.isComfortNoise(payloadType, format.codec()),
                isEvent ? 0 : format.clockRateHz(),
                format.isKnown() && format.clockRateHz() < VIDEO_CLOCK_HZ);
    }
}
