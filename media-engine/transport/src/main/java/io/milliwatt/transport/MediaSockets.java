package io.milliwatt.transport;

import java.io.IOException;
import java.nio.channels.DatagramChannel;

/// The bound sockets of one stream pair: RTP on an even port, RTCP on the next (RFC 3550, section
/// 11). Closing gives the ports back to the pool; closing twice does nothing.
public final class MediaSockets implements AutoCloseable {
    private final PortPool pool;
    private final int rtpPort;
    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;

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
