package io.milliwatt.transport;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/// A stream pair as channels of the JDK, for those who read sockets with a thread of their own: RTP
/// on an even port, RTCP on the next (RFC 3550, section 11). Closing gives the ports back to the
/// pool; closing twice does nothing.
public final class ChannelPair implements AutoCloseable {
    private final PortPairs pairs;
    private final int rtpPort;
    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;
    private final AtomicBoolean closed = new AtomicBoolean();

    ChannelPair(PortPairs pairs, int rtpPort, DatagramChannel rtp, DatagramChannel rtcp) {
        this.pairs = pairs;
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
        pairs.giveBack(rtpPort);
    }
}
