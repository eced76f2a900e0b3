package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Octets;
import java.net.InetAddress;

/// Picks the packets of one stream.
final class StreamFilter {
    private final StreamNumbers numbers;

    StreamFilter(StreamKey key) {
        long[] source = numbers(key.source().address());
        long[] destination = numbers(key.destination().address());
        Datagram like =
                new Datagram()
                        .seen(0, 0, key.tap())
                        .from(source[0], source[1], key.source().port())
                        .to(destination[0], destination[1], key.destination().port());
        numbers = StreamNumbers.of(like, key.ssrc());
    }

    /// An address as [Datagram] has it.
    private static long[] numbers(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4
                ? new long[] {0, Datagram.IPV4_MAPPED | Octets.u32(octets, 0)}
                : new long[] {Octets.i64(octets, 0), Octets.i64(octets, 8)};
    }

    StreamNumbers numbers() {
        return numbers;
    }

    boolean test(Datagram datagram) {
        return RtpFields.mayBe(datagram) && numbers.isOf(datagram, RtpFields.ssrcOf(datagram));
    }
}
