package io.milliwatt.engine.control;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How the kernel schedules a thread that moves media, read from `/proc`: what it really has,
/// whoever gave it.
///
/// @param name `media-0`
/// @param policy `SCHED_OTHER`, `SCHED_FIFO`, `SCHED_RR`, ...
/// @param priority real-time priority, 1..99; 0 where the policy has none
public record MediaThread(String name, String policy, int priority) {
    private static final String PREFIX = "media-";

    /// Fields of `/proc/PID/task/TID/stat`, proc(5), counted from the one after the name.
    private static final int RT_PRIORITY = 37;

    private static final int POLICY = 38;

    /// Those of this process; empty where there is no `/proc`.
    static List<MediaThread> ofThisProcess() {
        return in(Path.of("/proc/self/task"));
    }

    static List<MediaThread> in(Path tasks) {
        var threads = new ArrayList<MediaThread>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(tasks)) {
            for (Path task : each) {
                read(task).ifPresent(threads::add);
            }
        } catch (IOException _) {
            return List.of();
        }
        threads.sort(Comparator.comparing(MediaThread::name));
        return threads;
    }

    private static Optional<MediaThread> read(Path task) {
        try {
            return parse(String.join("", Files.readAllLines(task.resolve("stat"))));
        } catch (IOException _) {
            return Optional.empty(); // it has just ended
        }
    }

    /// Reads a line of `stat`; empty for a thread that moves no media.
    static Optional<MediaThread> parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String name = stat.substring(open + 1, close);
        String[] fields = stat.substring(close + 1).strip().split(" ");
        if (!name.startsWith(PREFIX) || fields.length <= POLICY) {
            return Optional.empty();
        }
        return Optional.of(
                new MediaThread(
                        name, policyName(fields[POLICY]), Integer.parseInt(fields[RT_PRIORITY])));
    }

    /// sched(7)
    private static String policyName(String number) {
        return switch (number) {
            case "0" -> "SCHED_OTHER";
            case "1" -> "SCHED_FIFO";
            case "2" -> "SCHED_RR";
            case "3" -> "SCHED_BATCH";
            case "5" -> "SCHED_IDLE";
            case "6" -> "SCHED_DEADLINE";
            default -> "policy " + number;
        };
    }
}
