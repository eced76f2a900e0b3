package io.milliwatt.phone;

import io.milliwatt.sip.SipMessage;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// Sees each RTP and RTCP packet of a phone's calls, in clear: before it is encrypted, after it is
/// decrypted. Called on the media threads, so it must return at once and keep no buffer.
@FunctionalInterface
public interface PacketTap {
    /// Sees nothing, and costs nothing.
    PacketTap NONE = (_, _, _, _, _) -> {};

    /// A SIP message, of any call of the phone. On a thread of signalling.
    default void message(SipMessage message) {}

    /// Which way a packet goes.
    enum Direction {
        SENT,
        RECEIVED
    }

    /// A packet.
    ///
    /// @param local the phone's address, `IP:port`, as in its SDP; RTCP has the port after it
    /// @param remote where it goes or comes from
    /// @param packet from position to limit; to be left as it is
    /// @param nanos when, [System#nanoTime()]
    void packet(
            Direction direction,
            String local,
            InetSocketAddress remote,
            ByteBuffer packet,
            long nanos);
}
