package io.milliwatt.bench.engine;

import io.milliwatt.bench.state.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// CPU and memory of a process, from `/proc`. The CPU share is that between this question and the
/// one before it; the first question about a process watches it for a tenth of a second.
///
/// Safe for several threads.
final class ProcessUsage {
    private static final long FIRST_LOOK_MILLIS = 100;
    private static final long SHORTEST_NANOS = 50_000_000;

    private record Sample(long nanos, long cpuTicks, double percent) {}

    private final Map<Long, Sample> last = new ConcurrentHashMap<>();

    /// @param cpuPercent percent of one core
    /// @param memoryBytes resident memory
    record Reading(double cpuPercent, long memoryBytes) {}

    /// Empty when there is no such process.
    Optional<Reading> of(long pid) throws InterruptedException {
        Optional<ProcessStat> stat = ProcessStat.read(pid);
        if (stat.isEmpty()) {
            last.remove(pid);
            return Optional.empty();
        }
        long nanos = System.nanoTime();
        Sample before = last.get(pid);
        if (before == null || before.cpuTicks() > stat.get().cpuTicks()) {
            last.put(pid, new Sample(nanos, stat.get().cpuTicks(), 0));
            Thread.sleep(FIRST_LOOK_MILLIS);
            return of(pid);
        }
        double percent = before.percent();
        if (nanos - before.nanos() >= SHORTEST_NANOS) {
            double seconds = (nanos - before.nanos()) / 1e9;
            long ticks = stat.get().cpuTicks() - before.cpuTicks();
            percent = 100 * ticks / (seconds * ProcessStat.TICKS_PER_SECOND);
            last.put(pid, new Sample(nanos, stat.get().cpuTicks(), percent));
        }
        return Optional.of(new Reading(percent, residentBytes(pid)));
    }

    private static long residentBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException _) {
            // ended just now
        }
        return 0;
    }
}
