package io.milliwatt.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Many calls on each pair of ports: a thousand calls through ten published ports, and one socket
/// to read in batches. [Demultiplexer] tells whose a packet is.
///
/// So that a packet from an address that nobody named has one possible call and no more, a call
/// whose far end is behind something that rewrites addresses (not [PortRequest#trusted()]) gets a
/// port on which no call waits to be heard, and keeps others off it until it was heard. Calls that
/// are trusted may wait together, as long as their SDPs name different addresses.
public final class SharedPorts implements PortPool {
    /// How long a call that has started keeps others off its port while nothing comes from it.
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /// A tenth of a second for a thousand calls, if the kernel gives as much (`net.core.rmem_max`).
    private static final int RECEIVE_BUFFER_BYTES = 4 * 1_024 * 1_024;

    private final UdpSystem system;
    private final InetAddress bindAddress;
    private final PortPairs pairs;
    private final LongSupplier nanoClock;
    private final long patienceNanos;
    private final List<SharedPort> ports = new ArrayList<>();

    /// @param system where the sockets are from
    /// @param firstPort first port of the range; an odd first port is left unused
    /// @param lastPort last port of the range, included; an even last port is left unused
    /// @throws PortRangeException the range holds no pair of an even port and the next
    public SharedPorts(UdpSystem system, InetAddress bindAddress, int firstPort, int lastPort)
            throws PortRangeException {
        this(system, bindAddress, new PortPairs(firstPort, lastPort), PATIENCE, System::nanoTime);
    }

    SharedPorts(
            UdpSystem system,
            InetAddress bindAddress,
            PortPairs pairs,
            Duration patience,
            LongSupplier nanoClock) {
        this.system = system;
        this.bindAddress = bindAddress;
        this.pairs = pairs;
        this.patienceNanos = patience.toNanos();
        this.nanoClock = nanoClock;
    }

    /// Finds the call the port with the fewest waiting calls, of those the one with the fewest
    /// calls.
    ///
    /// @return empty when every port has a call that this one could be taken for
    @Override
    public synchronized Optional<MediaSockets> open(PortRequest request) {
        long nowNanos = nanoClock.getAsLong();
        Optional<SharedPort> best =
                ports.stream()
                        .filter(port -> port.admits(request, nowNanos))
                        .min(
                                Comparator.comparingInt((SharedPort port) -> port.waiting(nowNanos))
                                        .thenComparingInt(SharedPort::size));
        if (best.isPresent() && best.get().size() == 0) {
            return best.map(port -> port.join(request));
        }
        return pairs.take(this::bind).or(() -> best).map(port -> port.join(request));
    }

    private Optional<SharedPort> bind(int rtpPort) {
        var port =
                SharedPort.bind(
                        system,
                        new InetSocketAddress(bindAddress, rtpPort),
                        new InetSocketAddress(bindAddress, rtpPort + 1),
                        RECEIVE_BUFFER_BYTES,
                        patienceNanos);
        port.ifPresent(ports::add);
        return port;
    }

    @Override
    public int capacity() {
        return pairs.capacity();
    }

    @Override
    public synchronized int pairsInUse() {
        return (int) ports.stream().filter(port -> port.size() > 0).count();
    }

    @Override
    public long foreignHolds() {
        return pairs.foreignHolds();
    }

    @Override
    public UdpSystem system() {
        return system;
    }

    @Override
    public synchronized void close() {
        ports.forEach(SharedPort::close);
    }
}
