package io.milliwatt.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// Takes the datagrams of one socket, on the loop's thread.
@FunctionalInterface
public interface DatagramHandler {
    /// @param packet position to limit is the datagram; the buffer belongs to the loop and is used
    ///   again after the return, until then the handler may change it in place and send it
    /// @param source where it came from
    /// @param nowNanos monotonic time at which this batch of datagrams was read; nanoseconds
    /// @return whether the source is the call's own, and not a stranger's: a port that several
    ///   calls share then sends what comes from there to this handler
    boolean onDatagram(ByteBuffer packet, InetSocketAddress source, long nowNanos);

    /// Reads from memory what [#onDatagram(ByteBuffer, InetSocketAddress, long)] will need for the
    /// next datagram from that source, and changes nothing. With a thousand calls that memory has
    /// left the processor's cache since the packet before; where many handlers are asked in a row,
    /// the processor fetches for several at once, where one after the other would wait.
    ///
    /// @return anything that depends on what was read
    default long prefetch(InetSocketAddress source) {
        return 0;
    }
}
