package io.milliwatt.inspector.call;

/// How a message relates to others of its call; numbers are indexes of [Call#messages()][Call], -1
/// = none.
///
/// @param transaction index of its transaction
/// @param retransmissionOf the first message on the same way that said the same
/// @param sightingOf the same message, seen before at another tap or on another leg of its way
public record MessageLinks(int transaction, int retransmissionOf, int sightingOf) {
    public boolean isRetransmission() {
        return retransmissionOf >= 0;
    }

    public boolean isSighting() {
        return sightingOf >= 0;
    }

    /// Whether nothing of it is new.
    public boolean isRepetition() {
        return isRetransmission() || isSighting();
    }
}
