package io.milliwatt.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// With real sockets, once for each way to the operating system.
@ParameterizedClass
@MethodSource("systems")
class SharedPortsTest {
    private static final InetAddress ENGINE = InetAddress.ofLiteral("127.0.0.1");
    private static final int FIRST_PORT = 42_200;
    private static final int PORTS = 10;
    private static final int CALLS = 1_000;
    private static final long CALL_NANOS = 20_000_000;

    private final AtomicInteger unclaimed = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong nowNanos = new AtomicLong(System.nanoTime());
    private final List<Phone> phones = new ArrayList<>();
    private final UdpSystem system;
    private MediaLoop loop;
    private SharedPorts pool;

    SharedPortsTest(UdpSystem system) {
        this.system = system;
    }

    static UdpSystem[] systems() {
        return MediaLoopTest.systems();
    }

    @BeforeEach
    void start() throws Exception {
        loop =
                MediaLoop.start(
                        "test-loop",
                        system,
                        new LoopCounters() {
                            @Override
                            public void sourceRefused() {
                                unclaimed.incrementAndGet();
                            }

                            @Override
                            public void taskFailed(Throwable failure) {
                                failures.incrementAndGet();
                            }
                        });
        pool =
                new SharedPorts(
                        system,
                        ENGINE,
                        new PortPairs(FIRST_PORT, FIRST_PORT + 2 * PORTS - 1),
                        Duration.ofSeconds(10),
                        nowNanos::get);
    }

    @AfterEach
    void stop() throws Exception {
        for (Phone phone : phones) {
            phone.channel.close();
        }
        loop.close();
        pool.close();
        assertEquals(0, failures.get());
    }

    /// A phone with a socket, and the call that the engine has for it.
    private final class Phone {
        final DatagramChannel channel;
        final InetSocketAddress source;
        final PortRequest request;
        final int ssrc;
        final AtomicInteger heard = new AtomicInteger();
        final AtomicInteger mixedUp = new AtomicInteger();
        Optional<MediaSockets> sockets = Optional.empty();

        Phone(int number, String host, Optional<InetSocketAddress> behindNat) throws Exception {
            channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.ofLiteral(host), 0));
            channel.configureBlocking(false);
            source = (InetSocketAddress) channel.getLocalAddress();
            ssrc = 0x0100_0000 + number;
            InetSocketAddress rtp = behindNat.orElse(source);
            request =
                    new PortRequest(
                            rtp,
                            new InetSocketAddress(rtp.getAddress(), (rtp.getPort() + 1) & 0xffff),
                            behindNat.isEmpty());
            phones.add(this);
        }

        boolean dial() {
            sockets = pool.open(request);
            sockets.ifPresent(given ->
                    loop.query(
                            () -> {
                                var latch = new SourceLatch(request.announcedRtp());
                                loop.register(
                                        given.rtp(),
                                        (packet, from, now) ->
                                                echo(given, latch, packet, from, now));
                                loop.register(given.rtcp(), (_, _, _) -> false);
                                return true;
                            },
                            Duration.ofSeconds(5)));
            return sockets.isPresent();
        }

        private boolean echo(
                MediaSockets given,
                SourceLatch latch,
                ByteBuffer packet,
                InetSocketAddress from,
                long now) {
            heard.incrementAndGet();
            if (packet.getInt(8) != ssrc) {
                mixedUp.incrementAndGet();
            }
            return latch.accept(from, packet.getInt(8), now)
                    && loop.send(given.rtp(), packet, latch.target());
        }

        void talk(int sequence) throws Exception {
            channel.send(
                    rtp(ssrc, sequence),
                    new InetSocketAddress(ENGINE, sockets.orElseThrow().rtpPort()));
        }

        /// @return sequence number of the echo
        int listen() throws Exception {
            ByteBuffer packet = ByteBuffer.allocate(300);
            for (int tries = 0; tries < 2_000; tries++) {
                if (channel.receive(packet.clear()) != null) {
                    assertEquals(172, packet.flip().remaining());
                    assertEquals(ssrc, packet.getInt(8), "another call's audio");
                    return packet.getShort(2);
                }
                Thread.sleep(1);
            }
            throw new AssertionError("nothing comes back to " + source);
        }
    }

    private static ByteBuffer rtp(int ssrc, int sequence) {
        ByteBuffer packet = ByteBuffer.allocate(172);
        packet.put((byte) 0x80).put((byte) 8).putShort((short) sequence).putInt(0).putInt(ssrc);
        return packet.position(172).flip();
    }

    @Test
    void aThousandCallsOnTenPortsHearThemselvesAndNobodyElse() throws Exception {
        for (int i = 0; i < CALLS; i++) {
            setUp(new Phone(i, "127.0." + (1 + i / 100) + "." + (1 + i % 100), Optional.empty()));
        }
        allTalk();
    }

    @Test
    void aThousandCallsThatCameThroughOneAddressHearThemselvesAndNobodyElse() throws Exception {
        for (int i = 0; i < CALLS; i++) {
            var announced =
                    new InetSocketAddress(
                            InetAddress.ofLiteral("192.0.2." + (1 + i % 200)), 10_000 + 2 * i);
            setUp(new Phone(i, "127.0.0.9", Optional.of(announced)));
        }
        allTalk();
    }

    /// 50 calls a second by the pool's clock; the phone's first packet comes at once.
    private void setUp(Phone phone) throws Exception {
        nowNanos.addAndGet(CALL_NANOS);
        assertTrue(phone.dial(), "no port for call " + phones.size());
        phone.talk(1);
        assertEquals(1, phone.listen());
    }

    private void allTalk() throws Exception {
        Map<Integer, Integer> callsOfPort = new HashMap<>();
        for (int sequence = 2; sequence < 5; sequence++) {
            for (int first = 0; first < CALLS; first += 100) {
                for (Phone phone : phones.subList(first, first + 100)) {
                    phone.talk(sequence);
                }
                for (Phone phone : phones.subList(first, first + 100)) {
                    assertEquals(sequence, phone.listen());
                }
            }
        }
        for (Phone phone : phones) {
            assertEquals(4, phone.heard.get());
            assertEquals(0, phone.mixedUp.get());
            callsOfPort.merge(phone.sockets.orElseThrow().rtpPort(), 1, Integer::sum);
        }
        assertEquals(PORTS, callsOfPort.size());
        callsOfPort.forEach((port, calls) -> assertEquals(CALLS / PORTS, calls, "port " + port));
        assertEquals(0, unclaimed.get());
        assertEquals(PORTS, pool.pairsInUse());
        phones.forEach(phone -> phone.sockets.orElseThrow().close());
        assertEquals(0, pool.pairsInUse());
    }

    @Test
    void strayPacketReachesNobodyAndIsCounted() throws Exception {
        var one = new Phone(1, "127.0.0.11", Optional.empty());
        var two = new Phone(2, "127.0.0.12", Optional.empty());
        setUp(one);
        setUp(two);
        int port = one.sockets.orElseThrow().rtpPort();
        try (var stranger = new java.net.DatagramSocket(0, InetAddress.ofLiteral("127.0.0.66"))) {
            for (int i = 0; i < 20; i++) {
                byte[] packet = rtp(1, i).array();
                stranger.send(new DatagramPacket(packet, packet.length, ENGINE, port));
                stranger.send(new DatagramPacket(packet, packet.length, ENGINE, port + 1));
            }
        }
        one.talk(2);
        assertEquals(2, one.listen());
        for (int tries = 0; unclaimed.get() < 40 && tries < 2_000; tries++) {
            Thread.sleep(1);
        }
        assertEquals(40, unclaimed.get());
        assertEquals(2, one.heard.get());
        assertEquals(1, two.heard.get());
    }

    @Test
    void callsBehindANatWaitForOneAnotherAndAreRefusedWhenThereIsNoPortToWaitOn() throws Exception {
        for (int i = 0; i < PORTS; i++) {
            assertTrue(new Phone(i, "127.0.0.9", Optional.of(natted(i))).dial());
        }
        var last = new Phone(99, "127.0.0.9", Optional.of(natted(99)));
        assertFalse(last.dial());
        Phone first = phones.getFirst();
        first.talk(1);
        assertEquals(1, first.listen());
        assertTrue(last.dial());
        assertEquals(first.sockets.orElseThrow().rtpPort(), last.sockets.orElseThrow().rtpPort());
        assertFalse(new Phone(100, "127.0.0.9", Optional.of(natted(100))).dial());
        nowNanos.set(System.nanoTime() + Duration.ofSeconds(11).toNanos());
        assertTrue(
                new Phone(101, "127.0.0.9", Optional.of(natted(101))).dial(),
                "who is silent for 10 s keeps nobody off");
    }

    private static InetSocketAddress natted(int number) {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 20_000 + 2 * number);
    }

    @Test
    void callThatEndedIsHeardNoMoreAndItsPhoneMayCallAgain() throws Exception {
        var phone = new Phone(1, "127.0.0.11", Optional.empty());
        setUp(phone);
        MediaSockets before = phone.sockets.orElseThrow();
        before.close();
        before.close();
        assertFalse(before.rtp().isOpen());
        assertEquals(0, pool.pairsInUse());
        phone.talk(2);
        for (int tries = 0; unclaimed.get() < 1 && tries < 2_000; tries++) {
            Thread.sleep(1);
        }
        assertEquals(1, unclaimed.get());
        setUp(phone);
        assertEquals(2, phone.heard.get());
    }

    @Test
    void evenPortsWithTheNextOneForRtcp() throws Exception {
        var phone = new Phone(1, "127.0.0.11", Optional.empty());
        assertTrue(phone.dial());
        MediaSockets sockets = phone.sockets.orElseThrow();
        assertEquals(FIRST_PORT, sockets.rtpPort());
        assertEquals(FIRST_PORT + 1, sockets.rtcpPort());
        assertEquals(PORTS, pool.capacity());
    }

    @Test
    void passesOverAPairThatAnotherProcessHolds() throws Exception {
        try (var _ = new java.net.DatagramSocket(FIRST_PORT + 1, ENGINE)) {
            var phone = new Phone(1, "127.0.0.11", Optional.empty());
            assertTrue(phone.dial());
            assertEquals(FIRST_PORT + 2, phone.sockets.orElseThrow().rtpPort());
            assertEquals(1, pool.foreignHolds());
        }
    }
}
