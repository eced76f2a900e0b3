package io.milliwatt.inspector.packet;

/// The IP packet that is being taken apart: one object, filled again for each.
final class IpPacket {
    long frame;
    long timeNanos;
    int tap;
    byte[] bytes = {};

    /// Where what follows the IP headers read so far begins, and where what is there of it ends.
    int at;

    int end;

    /// Where it would end had the capture not cut it.
    int wireEnd;

    /// What follows, as in the protocol field.
    int protocol;

    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;

    /// The frames of its fragments but the last; none when it came whole.
    long[] earlierFrames = WHOLE;

    private static final long[] WHOLE = {};

    void seen(Frame in, byte[] octets, int onTheWireUntil) {
        frame = in.number();
        timeNanos = in.timeNanos();
        tap = in.tap();
        bytes = octets;
        wireEnd = onTheWireUntil;
        earlierFrames = WHOLE;
    }
}
