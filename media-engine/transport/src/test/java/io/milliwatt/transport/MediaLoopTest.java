package io.milliwatt.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Once for each way to the operating system.
@ParameterizedClass
@MethodSource("systems")
class MediaLoopTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int BUFFER_BYTES = 65_536;

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unsent = new AtomicInteger();

    private final UdpSystem system;
    private MediaLoop loop;

    MediaLoopTest(UdpSystem system) {
        this.system = system;
    }

    static UdpSystem[] systems() {
        return new UdpSystem[] {LinuxUdp.ifPossible().orElseThrow(), UdpSystem.channels()};
    }

    @BeforeEach
    void startLoop() throws Exception {
        loop =
                MediaLoop.start(
                        "test-loop",
                        system,
                        new LoopCounters() {
                            @Override
                            public void taskFailed(Throwable failure) {
                                failures.incrementAndGet();
                            }

                            @Override
                            public void commandRefused() {
                                refused.incrementAndGet();
                            }

                            @Override
                            public void sendFailed() {
                                unsent.incrementAndGet();
                            }
                        });
    }

    @AfterEach
    void stopLoop() {
        loop.close();
    }

    @Test
    void echoesDatagramsOfManySockets() throws Exception {
        for (int i = 0; i < 20; i++) {
            register(open(LOOPBACK), (_, _, _) -> true);
        }
        InetSocketAddress echo = echoSocket(LOOPBACK);
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            for (int i = 0; i < 200; i++) {
                assertEchoed(client, echo, new byte[] {1, 2, (byte) i});
            }
        }
    }

    @Test
    void answersEachOfManySourcesOfOneSocket() throws Exception {
        InetSocketAddress echo = echoSocket(LOOPBACK);
        var clients = new DatagramSocket[10];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new DatagramSocket(0, LOOPBACK);
        }
        for (int i = 0; i < 100; i++) {
            assertEchoed(clients[i % clients.length], echo, new byte[] {9, (byte) i});
        }
        for (DatagramSocket client : clients) {
            client.close();
        }
    }

    @Test
    void worksWithAddressesOfIp6() throws Exception {
        InetAddress six = InetAddress.ofLiteral("::1");
        InetSocketAddress echo = echoSocket(six);
        assertEquals(six, echo.getAddress());
        try (var client = new DatagramSocket(0, six);
                var other = new DatagramSocket(0, six)) {
            for (int i = 0; i < 20; i++) {
                assertEchoed(client, echo, new byte[] {6, (byte) i});
                assertEchoed(other, echo, new byte[] {7, (byte) i});
            }
        }
    }

    @Test
    void socketOfAnyAddressSeesIp4AddressesAsWhatTheyAre() throws Exception {
        var sources = new LinkedBlockingQueue<InetSocketAddress>();
        MediaSocket any = open(InetAddress.ofLiteral("::"));
        register(
                any,
                (packet, source, _) -> {
                    sources.add(source);
                    return loop.send(any, packet, source);
                });
        var target = new InetSocketAddress(LOOPBACK, any.localAddress().getPort());
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            assertEchoed(client, target, new byte[] {4});
            assertEquals(client.getLocalSocketAddress(), sources.poll(2, TimeUnit.SECONDS));
        }
    }

    @Test
    void sendsToOtherAddressesThanTheLastSource() throws Exception {
        try (var client = new DatagramSocket(0, LOOPBACK);
                var third = new DatagramSocket(0, LOOPBACK)) {
            third.setSoTimeout(2_000);
            var elsewhere = new InetSocketAddress(LOOPBACK, third.getLocalPort());
            MediaSocket socket = open(LOOPBACK);
            register(socket, (packet, _, _) -> loop.send(socket, packet, elsewhere));
            client.send(new DatagramPacket(new byte[5], 5, socket.localAddress()));
            var relayed = new DatagramPacket(new byte[100], 100);
            third.receive(relayed);
            assertEquals(5, relayed.getLength());
        }
    }

    @Test
    void cutsADatagramThatIsTooLong() throws Exception {
        var size = new CompletableFuture<Integer>();
        MediaSocket socket = open(LOOPBACK);
        register(socket, (packet, _, _) -> size.complete(packet.remaining()));
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            client.send(new DatagramPacket(new byte[5_000], 5_000, socket.localAddress()));
        }
        assertEquals(MediaLoop.MAX_DATAGRAM_BYTES, size.get(2, TimeUnit.SECONDS));
    }

    @Test
    void takesAnEmptyDatagram() throws Exception {
        var size = new CompletableFuture<Integer>();
        MediaSocket socket = open(LOOPBACK);
        register(socket, (packet, _, _) -> size.complete(packet.remaining()));
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            client.send(new DatagramPacket(new byte[0], 0, socket.localAddress()));
        }
        assertEquals(0, size.get(2, TimeUnit.SECONDS));
    }

    @Test
    void runsTimersInOrderAndAgainAtTheTimeTheyName() throws Exception {
        var done = new CountDownLatch(5);
        var times = new long[5];
        loop.execute(() ->
                loop.schedule(
                        loop.nowNanos() + 1_000_000,
                        now -> {
                            int left = (int) done.getCount();
                            times[5 - left] = now;
                            done.countDown();
                            return left == 1 ? LoopTimer.STOP : now + 10_000_000;
                        }));
        assertTrue(done.await(3, TimeUnit.SECONDS));
        for (int i = 1; i < 5; i++) {
            assertTrue(times[i] - times[i - 1] >= 10_000_000, "timer ran before its time");
        }
    }

    @Test
    void cancelledTimerDoesNotRunAndHoldsNothing() throws Exception {
        var held = new AtomicReference<@Nullable Object>(new byte[1_000]);
        var reference = new WeakReference<>(held.get());
        var ran = new AtomicInteger();
        var done = new CompletableFuture<Integer>();
        loop.execute(() -> {
            Object what = held.getAndSet(null);
            ScheduledTimer soon =
                    loop.schedule(loop.nowNanos() + 1_000_000, _ -> ran.incrementAndGet());
            ScheduledTimer later =
                    loop.schedule(
                            loop.nowNanos() + TimeUnit.HOURS.toNanos(1),
                            now -> now + String.valueOf(what).length());
            soon.cancel();
            later.cancel();
            loop.schedule(
                    loop.nowNanos() + 2_000_000,
                    _ -> {
                        done.complete(ran.get());
                        return LoopTimer.STOP;
                    });
        });
        assertEquals(0, done.get(3, TimeUnit.SECONDS));
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertNull(reference.get(), "an hour long a timer would hold what nobody needs any more");
    }

    @Test
    void timerMayCancelItself() throws Exception {
        var runs = new AtomicInteger();
        var own = new AtomicReference<@Nullable ScheduledTimer>();
        var done = new CompletableFuture<Integer>();
        loop.execute(() -> {
            own.set(
                    loop.schedule(
                            loop.nowNanos() + 1_000_000,
                            now -> {
                                runs.incrementAndGet();
                                Objects.requireNonNull(own.get()).cancel();
                                return now + 1_000_000;
                            }));
            loop.schedule(
                    loop.nowNanos() + 10_000_000,
                    _ -> {
                        done.complete(runs.get());
                        return LoopTimer.STOP;
                    });
        });
        assertEquals(1, done.get(3, TimeUnit.SECONDS));
    }

    @Test
    void handlerThatThrowsCostsOnePacketAndNotTheLoop() throws Exception {
        var second = new CompletableFuture<Integer>();
        var count = new AtomicInteger();
        MediaSocket socket = open(LOOPBACK);
        register(
                socket,
                (packet, _, _) -> {
                    if (count.getAndIncrement() == 0) {
                        throw new IllegalStateException("a bug");
                    }
                    return second.complete(packet.remaining());
                });
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            client.send(new DatagramPacket(new byte[1], 1, socket.localAddress()));
            client.send(new DatagramPacket(new byte[7], 7, socket.localAddress()));
        }
        assertEquals(7, second.get(2, TimeUnit.SECONDS));
        assertEquals(1, failures.get());
    }

    @Test
    void answersQuestionsFromOtherThreads() {
        assertTrue(loop.query(loop::isLoopThread, Duration.ofSeconds(2)));
        assertFalse(loop.isLoopThread());
    }

    @Test
    void refusesCommandsOnceClosedAndCountsThem() {
        loop.close();
        assertFalse(loop.execute(() -> {}));
        assertEquals(1, refused.get());
        assertThrows(
                RejectedExecutionException.class,
                () -> loop.query(() -> 1, Duration.ofMillis(100)));
    }

    @Test
    void closesItsSocketsAtTheEnd() throws Exception {
        MediaSocket socket = open(LOOPBACK);
        register(socket, (_, _, _) -> true);
        loop.close();
        assertFalse(socket.isOpen());
        system.open(socket.localAddress(), BUFFER_BYTES).close();
    }

    @Test
    void portIsFreeAgainSoonAfterAnotherThreadClosedItsSocket() throws Exception {
        MediaSocket socket = open(LOOPBACK);
        register(socket, (_, _, _) -> true);
        socket.close();
        socket.close();
        // two rounds of the loop: the first may have begun before
        loop.query(() -> true, Duration.ofSeconds(2));
        loop.query(() -> true, Duration.ofSeconds(2));
        system.open(socket.localAddress(), BUFFER_BYTES).close();
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (MediaSocket socket = open(LOOPBACK)) {
            assertThrows(
                    java.io.IOException.class,
                    () -> system.open(socket.localAddress(), BUFFER_BYTES));
        }
    }

    @Test
    void aSourceThatStaysIsTheSameObject() throws Exception {
        var sources = new LinkedBlockingQueue<InetSocketAddress>();
        MediaSocket socket = open(LOOPBACK);
        register(socket, (_, source, _) -> sources.add(source));
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            client.send(new DatagramPacket(new byte[1], 1, socket.localAddress()));
            client.send(new DatagramPacket(new byte[1], 1, socket.localAddress()));
        }
        assertSame(sources.poll(2, TimeUnit.SECONDS), sources.poll(2, TimeUnit.SECONDS));
    }

    @Test
    void datagramThatCannotBeSentIsCountedAndNothingMore() throws Exception {
        try (MediaSocket socket = open(LOOPBACK)) {
            register(socket, (_, _, _) -> true);
            var packet = ByteBuffer.allocate(70_000);
            var six = new InetSocketAddress(InetAddress.ofLiteral("::1"), 9);
            var unresolved = InetSocketAddress.createUnresolved("nowhere.example", 9);
            assertFalse(send(socket, packet, new InetSocketAddress(LOOPBACK, 9)));
            assertFalse(send(socket, ByteBuffer.allocate(7), six));
            assertFalse(send(socket, ByteBuffer.allocate(7), unresolved));
        }
        assertEquals(3, unsent.get());
    }

    @Test
    void socketThatIsClosedHasSentItsLastWords() throws Exception {
        MediaSocket socket = open(LOOPBACK);
        register(socket, (_, _, _) -> true);
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            client.setSoTimeout(2_000);
            var target = (InetSocketAddress) client.getLocalSocketAddress();
            loop.query(
                    () -> {
                        loop.send(socket, ByteBuffer.wrap(new byte[] {'b', 'y', 'e'}), target);
                        socket.close();
                        return true;
                    },
                    Duration.ofSeconds(2));
            var last = new DatagramPacket(new byte[10], 10);
            client.receive(last);
            assertEquals(3, last.getLength());
        }
        assertEquals(0, unsent.get());
    }

    @Test
    void sendsMoreThanFitsOneBatchFromSeveralSocketsInOrder() throws Exception {
        MediaSocket first = open(LOOPBACK);
        MediaSocket second = open(LOOPBACK);
        register(first, (_, _, _) -> true);
        register(second, (_, _, _) -> true);
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            client.setSoTimeout(2_000);
            var target = (InetSocketAddress) client.getLocalSocketAddress();
            loop.query(
                    () -> {
                        for (int i = 0; i < 150; i++) {
                            MediaSocket from = i % 10 == 9 ? second : first;
                            loop.send(from, ByteBuffer.wrap(new byte[] {(byte) i}), target);
                        }
                        return true;
                    },
                    Duration.ofSeconds(2));
            var packet = new DatagramPacket(new byte[10], 10);
            for (int i = 0; i < 150; i++) {
                client.receive(packet);
                assertEquals((byte) i, packet.getData()[0]);
                MediaSocket from = i % 10 == 9 ? second : first;
                assertEquals(from.localAddress(), packet.getSocketAddress());
            }
        }
    }

    private boolean send(MediaSocket socket, ByteBuffer packet, InetSocketAddress target) {
        return loop.query(() -> loop.send(socket, packet, target), Duration.ofSeconds(2));
    }

    private static void assertEchoed(DatagramSocket client, InetSocketAddress echo, byte[] sent)
            throws Exception {
        client.setSoTimeout(2_000);
        client.send(new DatagramPacket(sent, sent.length, echo));
        var answer = new DatagramPacket(new byte[100], 100);
        client.receive(answer);
        assertEquals(echo.getPort(), answer.getPort());
        assertArrayEquals(sent, Arrays.copyOf(answer.getData(), answer.getLength()));
    }

    private MediaSocket open(InetAddress address) throws Exception {
        return system.open(new InetSocketAddress(address, 0), BUFFER_BYTES);
    }

    private InetSocketAddress echoSocket(InetAddress address) throws Exception {
        MediaSocket socket = open(address);
        register(socket, (packet, source, _) -> loop.send(socket, packet, source));
        return socket.localAddress();
    }

    private void register(MediaSocket socket, DatagramHandler handler) {
        loop.query(
                () -> {
                    loop.register(socket, handler);
                    return true;
                },
                Duration.ofSeconds(2));
    }
}
