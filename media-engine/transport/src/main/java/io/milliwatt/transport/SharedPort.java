package io.milliwatt.transport;

import io.milliwatt.protocol.rtp.PacketKind;
import io.milliwatt.transport.Demultiplexer.Component;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One pair of ports with the calls on it. Calls come and go on any thread, packets on the loop's;
/// the lock is held for a look into a table, never while a handler runs.
final class SharedPort {
    private static final int RTP_SSRC = 8;
    private static final int RTCP_SSRC = 4;

    private final MediaSocket rtp;
    private final MediaSocket rtcp;
    private final Demultiplexer calls; // guarded by this
    private final Map<Demultiplexer.Member, Seat> seats = new IdentityHashMap<>(); // too
    private boolean registered; // of the loop's thread

    /// A call's place on the port.
    static final class Seat {
        private final Demultiplexer.Member member;
        private volatile boolean taken = true;
        private volatile @Nullable DatagramHandler rtpHandler;
        private volatile @Nullable DatagramHandler rtcpHandler;
        private @Nullable HeardSource rtpSource; // of the loop's thread
        private @Nullable HeardSource rtcpSource;

        private Seat(Demultiplexer.Member member) {
            this.member = member;
        }

        boolean isTaken() {
            return taken;
        }

        private @Nullable DatagramHandler handler(Component component) {
            return component == Component.RTP ? rtpHandler : rtcpHandler;
        }

        /// Whether what comes from there is known to be this call's without a look into the tables.
        private boolean hears(Component component, HeardSource source) {
            return taken && source == (component == Component.RTP ? rtpSource : rtcpSource);
        }

        private void heard(Component component, InetSocketAddress from) {
            if (from instanceof HeardSource source) {
                source.belongsTo(this);
                if (component == Component.RTP) {
                    rtpSource = source;
                } else {
                    rtcpSource = source;
                }
            }
        }
    }

    SharedPort(MediaSocket rtp, MediaSocket rtcp, long patienceNanos) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.calls = new Demultiplexer(patienceNanos);
    }

    synchronized int size() {
        return calls.size();
    }

    synchronized int waiting(long nowNanos) {
        return calls.waiting(nowNanos);
    }

    synchronized boolean admits(PortRequest request, long nowNanos) {
        return calls.admits(request, nowNanos);
    }

    synchronized MediaSockets join(PortRequest request) {
        var seat = new Seat(calls.join(request));
        seats.put(seat.member, seat);
        return new Sockets(seat);
    }

    void leave(Seat seat) {
        seat.taken = false;
        synchronized (this) {
            calls.leave(seat.member);
            seats.remove(seat.member);
        }
    }

    /// Hears for a call from now on. Loop thread.
    void register(
            SharedSocket socket,
            DatagramHandler handler,
            Poller poller,
            LoopCounters counters,
            LoopClock clock)
            throws IOException {
        Seat seat = socket.seat();
        if (socket.component() == Component.RTP) {
            seat.rtpHandler = handler;
        } else {
            seat.rtcpHandler = handler;
        }
        synchronized (this) {
            calls.start(seat.member, clock.nowNanos());
        }
        if (!registered) {
            registered = true;
            poller.register(rtp, receiver(Component.RTP, counters));
            poller.register(rtcp, receiver(Component.RTCP, counters));
        }
    }

    private DatagramHandler receiver(Component component, LoopCounters counters) {
        return new DatagramHandler() {
            @Override
            public boolean onDatagram(ByteBuffer packet, InetSocketAddress source, long nowNanos) {
                DatagramHandler known = heardHandler(component, source);
                if (known != null) {
                    known.onDatagram(packet, source, nowNanos);
                    return true;
                }
                if (receive(component, packet, source, nowNanos)) {
                    return true;
                }
                counters.sourceRefused();
                return false;
            }

            @Override
            public long prefetch(InetSocketAddress source) {
                DatagramHandler known = heardHandler(component, source);
                return known == null ? 0 : known.prefetch(source);
            }
        };
    }

    /// Whose the source is by its own memory.
    private static @Nullable DatagramHandler heardHandler(
            Component component, InetSocketAddress source) {
        if (source instanceof HeardSource heard) {
            Seat seat = heard.seat();
            if (seat != null && seat.hears(component, heard)) {
                return seat.handler(component);
            }
        }
        return null;
    }

    /// @return whether there was somebody to give it to
    private boolean receive(
            Component component, ByteBuffer packet, InetSocketAddress source, long nowNanos) {
        Seat seat = known(component, source);
        DatagramHandler handler = seat == null ? null : seat.handler(component);
        if (seat != null && handler != null) {
            seat.heard(component, source);
            handler.onDatagram(packet, source, nowNanos);
            return true;
        }
        long ssrc = ssrc(packet);
        seat = claim(component, source, ssrc, nowNanos);
        handler = seat == null ? null : seat.handler(component);
        if (seat == null || handler == null) {
            return false;
        }
        if (handler.onDatagram(packet, source, nowNanos)) {
            synchronized (this) {
                calls.accepted(seat.member, component, source, ssrc);
            }
            seat.heard(component, source);
        }
        return true;
    }

    private synchronized @Nullable Seat known(Component component, InetSocketAddress source) {
        return seats.get(calls.known(component, source));
    }

    private synchronized @Nullable Seat claim(
            Component component, InetSocketAddress source, long ssrc, long nowNanos) {
        return seats.get(calls.claim(component, source, ssrc, nowNanos));
    }

    /// SSRC of the sender; -2 when there is none.
    private static long ssrc(ByteBuffer packet) {
        int at = PacketKind.of(packet) == PacketKind.RTCP ? RTCP_SSRC : RTP_SSRC;
        return packet.remaining() < at + 4
                ? -2
                : packet.getInt(packet.position() + at) & 0xffff_ffffL;
    }

    /// Frees the ports.
    void close() {
        rtp.close();
        rtcp.close();
    }

    /// Binds a pair.
    static Optional<SharedPort> bind(
            UdpSystem system,
            InetSocketAddress rtp,
            InetSocketAddress rtcp,
            int receiveBufferBytes,
            long patienceNanos) {
        MediaSocket first;
        try {
            first = system.open(rtp, receiveBufferBytes, true);
        } catch (IOException _) {
            return Optional.empty();
        }
        try {
            MediaSocket second = system.open(rtcp, receiveBufferBytes, true);
            return Optional.of(new SharedPort(first, second, patienceNanos));
        } catch (IOException _) {
            first.close();
            return Optional.empty();
        }
    }

    private final class Sockets implements MediaSockets {
        private final Seat seat;
        private final SharedSocket ourRtp;
        private final SharedSocket ourRtcp;

        Sockets(Seat seat) {
            this.seat = seat;
            ourRtp = new SharedSocket(SharedPort.this, seat, Component.RTP, rtp);
            ourRtcp = new SharedSocket(SharedPort.this, seat, Component.RTCP, rtcp);
        }

        @Override
        public MediaSocket rtp() {
            return ourRtp;
        }

        @Override
        public MediaSocket rtcp() {
            return ourRtcp;
        }

        @Override
        public void announce(InetSocketAddress newRtp, InetSocketAddress newRtcp, long nowNanos) {
            synchronized (SharedPort.this) {
                calls.announce(seat.member, newRtp, newRtcp, nowNanos);
            }
        }

        @Override
        public void close() {
            leave(seat);
        }
    }
}
