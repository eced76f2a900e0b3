package io.milliwatt.engine.media;

import io.milliwatt.protocol.impair.ImpairedPath;
import io.milliwatt.protocol.impair.Impairment;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.transport.LoopTimer;
import io.milliwatt.transport.MediaLoop;
import java.nio.ByteBuffer;

/// Lets packets suffer between the socket and the application: the loss, delay and so on of an
/// [Impairment]. What waits is bounded.
final class ImpairedDelivery {
    /// Takes what comes out.
    interface Receiver {
        void deliver(MediaTransport from, RtpView packet, long nowNanos);
    }

    private static final int MAX_WAITING = 20_000;

    /// Room for what encryption adds behind the packet, octets.
    private static final int TRAILER = 64;

    private final MediaLoop loop;
    private final ImpairedPath path;
    private final Receiver receiver;
    private final long[] releases = new long[ImpairedPath.MOST_COPIES];
    private final RtpView later = new RtpView();
    private int waiting;

    ImpairedDelivery(MediaLoop loop, Impairment impairment, Receiver receiver) {
        this.loop = loop;
        this.path = impairment.newPath();
        this.receiver = receiver;
    }

    void onRtp(MediaTransport from, RtpView packet, long nowNanos) {
        int copies = path.onPacket(nowNanos, releases);
        for (int i = 0; i < copies; i++) {
            if (waiting < MAX_WAITING) {
                waiting++;
                ByteBuffer copy = ByteBuffer.allocate(packet.size() + TRAILER);
                copy.put(packet.buffer().duplicate()).flip();
                loop.schedule(
                        releases[i],
                        dueNanos -> {
                            waiting--;
                            if (later.wrap(copy) == null) {
                                receiver.deliver(from, later, dueNanos);
                            }
                            return LoopTimer.STOP;
                        });
            }
        }
    }
}
