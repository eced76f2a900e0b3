package io.milliwatt.engine.app;

import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.engine.media.MediaTransport;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.rtp.RtpView;

/// What an answered call does with its media. Media loop's thread.
public interface CallApplication {
    /// The call was answered; the path can send from now on.
    default void start(MediaPath path, long nowNanos) {}

    /// An RTP packet of the call came. The view and what it looks at may be changed and sent, until
    /// the return.
    default void onRtp(MediaPath path, MediaTransport from, RtpView packet, long nowNanos) {}

    /// Reads from memory what the next packet of that transport will need, and changes nothing; see
    /// [io.milliwatt.transport.DatagramHandler#prefetch(java.net.InetSocketAddress)].
    ///
    /// @return anything that depends on what was read
    default long prefetch(MediaTransport from) {
        return 0;
    }

    /// The far end asks something of the sender of a stream we send: RTCP of RFC 4585.
    default void onFeedback(
            MediaPath path, MediaTransport from, RtcpPacket feedback, long nowNanos) {}

    /// A digit came, one of `0-9*#A-D`.
    default void onDigit(MediaPath path, char digit, long nowNanos) {}

    /// A later offer and answer changed the media.
    default void changed(MediaPath path, long nowNanos) {}

    /// The call is over, or goes on with another application.
    default void stop(MediaPath path, long nowNanos) {}
}
