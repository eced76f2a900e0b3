package io.milliwatt.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What goes through the interfaces of a process's network namespace, from `/proc/PID/net/dev`. The
/// rate is that between this question and the one before it.
///
/// Safe for several threads.
final class TrafficMeter {
    private static final int RECEIVED_BYTES = 0;
    private static final int SENT_BYTES = 8;
    private static final int FIELDS = 16;
    private static final long SHORTEST_NANOS = 50_000_000;

    private record Sample(long nanos, EngineUsage.Traffic traffic) {}

    private final Path proc;
    private final Map<Long, Sample> last = new ConcurrentHashMap<>();

    /// @param proc where `/proc` is mounted
    TrafficMeter(Path proc) {
        this.proc = proc;
    }

    /// The traffic of that process's namespace; unknown when it cannot be read.
    EngineUsage.Traffic of(long pid, long nowNanos) {
        List<String> lines;
        try {
            lines = Files.readAllLines(proc.resolve(Long.toString(pid)).resolve("net/dev"));
        } catch (IOException _) {
            last.remove(pid);
            return EngineUsage.Traffic.UNKNOWN;
        }
        long received = 0;
        long sent = 0;
        for (String line : lines) {
            int colon = line.indexOf(':');
            String[] counters = line.substring(colon + 1).strip().split("\\s+");
            if (colon > 0
                    && counters.length >= FIELDS
                    && !line.substring(0, colon).strip().equals("lo")) {
                received += Long.parseLong(counters[RECEIVED_BYTES]);
                sent += Long.parseLong(counters[SENT_BYTES]);
            }
        }
        Sample before = last.get(pid);
        if (before != null && nowNanos - before.nanos() < SHORTEST_NANOS) {
            EngineUsage.Traffic rates = before.traffic();
            return new EngineUsage.Traffic(
                    received, sent, rates.receivedBytesPerSecond(), rates.sentBytesPerSecond());
        }
        double seconds = before == null ? 0 : (nowNanos - before.nanos()) / 1e9;
        var traffic =
                new EngineUsage.Traffic(
                        received,
                        sent,
                        before == null
                                ? 0
                                : (received - before.traffic().receivedBytes()) / seconds,
                        before == null ? 0 : (sent - before.traffic().sentBytes()) / seconds);
        last.put(pid, new Sample(nowNanos, traffic));
        return traffic;
    }
}
