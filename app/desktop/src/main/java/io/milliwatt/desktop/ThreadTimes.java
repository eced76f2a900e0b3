package io.milliwatt.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// CPU time of this process by what its threads are for, as the kernel counts it (proc(5), `utime`
/// and `stime` of `/proc/self/task/*/stat`).
///
/// @param ticks user and system time of each thread, by its number
/// @param names of the threads
/// @param nanos when that was, monotonic
record ThreadTimes(Map<Long, Long> ticks, Map<Long, String> names, long nanos) {
    /// The kernel's unit here (`USER_HZ`), a hundredth of a second on every Linux of this day.
    private static final double TICKS_A_SECOND = 100;

    /// What threads are for, told by how their names begin.
    enum Duty {
        APPLICATION("window: application thread", "JavaFX App"),
        DRAWING("window: drawing in software", "QuantumRend", "Prism"),
        BACKGROUND("window: looks at taps and call", "ForkJoinPool"),
        TAPS("taps: reading, analysis, file", "tap", "docker-java", "dockerjava"),
        COMPILER("just-in-time compiler", "C1 Comp", "C2 Comp"),
        COLLECTOR("collector", "GC ", "G1 ", "VM Thread", "VM Period"),
        SAMPLER("this measurement", "sampler"),
        REST("phone and all else");

        private final String title;
        private final List<String> beginnings;

        Duty(String title, String... beginnings) {
            this.title = title;
            this.beginnings = List.of(beginnings);
        }

        String title() {
            return title;
        }

        /// @param thread at most 15 characters, as the kernel keeps them
        static Duty of(String thread) {
            return Stream.of(values())
                    .filter(duty -> duty.beginnings.stream().anyMatch(thread::startsWith))
                    .findFirst()
                    .orElse(REST);
        }
    }

    static ThreadTimes now() throws IOException {
        var ticks = new HashMap<Long, Long>();
        var names = new HashMap<Long, String>();
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                String stat;
                try {
                    stat = Files.readString(task.resolve("stat"));
                } catch (IOException _) {
                    continue; // it has ended
                }
                long id = Long.parseLong(task.getFileName().toString());
                int end = stat.lastIndexOf(')');
                String[] fields = stat.substring(end + 2).split(" ", -1);
                ticks.put(id, Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
                names.put(id, stat.substring(stat.indexOf('(') + 1, end));
            }
        }
        return new ThreadTimes(ticks, names, System.nanoTime());
    }

    /// What each duty took since then, in percent of a core. What threads took that ended meanwhile
    /// is not known.
    Map<Duty, Double> since(ThreadTimes before) {
        double seconds = (nanos - before.nanos) / 1e9;
        var percent = new EnumMap<Duty, Double>(Duty.class);
        for (Duty duty : Duty.values()) {
            percent.put(duty, 0.0);
        }
        ticks.forEach((id, now) -> {
            long spent = now - before.ticks.getOrDefault(id, 0L);
            percent.merge(
                    Duty.of(names.getOrDefault(id, "")),
                    100 * spent / TICKS_A_SECOND / seconds,
                    Double::sum);
        });
        return percent;
    }
}
