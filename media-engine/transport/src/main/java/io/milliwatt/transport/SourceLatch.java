package io.milliwatt.transport;

import java.net.InetSocketAddress;

/// Decides whose packets a call takes, and where its own go: symmetric RTP (RFC 4961) with the
/// precautions of RFC 7362.
///
/// - Until a packet comes, media goes to the address of the SDP.
/// - The first source is taken. If it is not the address of the SDP (a NAT in between, or an
///   intruder who was faster), the address of the SDP can still take over as long as it is heard
///   within [#CONFIRM_NANOS].
/// - From then on packets from anywhere else are refused: a third party does not steal the stream.
/// - A source that moves (a NAT that rebinds) is followed once the old one was silent for
///   [#SILENCE_NANOS] and the new one continues with the same SSRC.
///
/// Single-threaded; time is an argument. RTP and RTCP have a latch each.
public final class SourceLatch {
    /// How long the SDP's address may take over from another first source; nanoseconds.
    public static final long CONFIRM_NANOS = 2_000_000_000L;

    /// How long the latched source must be silent before another may continue; nanoseconds.
    public static final long SILENCE_NANOS = 1_000_000_000L;

    private InetSocketAddress announced;
    private InetSocketAddress current;
    private boolean latched;
    private long latchedNanos;
    private long lastNanos;
    private long ssrc;

    /// @param announced the address and port of the far end's SDP
    public SourceLatch(InetSocketAddress announced) {
        this.announced = announced;
        this.current = announced;
    }

    /// A new offer or answer named another address: what was latched counts no more. The same
    /// address changes nothing.
    public void announce(InetSocketAddress address) {
        if (!address.equals(announced)) {
            announced = address;
            current = address;
            latched = false;
        }
    }

    /// Whether a packet from this source belongs to the call; latches as a side effect.
    ///
    /// @param packetSsrc SSRC of the packet, unsigned 32 bits
    public boolean accept(InetSocketAddress source, long packetSsrc, long nowNanos) {
        if (latched) {
            if (source == current || source.equals(current)) {
                current = source; // the newest object of it: whoever sends there knows it at sight
                lastNanos = nowNanos;
                ssrc = packetSsrc;
                return true;
            }
            boolean confirms = source.equals(announced) && nowNanos - latchedNanos < CONFIRM_NANOS;
            boolean moved = nowNanos - lastNanos > SILENCE_NANOS && packetSsrc == ssrc;
            if (!confirms && !moved) {
                return false;
            }
        }
        latch(source, packetSsrc, nowNanos);
        return true;
    }

    private void latch(InetSocketAddress source, long packetSsrc, long nowNanos) {
        current = source;
        latched = true;
        latchedNanos = nowNanos;
        lastNanos = nowNanos;
        ssrc = packetSsrc;
    }

    /// Where to send: the latched source, before that the address of the SDP.
    public InetSocketAddress target() {
        return current;
    }

    public boolean latched() {
        return latched;
    }

    /// Reads what the next packet needs, as [DatagramHandler#prefetch(InetSocketAddress)].
    public long prefetch() {
        return lastNanos + latchedNanos;
    }
}
