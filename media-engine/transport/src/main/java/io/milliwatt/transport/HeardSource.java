package io.milliwatt.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A source of datagrams that remembers whose it was found to be, so that the next datagram from
/// there need not be looked up. Of the loop's thread.
final class HeardSource extends InetSocketAddress {
    private static final long serialVersionUID = 1;

    /// The call on a shared port that it was last given to.
    private transient SharedPort.@Nullable Seat seat;

    HeardSource(InetAddress address, int port) {
        super(address, port);
    }

    SharedPort.@Nullable Seat seat() {
        return seat;
    }

    void belongsTo(SharedPort.Seat owner) {
        seat = owner;
    }
}
