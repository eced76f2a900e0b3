package io.milliwatt.bench.inspector;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Hands packets to a sink on a thread of its own, so that a capture is read and taken apart on one
/// core while its packets are counted on another. Bounded: who reads waits for who counts.
///
/// ```java
/// try (var relay = new PacketRelay(inspector)) {
///     CaptureFile.at(path).read(relay);
/// }
/// inspector.end(); // all packets have come
/// ```
final class PacketRelay implements PacketSink, AutoCloseable {
    private static final int BATCHES = 4;

    private final BlockingQueue<PacketBatch> free = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<PacketBatch> filled = new ArrayBlockingQueue<>(BATCHES);
    private final Thread counting;
    private PacketBatch filling = new PacketBatch();
    private volatile @Nullable Throwable failure;

    PacketRelay(PacketSink sink) {
        for (int i = 1; i < BATCHES; i++) {
            free.add(new PacketBatch());
        }
        counting = Thread.ofPlatform().name("packets").daemon().start(() -> giveTo(sink));
    }

    @Override
    public void onDatagram(Datagram datagram) {
        if (!filling.add(datagram)) {
            handOver();
            filling.add(datagram);
        }
    }

    @Override
    public void onTcp(TcpBytes bytes) {
        if (!filling.add(bytes)) {
            handOver();
            filling.add(bytes);
        }
    }

    private void handOver() {
        uninterrupted(() -> {
            filled.put(filling);
            return filling;
        });
        filling = uninterrupted(free::take);
    }

    /// On the other thread. An empty batch is the last.
    private void giveTo(PacketSink sink) {
        boolean more = true;
        while (more) {
            PacketBatch batch = uninterrupted(filled::take);
            more = !batch.isEmpty();
            if (failure == null) {
                try {
                    batch.giveTo(sink);
                } catch (RuntimeException | Error e) {
                    failure = e; // told by close(); until then who reads must not wait for ever
                }
            }
            batch.clear();
            free.add(batch);
        }
    }

    /// All packets have been given when it returns.
    ///
    /// @throws IllegalStateException when the sink threw
    @Override
    public void close() {
        if (!filling.isEmpty()) {
            handOver();
        }
        handOver();
        uninterrupted(() -> {
            counting.join();
            return counting;
        });
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("packets could not be counted", thrown);
        }
    }

    private interface Waiting<T> {
        T call() throws InterruptedException;
    }

    /// An interrupt is for the reading of the file, which ends by it; here it is only kept.
    private static <T> T uninterrupted(Waiting<T> waiting) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return waiting.call();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
