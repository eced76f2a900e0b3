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
        long mixed = ssrc * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ datagram.sourceLow()) * 0xc2b2_ae3d_27d4_eb4fL;
        mixed = (mixed ^ datagram.destinationLow()) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ ports(datagram)) * 0xc2b2_ae3d_27d4_eb4fL;
        return (int) (mixed >>> 32);
    }
}
