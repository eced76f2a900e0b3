package io.milliwatt.transport;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/// The bound sockets of one stream pair: RTP on an even port, RTCP on the next (RFC 3550, section
/// 11). Closing gives the ports back to the pool; closing twice does nothing.
public final class MediaSockets implements AutoCloseable {
    private final PortPool pool;
    private final int rtpPort;
    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;
    private final AtomicBoolean closed = new AtomicBoolean();

    MediaSockets(PortPool pool, int rtpPort, DatagramChannel rtp, DatagramChannel rtcp) {
        this.pool = pool;
        this.rtpPort = rtpPort;
        this.rtp = rtp;
        this.rtcp = rtcp;
    }

    public int rtpPort() {
        return rtpPort;
    }

    public int rtcpPort() {
        return rtpPort + 1;
    }

    public DatagramChannel rtp() {
        return rtp;
    }

    public DatagramChannel rtcp() {
        return rtcp;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return; // the ports may be another call's by now
        }
        try {
            rtp.close();
        } catch (IOException _) {
            // the descriptor is gone either way
        }
        try {
            rtcp.close();
        } catch (IOException _) {
            // the descriptor is gone either way
        }
        pool.giveBack(rtpPort);
    }
}
