package io.milliwatt.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/// The pairs of a range of ports: which are free, which are out. A pair that comes back goes to the
/// end of the queue, so that late packets of an ended call find nobody rather than the next call.
/// Any thread.
final class PortPairs {
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Set<Integer> inUse = new HashSet<>();
    private long foreign;

    /// @param firstPort first port of the range; an odd first port is left unused
    /// @param lastPort last port of the range, included; an even last port is left unused
    /// @throws PortRangeException the range holds no pair of an even port and the next
    PortPairs(int firstPort, int lastPort) throws PortRangeException {
        if (firstPort < 1 || lastPort > 65_535 || firstPort > lastPort) {
            throw new PortRangeException(
                    "RTP ports "
                            + firstPort
                            + "-"
                            + lastPort
                            + ": give two ports between 1 and 65535, the smaller first");
        }
        for (int port = firstPort + (firstPort & 1); port + 1 <= lastPort; port += 2) {
            free.add(port);
        }
        if (free.isEmpty()) {
            throw new PortRangeException(
                    "RTP ports "
                            + firstPort
                            + "-"
                            + lastPort
                            + " hold no pair of an even port and the next: give at least two ports");
        }
    }

    /// Takes a pair and binds it. A pair that another process holds is passed over and counted, and
    /// tried again later.
    ///
    /// @param bind binds the pair of that even port; empty when somebody else holds one of the two
    synchronized <T> Optional<T> take(IntFunction<Optional<T>> bind) {
        for (int tries = free.size(); tries > 0; tries--) {
            int port = free.remove();
            var bound = bind.apply(port);
            if (bound.isPresent()) {
                inUse.add(port);
                return bound;
            }
            foreign++;
            free.add(port);
        }
        return Optional.empty();
    }

    synchronized void giveBack(int rtpPort) {
        if (inUse.remove(rtpPort)) {
            free.add(rtpPort);
        }
    }

    synchronized int capacity() {
        return free.size() + inUse.size();
    }

    synchronized int inUse() {
        return inUse.size();
    }

    synchronized long foreignHolds() {
        return foreign;
    }
}
