package io.milliwatt.phone.media;

import io.milliwatt.transport.MediaSockets;
import io.milliwatt.transport.PortPool;
import io.milliwatt.transport.PortRangeException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;

/// Finds a free pair of ports for one call.
final class RtpSockets {
    private static final int TRIES = 200;
    private static final int LOWEST = 16_384;
    private static final int HIGHEST = 32_766;

    private RtpSockets() {}

    /// @throws IOException no pair of the ports is free
    static MediaSockets open(InetAddress local, MediaPorts ports) throws IOException {
        try {
            if (!ports.equals(MediaPorts.ANY)) {
                return new PortPool(local, ports.first(), ports.last())
                        .open()
                        .orElseThrow(() ->
                                new IOException(
                                        "no pair of the RTP ports "
                                                + ports.first()
                                                + "-"
                                                + ports.last()
                                                + " is free on "
                                                + local.getHostAddress()));
            }
            // below the ephemeral range, so that no other program is given the port by chance
            for (int i = 0; i < TRIES; i++) {
                int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST) & ~1;
                var sockets = new PortPool(local, port, port + 1).open();
                if (sockets.isPresent()) {
                    return sockets.get();
                }
            }
        } catch (PortRangeException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
        throw new IOException("no free pair of RTP ports on " + local.getHostAddress());
    }
}
