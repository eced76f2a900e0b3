package io.milliwatt.sip;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sheds connections: counts those that are open, in total and by source, and closes those whose
/// far end stalls. Any thread.
final class StreamGuard implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.milliwatt.sip");
    private static final Duration SWEEP = Duration.ofMillis(500);

    private final StreamLimits limits;
    private final StackCounters counters;
    private final Set<Guarded> open = new HashSet<>();
    private final Map<InetAddress, Integer> bySource = new HashMap<>();
    private boolean closed;

    StreamGuard(StreamLimits limits, StackCounters counters) {
        this.limits = limits;
        this.counters = counters;
    }

    /// Takes a connection, or refuses and counts it.
    ///
    /// @param connection closed when the far end breaks a limit
    synchronized Optional<Guarded> admit(InetAddress source, Closeable connection) {
        if (closed) {
            return Optional.empty();
        }
        int ofSource = bySource.getOrDefault(source, 0);
        if (open.size() >= limits.maxConnections() || ofSource >= limits.maxPerSource()) {
            counters.shed.increment();
            return Optional.empty();
        }
        Guarded guarded = new Guarded(source, connection);
        open.add(guarded);
        bySource.put(source, ofSource + 1);
        return Optional.of(guarded);
    }

    private synchronized void release(Guarded guarded) {
        if (open.remove(guarded)) {
            bySource.computeIfPresent(guarded.source, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// Connections open now.
    synchronized int open() {
        return open.size();
    }

    private synchronized List<Guarded> all() {
        return List.copyOf(open);
    }

    private synchronized List<Guarded> takeAll() {
        closed = true;
        return List.copyOf(open);
    }

    /// Closes all connections and refuses those that come from now on. The stack does not know of
    /// those whose TLS handshake is going on, or that have not brought a message.
    @Override
    public void close() {
        takeAll().forEach(Guarded::cut);
    }

    /// Looks after the connections from now on, until the timer is closed.
    void watch(StackTimer timer) {
        var _ =
                timer.after(
                        SWEEP,
                        () -> {
                            sweep(System.nanoTime());
                            Causes.quietly(() -> watch(timer)); // refused when the timer was closed
                        });
    }

    private void sweep(long nowNanos) {
        for (Guarded each : all()) {
            Optional<String> broken = each.broken(nowNanos);
            if (broken.isPresent()) {
                counters.shed.increment();
                LOG.log(
                        System.Logger.Level.DEBUG,
                        () -> "closed connection of " + each.source + ": " + broken.get());
                each.cut();
            }
        }
    }

    /// One connection that was taken.
    final class Guarded {
        private final InetAddress source;
        private final Closeable connection;
        private final StreamProgress progress = new StreamProgress(limits, System.nanoTime());
        private volatile long writingSinceNanos;

        private Guarded(InetAddress source, Closeable connection) {
            this.source = source;
            this.connection = connection;
        }

        private Optional<String> broken(long nowNanos) {
            long writing = writingSinceNanos;
            if (writing != 0 && nowNanos - writing > limits.message().toNanos()) {
                return Optional.of("it does not read what it is sent");
            }
            synchronized (progress) {
                return progress.broken(nowNanos);
            }
        }

        /// The connection is closed, for whatever reason; once is enough.
        void release() {
            StreamGuard.this.release(this);
        }

        private void cut() {
            release();
            Causes.quietly(connection::close);
        }

        InputStream reading(InputStream from) {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int count = from.read(bytes, offset, length);
                    if (count > 0) {
                        synchronized (progress) {
                            progress.received(bytes, offset, count, System.nanoTime());
                        }
                    }
                    return count;
                }

                @Override
                public int available() throws IOException {
                    return from.available();
                }

                @Override
                public void close() throws IOException {
                    release();
                    from.close();
                }
            };
        }

        OutputStream writing(OutputStream to) {
            return new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    write(new byte[] {(byte) octet}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    writingSinceNanos = System.nanoTime() | 1;
                    try {
                        to.write(bytes, offset, length);
                    } finally {
                        writingSinceNanos = 0;
                    }
                }

                @Override
                public void flush() throws IOException {
                    to.flush();
                }

                @Override
                public void close() throws IOException {
                    release();
                    to.close();
                }
            };
        }
    }
}
