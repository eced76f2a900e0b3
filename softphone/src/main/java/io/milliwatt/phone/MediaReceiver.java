package io.milliwatt.phone;

import io.milliwatt.protocol.rtp.PacketKind;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.transport.ChannelPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;

/// Reads the sockets of a call: one platform thread, so that the time of arrival is noted at once.
///
/// Once packets have come for a while from just the address of the SDP, the RTP socket is connected
/// to it: only then does the system tell when nothing listens there any more (ICMP port
/// unreachable). Before, packets from elsewhere (a NAT in between) must be let in.
final class MediaReceiver implements Runnable {
    private static final int MAX_DATAGRAM = 2048;
    private static final long CONNECT_AFTER_NANOS = 3_000_000_000L;
    private static final int SELECT_MILLIS = 1000;

    private final CallMedia media;
    private final ChannelPair sockets;
    private final Thread thread;
    private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final RtpView view = new RtpView();
    private final IncomingProtection protection = new IncomingProtection();
    private long settledSinceNanos;
    private volatile boolean settled;

    MediaReceiver(CallMedia media, ChannelPair sockets) {
        this.media = media;
        this.sockets = sockets;
        thread = Thread.ofPlatform().daemon().name("phone-media-in").unstarted(this);
    }

    void start() {
        thread.start();
    }

    /// The far end's address has changed, or may have. From any thread.
    void disconnect() {
        settled = false;
        try {
            sockets.rtp().disconnect();
        } catch (IOException e) {
            media.portUnreachable();
        }
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            sockets.rtp().register(selector, SelectionKey.OP_READ);
            sockets.rtcp().register(selector, SelectionKey.OP_READ);
            while (sockets.rtp().isOpen()) {
                selector.select(SELECT_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    drain((DatagramChannel) key.channel());
                }
                selector.selectedKeys().clear();
                connectIfSettled();
            }
        } catch (ClosedChannelException | ClosedSelectorException e) {
            return; // the call is over
        } catch (IOException e) {
            media.portUnreachable(); // without a receiver the call is as good as dead
        }
    }

    private void drain(DatagramChannel channel) throws IOException {
        while (true) {
            InetSocketAddress source;
            try {
                source = (InetSocketAddress) channel.receive(in.clear());
            } catch (PortUnreachableException e) {
                media.portUnreachable();
                continue;
            }
            if (source == null) {
                return;
            }
            received(channel == sockets.rtp(), source, System.nanoTime());
        }
    }

    private void received(boolean onRtpPort, InetSocketAddress source, long now) {
        in.flip();
        switch (PacketKind.of(in)) {
            case RTCP -> {
                SrtpResult result = protection.openRtcp(in, media.audio().srtp());
                if (result == SrtpResult.OK) {
                    media.seen(PacketTap.Direction.RECEIVED, source, in, now);
                    media.rtcpReceived(in, source, now);
                } else {
                    media.refused(result);
                }
            }
            case RTP -> {
                SrtpResult result = protection.open(in, media.audio().srtp());
                if (result != SrtpResult.OK) {
                    media.refused(result);
                } else if (onRtpPort && view.wrap(in) == null) {
                    media.seen(PacketTap.Direction.RECEIVED, source, in, now);
                    media.rtpReceived(view, source, now);
                } else {
                    media.malformedReceived();
                }
            }
            case STUN, DTLS, UNKNOWN -> media.malformedReceived();
        }
    }

    private void connectIfSettled() throws IOException {
        DatagramChannel rtp = sockets.rtp();
        Optional<InetSocketAddress> source = media.confirmedSource();
        long now = System.nanoTime();
        if (source.isEmpty()) {
            settled = false;
        } else if (!settled) {
            settled = true;
            settledSinceNanos = now;
        } else if (!rtp.isConnected() && now - settledSinceNanos > CONNECT_AFTER_NANOS) {
            rtp.connect(source.get());
        }
    }
}
