package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.Recorder.Event;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Far ends that stall, and floods, are shed while good calls go on.
class SheddingTest {
    private static final int CALLS = 100;
    private static final int JUNK_PER_SECOND = 50_000;
    private static final StreamLimits IMPATIENT =
            new StreamLimits(
                    200,
                    50,
                    Duration.ofMillis(1500),
                    Duration.ofMillis(1000),
                    Duration.ofMillis(2500));

    private final Answering bobs = new Answering(Answering.ACCEPT);

    private SipEndpoint bob(StreamLimits streams) throws SipException {
        return SipEndpoint.start(
                Loopback.config("bob").withLimits(SipLimits.DEFAULT.withStreams(streams)),
                bobs,
                SipTap.NONE);
    }

    private static SipEndpoint alice() throws SipException {
        return SipEndpoint.start(Loopback.config("alice"), SipEndpointListener.REFUSE, SipTap.NONE);
    }

    private static Socket from(String source, SipEndpoint to) throws IOException {
        return new Socket(Loopback.ADDRESS, to.localPort(), InetAddress.getByName(source), 0);
    }

    /// Whether the far end has closed within five seconds.
    private static boolean closed(Socket socket) {
        try {
            socket.setSoTimeout(5000);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    @Test
    void closesWhoSaysNothingAndWhoSaysItTooSlowly() throws Exception {
        try (SipEndpoint bob = bob(IMPATIENT);
                Socket silent = from("127.0.0.2", bob);
                Socket slow = from("127.0.0.2", bob);
                Socket slowBody = from("127.0.0.2", bob)) {
            slowBody.getOutputStream()
                    .write(
                            "OPTIONS sip:x SIP/2.0\r\nContent-Length: 100\r\n\r\nab"
                                    .getBytes(StandardCharsets.US_ASCII));
            Thread drip =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (true) {
                                        slow.getOutputStream().write('O');
                                        slowBody.getOutputStream().write('b');
                                        LockSupport.parkNanos(100_000_000);
                                    }
                                } catch (IOException e) {
                                    // closed, as it should be
                                }
                            });
            assertTrue(closed(silent), "silence was not shed");
            assertTrue(closed(slow), "an octet at a time was not shed");
            assertTrue(closed(slowBody), "a body an octet at a time was not shed");
            drip.join();
            Eventually.holds(() -> bob.counters().shed() == 3);
        }
    }

    @Test
    void closesWhoFallsSilentButNotWhoKeepsAlive() throws Exception {
        byte[] options;
        try (SipEndpoint bob = bob(IMPATIENT);
                RawPeer words = new RawPeer(9);
                Socket idle = from("127.0.0.2", bob);
                Socket alive = from("127.0.0.2", bob)) {
            options =
                    words.request("OPTIONS", "1 OPTIONS", "idle", "", "")
                            .replace("/UDP", "/TCP")
                            .getBytes(StandardCharsets.UTF_8);
            idle.getOutputStream().write(options);
            alive.getOutputStream().write(options);
            for (int i = 0; i < 8; i++) {
                LockSupport.parkNanos(500_000_000);
                alive.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(1, bob.counters().shed(), () -> bob.counters().toString());
            alive.getOutputStream().write(options); // still heard
            assertTrue(alive.getInputStream().read() >= 0);
        }
    }

    @Test
    void twoThousandConnectionsOfOneSourceLeaveRoomForOthers() throws Exception {
        List<Socket> attackers = new ArrayList<>();
        try (SipEndpoint bob = bob(StreamLimits.DEFAULT);
                SipEndpoint alice = alice()) {
            Recorder before = new Recorder();
            SipCall call = alice.call(Loopback.callTo(bob, "x", SipTransport.TCP), before);
            before.await(Event.Answered.class);
            for (int i = 0; i < 2000; i++) {
                attackers.add(from("127.0.0.3", bob));
            }
            Eventually.holds(() -> bob.counters().shed() == 2000 - 250);
            Recorder during = new Recorder();
            alice.call(Loopback.callTo(bob, "y", SipTransport.TLS), during);
            during.await(Event.Answered.class);
            call.hangUp();
            assertEquals(EndReason.Kind.LOCAL_HANG_UP, before.awaitEnd().kind());
        } finally {
            for (Socket each : attackers) {
                each.close();
            }
        }
    }

    @Test
    void callsLiveThroughAFloodOfJunk() throws Exception {
        flood(5);
    }

    @Test
    @Tag("soak")
    void callsLiveThroughALongFloodOfJunk() throws Exception {
        flood(10);
    }

    private void flood(int seconds) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong junk = new AtomicLong();
        try (SipEndpoint bob = bob(StreamLimits.DEFAULT);
                SipEndpoint alice = alice()) {
            List<Recorder> callers = new ArrayList<>();
            List<SipCall> calls = new ArrayList<>();
            for (int i = 0; i < CALLS / 2; i++) {
                callers.add(new Recorder());
                calls.add(alice.call(Loopback.callTo(bob, "x", SipTransport.UDP), callers.get(i)));
                callers.get(i).await(Event.Answered.class);
            }
            Thread flooder = Thread.ofPlatform().start(() -> flood(bob.localPort(), over, junk));
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            for (int i = CALLS / 2; i < CALLS; i++) {
                callers.add(new Recorder());
                calls.add(alice.call(Loopback.callTo(bob, "x", SipTransport.UDP), callers.get(i)));
                callers.get(i).await(Event.Answered.class);
            }
            LockSupport.parkNanos(Math.max(0, end - System.nanoTime()));
            for (int i = 0; i < CALLS; i++) {
                calls.get(i).hangUp();
                assertEquals(EndReason.Kind.LOCAL_HANG_UP, callers.get(i).awaitEnd().kind());
            }
            Eventually.holds(() -> alice.calls().isEmpty() && bob.calls().isEmpty());
            over.set(true);
            flooder.join();
            assertEquals(CALLS, bob.counters().callsIn(), () -> bob.counters().toString());
            assertTrue(junk.get() > seconds * 10_000L, "only " + junk + " junk packets were sent");
            assertTrue(bob.counters().malformed() > 1000, () -> bob.counters().toString());
        }
    }

    private static void flood(int port, AtomicBoolean over, AtomicLong sent) {
        Random random = new Random(5060);
        byte[][] packets = new byte[64][];
        for (int i = 0; i < packets.length; i++) {
            packets[i] = new byte[50 + random.nextInt(500)];
            random.nextBytes(packets[i]);
            if (i % 8 == 0) { // some look like SIP
                byte[] head = "OPTIONS sip:x SIP/2.0\r\nVia: ".getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(head, 0, packets[i], 0, head.length);
            }
        }
        InetSocketAddress target = new InetSocketAddress(Loopback.ADDRESS, port);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.4"))) {
            long begun = System.nanoTime();
            while (!over.get()) {
                long due = (System.nanoTime() - begun) * JUNK_PER_SECOND / 1_000_000_000L;
                while (sent.get() < due) {
                    byte[] packet = packets[(int) (sent.getAndIncrement() % packets.length)];
                    socket.send(new DatagramPacket(packet, packet.length, target));
                }
                LockSupport.parkNanos(500_000);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
