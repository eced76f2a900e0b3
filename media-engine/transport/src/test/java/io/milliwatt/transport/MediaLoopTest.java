package io.milliwatt.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MediaLoopTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private MediaLoop loop;

    @BeforeEach
    void startLoop() throws Exception {
        loop =
                MediaLoop.start(
                        "test-loop",
                        new LoopCounters() {
                            @Override
                            public void taskFailed(Throwable failure) {
                                failures.incrementAndGet();
                            }

                            @Override
                            public void commandRefused() {
                                refused.incrementAndGet();
                            }
                        });
    }

    @AfterEach
    void stopLoop() {
        loop.close();
    }

    @Test
    void echoesDatagramsOfManySockets() throws Exception {
        var addresses = new InetSocketAddress[20];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = register((_, _, _) -> {});
        }
        InetSocketAddress echo = echoSocket();
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            client.setSoTimeout(2_000);
            for (int i = 0; i < 200; i++) {
                byte[] sent = {1, 2, (byte) i};
                client.send(new DatagramPacket(sent, sent.length, echo));
                var answer = new DatagramPacket(new byte[100], 100);
                client.receive(answer);
                assertEquals(echo.getPort(), answer.getPort());
                assertArrayEquals(
                        sent, java.util.Arrays.copyOf(answer.getData(), answer.getLength()));
            }
        }
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
    void handlerThatThrowsCostsOnePacketAndNotTheLoop() throws Exception {
        var second = new CompletableFuture<Integer>();
        var count = new AtomicInteger();
        InetSocketAddress target =
                register((packet, _, _) -> {
                    if (count.getAndIncrement() == 0) {
                        throw new IllegalStateException("a bug");
                    }
                    second.complete(packet.remaining());
                });
        try (var client = new DatagramSocket(0, LOOPBACK)) {
            client.send(new DatagramPacket(new byte[1], 1, target));
            client.send(new DatagramPacket(new byte[7], 7, target));
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
        var channel = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
        loop.query(
                () -> {
                    loop.register(channel, (_, _, _) -> {});
                    return true;
                },
                Duration.ofSeconds(2));
        loop.close();
        assertFalse(channel.isOpen());
    }

    @Test
    void datagramThatCannotBeSentIsCountedAndNothingMore() throws Exception {
        try (var channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            var packet = java.nio.ByteBuffer.allocate(70_000);
            boolean taken =
                    loop.query(
                            () -> loop.send(channel, packet, new InetSocketAddress(LOOPBACK, 9)),
                            Duration.ofSeconds(2));
            assertFalse(taken);
        }
    }

    private InetSocketAddress echoSocket() throws Exception {
        var channel = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
        loop.query(
                () -> {
                    loop.register(
                            channel, (packet, source, _) -> loop.send(channel, packet, source));
                    return true;
                },
                Duration.ofSeconds(2));
        return (InetSocketAddress) channel.getLocalAddress();
    }

    private InetSocketAddress register(DatagramHandler handler) throws Exception {
        var channel = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
        loop.query(
                () -> {
                    loop.register(channel, handler);
                    return true;
                },
                Duration.ofSeconds(2));
        return (InetSocketAddress) channel.getLocalAddress();
    }
}
