package io.milliwatt.phone.media;

import io.milliwatt.phone.audio.AudioFrame;
import io.milliwatt.phone.audio.AudioSink;
import io.milliwatt.phone.audio.AudioSource;
import io.milliwatt.protocol.sdp.NegotiatedAudio;
import io.milliwatt.transport.MediaSockets;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The audio of one call. Opened before the offer is made, because that names the port; started by
/// the answer (or early media).
public final class MediaSession implements AutoCloseable {
    private static final Logger LOG = System.getLogger("phone.media");
    private static final long FRAME_NANOS = 20_000_000;
    private static final long FALLEN_BEHIND_NANOS = 200_000_000;
    private static final int MAX_DATAGRAM_BYTES = 2_048;
    private static final long SELECT_MILLIS = 100;

    private final MediaSockets sockets;
    private final InetAddress local;
    private final Object lock = new Object();
    private final ByteBuffer received = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES);
    private final short[] frame = new short[AudioFrame.SAMPLES];
    private final short[] heard = new short[AudioFrame.SAMPLES];
    private @Nullable RtpStreamPair streams;
    private AudioSource source = SILENT;
    private AudioSink sink = DEAF;
    private boolean muted;
    private volatile boolean closed;
    private volatile @Nullable Thread pacing;
    private volatile @Nullable Thread receiving;

    private static final AudioSource SILENT = new io.milliwatt.phone.audio.SilenceSource();
    private static final AudioSink DEAF = new io.milliwatt.phone.audio.NullSink();

    private MediaSession(MediaSockets sockets, InetAddress local) {
        this.sockets = sockets;
        this.local = local;
    }

    /// Takes a pair of ports.
    ///
    /// @param local address to receive on, not a wildcard: it goes into the offer
    /// @throws IOException no pair is free, or the address is not of this host
    public static MediaSession open(InetAddress local, MediaPorts ports) throws IOException {
        return new MediaSession(RtpSockets.open(local, ports), local);
    }

    public InetAddress localAddress() {
        return local;
    }

    public int rtpPort() {
        return sockets.rtpPort();
    }

    /// Starts to send and to receive; when it has started already, goes on with what was negotiated
    /// anew.
    ///
    /// @param digits hears each digit received as telephone-event, on a media thread
    public void start(NegotiatedAudio audio, Consumer<Character> digits) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (streams != null) {
                streams.update(audio, System.nanoTime());
                return;
            }
            streams = new RtpStreamPair(sockets, audio, digits, System.nanoTime());
        }
        pacing =
                Thread.ofPlatform()
                        .name("phone-pacing-" + rtpPort())
                        .daemon(true)
                        .priority(Thread.MAX_PRIORITY)
                        .start(this::pace);
        receiving =
                Thread.ofPlatform()
                        .name("phone-receive-" + rtpPort())
                        .daemon(true)
                        .start(this::receive);
    }

    /// What to send and where to hear, from the next frame on. What was used before is closed.
    public void setAudio(AudioSource newSource, AudioSink newSink) {
        AudioSource oldSource;
        AudioSink oldSink;
        synchronized (lock) {
            oldSource = source;
            oldSink = sink;
            source = newSource;
            sink = newSink;
        }
        oldSource.close();
        oldSink.close();
        if (closed) {
            newSource.close();
            newSink.close();
        }
    }

    /// Sends silence instead of the source, which goes on meanwhile.
    public void mute(boolean mute) {
        synchronized (lock) {
            muted = mute;
        }
    }

    public boolean muted() {
        synchronized (lock) {
            return muted;
        }
    }

    /// Sends digits as telephone-event (RFC 4733), one after the other.
    ///
    /// @return false when the far end takes none, or too many digits wait already
    public boolean sendDigits(String text) {
        synchronized (lock) {
            return streams != null && streams.sendDigits(text);
        }
    }

    /// What is known now.
    public PhoneMedia snapshot() {
        synchronized (lock) {
            String localRtp = RtpStreamPair.text(new InetSocketAddress(local, rtpPort()));
            return streams == null
                    ? RtpStreamPair.nothing(localRtp)
                    : streams.snapshot(localRtp, System.nanoTime());
        }
    }

    private void pace() {
        long due = System.nanoTime();
        while (!closed) {
            tick(System.nanoTime());
            due += FRAME_NANOS;
            if (System.nanoTime() - due > FALLEN_BEHIND_NANOS) {
                due = System.nanoTime();
            }
            long wait;
            while (!closed && (wait = due - System.nanoTime()) > 0) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private void tick(long nowNanos) {
        synchronized (lock) {
            if (closed || streams == null) {
                return;
            }
            try {
                source.read(frame);
                if (muted) {
                    java.util.Arrays.fill(frame, (short) 0);
                }
                streams.send(frame, nowNanos);
                streams.play(heard, nowNanos);
                sink.write(heard);
                streams.sendReports(nowNanos);
            } catch (RuntimeException failure) {
                // one frame is lost, the call goes on
                LOG.log(Level.ERROR, "in the pacing of a call", failure);
            }
        }
    }

    private void receive() {
        try (Selector selector = Selector.open()) {
            sockets.rtp().register(selector, SelectionKey.OP_READ, Boolean.TRUE);
            sockets.rtcp().register(selector, SelectionKey.OP_READ, Boolean.FALSE);
            while (!closed) {
                selector.select(this::read, SELECT_MILLIS);
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException failure) {
            if (!closed) {
                LOG.log(Level.WARNING, "receiving ended: {0}", failure.getMessage());
            }
        }
    }

    private void read(SelectionKey key) {
        boolean rtp = Boolean.TRUE.equals(key.attachment());
        try {
            while (!closed) {
                received.clear();
                SocketAddress from = ((DatagramChannel) key.channel()).receive(received);
                if (from == null) {
                    return;
                }
                received.flip();
                long nowNanos = System.nanoTime();
                synchronized (lock) {
                    if (streams != null) {
                        streams.onDatagram(received, (InetSocketAddress) from, rtp, nowNanos);
                    }
                }
            }
        } catch (IOException failure) {
            if (!closed) {
                LOG.log(Level.DEBUG, "a datagram could not be read: {0}", failure.getMessage());
            }
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "in a received packet", failure);
        }
    }

    /// Sends RTCP BYE, closes sockets, source and sink. The statistics stay readable.
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            if (streams != null) {
                streams.sayGoodbye(System.nanoTime());
            }
        }
        LockSupport.unpark(pacing);
        sockets.close();
        join(pacing);
        join(receiving);
        source.close();
        sink.close();
    }

    private static void join(@Nullable Thread thread) {
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(Duration.ofMillis(500));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
