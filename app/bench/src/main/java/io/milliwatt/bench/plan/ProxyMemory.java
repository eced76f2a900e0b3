package io.milliwatt.bench.plan;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The processes `docker-proxy` of this host and the memory they hold. They belong to root, but
/// their size is for everybody to see.
public final class ProxyMemory {
    private final Path proc;

    /// @param proc where `/proc` is mounted
    public ProxyMemory(Path proc) {
        this.proc = proc;
    }

    /// What was seen.
    ///
    /// @param processes how many; 0 also where the daemon is on another machine
    /// @param megabytes their resident memory together
    public record Reading(int processes, double megabytes) {}

    /// Reads them now.
    public Reading read() {
        int processes = 0;
        long kilobytes = 0;
        try (DirectoryStream<Path> each = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : each) {
                if (firstLine(process.resolve("comm")).equals("docker-proxy")) {
                    processes++;
                    kilobytes += residentKilobytes(process);
                }
            }
        } catch (IOException _) {
            return new Reading(0, 0);
        }
        return new Reading(processes, kilobytes * 1_024 / 1e6);
    }

    private static long residentKilobytes(Path process) {
        for (String line : lines(process.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0; // it has just ended
    }

    private static String firstLine(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.getFirst().strip();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of(); // ended meanwhile
        }
    }
}
