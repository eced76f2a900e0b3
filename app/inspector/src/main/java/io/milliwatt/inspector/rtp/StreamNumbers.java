package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;

/// The key of a stream in numbers, to compare it with a datagram without making an object.
///
/// @param ports tap, source port and destination port
record StreamNumbers(
        long ssrc,
        long ports,
        long sourceHigh,
        long sourceLow,
        long destinationHigh,
        long destinationLow) {

    static StreamNumbers of(Datagram datagram, long ssrc) {
        return new StreamNumbers(
                ssrc,
                ports(datagram),
                datagram.sourceHigh(),
                datagram.sourceLow(),
                datagram.destinationHigh(),
                datagram.destinationLow());
    }

    // The two below are written out because those that come with a record are linked when they are
    // first called, which takes as long as counting a hundred thousand packets.

    @Override
    public boolean equals(Object other) {
        return other instanceof StreamNumbers that
                && ssrc == that.ssrc
                && ports == that.ports
                && sourceHigh == that.sourceHigh
                && sourceLow == that.sourceLow
                && destinationHigh == that.destinationHigh
                && destinationLow == that.destinationLow;
    }

    @Override
    public int hashCode() {
        return hash(ssrc, sourceLow, destinationLow, ports);
    }

    boolean isOf(Datagram datagram, long otherSsrc) {
        return ssrc == otherSsrc
                && sourceLow == datagram.sourceLow()
                && destinationLow == datagram.destinationLow()
                && ports == ports(datagram)
                && sourceHigh == datagram.sourceHigh()
                && destinationHigh == datagram.destinationHigh();
    }

    private static long ports(Datagram datagram) {
        return (long) datagram.tap() << 32
                | (long) datagram.sourcePort() << 16
                | datagram.destinationPort();
    }

    /// Multiplication by odd numbers with many bits spreads what differs in few.
    static int hash(Datagram datagram, long ssrc) {
        return hash(ssrc, datagram.sourceLow(), datagram.destinationLow(), ports(datagram));
    }

    private static int hash(long ssrc, long sourceLow, long destinationLow, long ports) {
        long mixed = ssrc * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ sourceLow) * 0xc2b2_ae3d_27d4_eb4fL;
        mixed = (mixed ^ destinationLow) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ ports) * 0xc2b2_ae3d_27d4_eb4fL;
        return (int) (mixed >>> 32);
    }
}
