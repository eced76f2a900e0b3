package io.milliwatt.bench.tap;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.FrameSink;
import io.milliwatt.inspector.packet.LinkType;
import io.milliwatt.phone.PacketTap;
import io.milliwatt.sip.SipMessage;
import io.milliwatt.sip.SipTransport;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The tap inside our phone. What the phone sends and receives is given on as IP packets, in clear
/// also where they are encrypted on the wire. The media threads only copy into a queue; what does
/// not fit there is counted and left out.
final class PhonePackets implements PacketTap, AutoCloseable {
    private static final int MOST_WAITING = 8_192;
    private static final int FIRST_RTCP = 192; // RFC 5761, section 4
    private static final int LAST_RTCP = 223;

    private final FrameSink sink;
    private final int tap;
    private final ArrayBlockingQueue<Seen> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final long wallMinusNanos;
    private final Thread thread;
    private volatile boolean closed;

    private record Seen(
            Endpoint source, Endpoint destination, byte[] payload, long nanos, String comment) {}

    /// @param sink gets the packets, on a thread of the tap's
    PhonePackets(FrameSink sink, int tap) {
        this.sink = sink;
        this.tap = tap;
        Instant now = Instant.now();
        wallMinusNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
        thread = Thread.ofPlatform().daemon().name("phone-tap").start(this::handOver);
    }

    @Override
    public void packet(
            Direction direction,
            String local,
            InetSocketAddress remote,
            ByteBuffer packet,
            long nanos) {
        if (closed || remote.isUnresolved() || packet.remaining() < 2) {
            return;
        }
        var payload = new byte[packet.remaining()];
        packet.get(packet.position(), payload);
        Endpoint here = endpoint(local);
        var there = new Endpoint(remote.getAddress(), remote.getPort());
        int type = payload[1] & 0xff;
        boolean besideRtp = type >= FIRST_RTCP && type <= LAST_RTCP && remote.getPort() % 2 == 1;
        if (besideRtp) {
            here = new Endpoint(here.address(), here.port() + 1);
        }
        offer(direction == Direction.SENT, here, there, payload, nanos, "");
    }

    @Override
    public void message(SipMessage message) {
        if (closed) {
            return;
        }
        Endpoint there = endpoint(message.remote());
        offer(
                message.direction() == SipMessage.Direction.SENT,
                named(endpoint(message.local()), there),
                there,
                message.text().getBytes(StandardCharsets.UTF_8),
                message.nanos(),
                message.transport() == SipTransport.UDP
                        ? ""
                        : "went over " + message.transport() + ", shown as a datagram");
    }

    private void offer(
            boolean sent,
            Endpoint here,
            Endpoint there,
            byte[] payload,
            long nanos,
            String comment) {
        received.incrementAndGet();
        var seen = new Seen(sent ? here : there, sent ? there : here, payload, nanos, comment);
        if (!waiting.offer(seen)) {
            dropped.incrementAndGet();
        }
    }

    /// A phone that listens on all addresses has the one that the kernel would send from.
    private static Endpoint named(Endpoint here, Endpoint there) {
        if (!here.address().isAnyLocalAddress()) {
            return here;
        }
        try (var socket = new DatagramSocket()) {
            socket.connect(there.address(), there.port()); // sends nothing
            return new Endpoint(socket.getLocalAddress(), here.port());
        } catch (SocketException | UncheckedIOException _) {
            return here;
        }
    }

    /// `192.0.2.1:5060`, `[2001:db8::1]:5060`.
    private static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon).replace("[", "").replace("]", "");
        return new Endpoint(
                InetAddress.ofLiteral(host), Integer.parseInt(text.substring(colon + 1)));
    }

    private void handOver() {
        var frame = new Frame();
        long number = 0;
        try {
            while (!closed || !waiting.isEmpty()) {
                Seen next = waiting.poll(50, TimeUnit.MILLISECONDS);
                if (next != null) {
                    byte[] packet =
                            RawDatagram.of(next.source(), next.destination(), next.payload());
                    sink.onFrame(
                            frame.seen(++number, next.nanos() + wallMinusNanos, tap, LinkType.RAW)
                                    .carrying(packet, 0, packet.length, packet.length)
                                    .commented(next.comment()));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Packets that were seen.
    long received() {
        return received.get();
    }

    /// Packets that were left out.
    long dropped() {
        return dropped.get();
    }

    /// Hands over what is waiting.
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
