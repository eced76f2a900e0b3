package io.milliwatt.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// What a loop needs of the operating system. All on the loop's thread but for [#wakeUp()].
sealed interface Poller permits NativePoller, SelectorPoller {
    /// Waits until a datagram is there, somebody calls [#wakeUp()], or the time is over; hands the
    /// datagrams that are there to their handlers, and returns.
    ///
    /// @param waitNanos at most; 0 = not at all, [Long#MAX_VALUE] = for ever
    void poll(long waitNanos) throws IOException;

    void register(MediaSocket socket, DatagramHandler handler) throws IOException;

    /// @return whether the system took it, or will be given it at the end of this wake-up
    boolean send(MediaSocket socket, ByteBuffer datagram, InetSocketAddress target);

    /// Has [#poll(long)] return soon. Any thread.
    void wakeUp();

    /// Closes all registered sockets.
    void close();
}
