package io.milliwatt.transport;

import java.net.InetSocketAddress;

/// The ports of one call: RTP on an even port, RTCP on the next (RFC 3550, section 11). Closing
/// gives them back to the pool; closing twice does nothing.
public interface MediaSockets extends AutoCloseable {
    MediaSocket rtp();

    MediaSocket rtcp();

    default int rtpPort() {
        return rtp().localAddress().getPort();
    }

    default int rtcpPort() {
        return rtcp().localAddress().getPort();
    }

    /// A new offer or answer named other addresses: what comes from there is this call's. Loop
    /// thread.
    void announce(InetSocketAddress rtp, InetSocketAddress rtcp, long nowNanos);

    @Override
    void close();
}
