package io.milliwatt.engine.app;

import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.engine.media.MediaTransport;
import io.milliwatt.protocol.rtp.RtpView;
import java.nio.ByteBuffer;
import java.time.Duration;

/// Echo that comes later: for hearing what a delay does to a conversation. At most a second's worth
/// of packets for each second of delay waits; what comes faster than a thousand packets a second is
/// not sent back.
final class Delay implements CallApplication {
    private static final int MAX_WAITING_PER_SECOND = 1_000;

    /// Room for what encryption adds behind the packet, octets.
    private static final int TRAILER = 64;

    private final long delayNanos;
    private final int maxWaiting;
    private final RtpView later = new RtpView();
    private int waiting;

    Delay(Duration delay) {
        this.delayNanos = delay.toNanos();
        this.maxWaiting = (int) (MAX_WAITING_PER_SECOND * (delay.toSeconds() + 1));
    }

    @Override
    public void onRtp(MediaPath path, MediaTransport from, RtpView packet, long nowNanos) {
        if (waiting >= maxWaiting) {
            return;
        }
        waiting++;
        ByteBuffer copy = ByteBuffer.allocate(packet.size() + TRAILER);
        copy.put(packet.buffer().duplicate()).flip();
        path.runAt(
                nowNanos + delayNanos,
                dueNanos -> {
                    waiting--;
                    if (later.wrap(copy) == null) {
                        from.sendBack(later, dueNanos);
                    }
                });
    }
}
