package io.milliwatt.transport;

import java.util.Optional;

/// The RTP ports of an engine. Any thread.
public sealed interface PortPool extends AutoCloseable permits ExclusivePorts, SharedPorts {
    /// Gives a call its ports.
    ///
    /// @return empty when none are to be had
    Optional<MediaSockets> open(PortRequest request);

    /// How many pairs of ports there are.
    int capacity();

    /// How many pairs have a call.
    int pairsInUse();

    /// How often a pair was passed over because another process held one of its ports.
    long foreignHolds();

    /// Where the sockets are from: the loop that reads them must be of the same.
    UdpSystem system();

    /// Frees the ports that no call has.
    @Override
    void close();
}
