package io.milliwatt.protocol.audio;

/// Between which the delay of a [DecodedStream] may move, beyond that of the fastest packet.
///
/// @param initialMillis until the network is known
public record DelayBounds(int leastMillis, int initialMillis, int mostMillis) {
    public static final DelayBounds DEFAULT = new DelayBounds(20, 60, 400);

    public DelayBounds {
        if (leastMillis < 0 || initialMillis < leastMillis || mostMillis < initialMillis) {
            throw new IllegalArgumentException(
                    "delays must rise: "
                            + leastMillis
                            + ", "
                            + initialMillis
                            + ", "
                            + mostMillis
                            + " ms");
        }
    }
}
