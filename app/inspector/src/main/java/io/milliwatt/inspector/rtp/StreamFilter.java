package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Octets;
import java.net.InetAddress;

/// Picks the packets of one stream.
final class StreamFilter {
    private final StreamKey key;
    private final long[] source;
    private final long[] destination;

    StreamFilter(StreamKey key) {
        this.key = key;
        source = numbers(key.source().address());
        destination = numbers(key.destination().address());
    }

    /// An address as [Datagram] has it.
    private static long[] numbers(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4
                ? new long[] {0, Datagram.IPV4_MAPPED | Octets.u32(octets, 0)}
                : new long[] {Octets.i64(octets, 0), Octets.i64(octets, 8)};
    }

    boolean test(Datagram datagram) {
        return datagram.sourcePort() == key.source().port()
                && datagram.destinationPort() == key.destination().port()
                && datagram.tap() == key.tap()
                && datagram.sourceLow() == source[1]
                && datagram.destinationLow() == destination[1]
                && datagram.sourceHigh() == source[0]
                && datagram.destinationHigh() == destination[0]
                && RtpFields.mayBe(datagram)
                && RtpFields.ssrcOf(datagram) == key.ssrc();
    }
}
