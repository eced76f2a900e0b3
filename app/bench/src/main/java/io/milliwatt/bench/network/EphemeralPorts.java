package io.milliwatt.bench.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/// The ports that the kernel gives to any program that asks for one without a number.
///
/// @param first the first, `net.ipv4.ip_local_port_range`
/// @param last the last
/// @param reserved those it keeps for who asks by number, `net.ipv4.ip_local_reserved_ports`:
///   `40000-40019,50000`
public record EphemeralPorts(int first, int last, String reserved) {
    private static final EphemeralPorts KERNEL_DEFAULT = new EphemeralPorts(32_768, 60_999, "");

    /// Reads them; the kernel's default where they cannot be read.
    ///
    /// @param proc where `/proc` is mounted
    public static EphemeralPorts read(Path proc) {
        Path settings = proc.resolve("sys/net/ipv4");
        try {
            // by lines, which is one read: the kernel gives such a value in one piece or not at all
            String[] ends =
                    Files.readAllLines(settings.resolve("ip_local_port_range"))
                            .getFirst()
                            .split("\\s+");
            return new EphemeralPorts(
                    Integer.parseInt(ends[0]),
                    Integer.parseInt(ends[1]),
                    firstLine(settings.resolve("ip_local_reserved_ports")));
        } catch (IOException | NumberFormatException | NoSuchElementException _) {
            return KERNEL_DEFAULT;
        }
    }

    private static String firstLine(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? "" : lines.getFirst().strip();
        } catch (IOException _) {
            return "";
        }
    }

    /// Whether any port of a range is one of them, reserved or not.
    boolean overlaps(int from, int to) {
        return from <= last && to >= first;
    }

    /// How many ports of a range any program may be given.
    public int unreservedWithin(int from, int to) {
        List<int[]> kept = ranges();
        int count = 0;
        for (int port = Math.max(from, first); port <= Math.min(to, last); port++) {
            int each = port;
            if (kept.stream().noneMatch(it -> each >= it[0] && each <= it[1])) {
                count++;
            }
        }
        return count;
    }

    /// The setting that keeps this range too.
    public String reservedWith(int from, int to) {
        return (reserved.isEmpty() ? "" : reserved + ",") + from + "-" + to;
    }

    private List<int[]> ranges() {
        var ranges = new ArrayList<int[]>();
        for (String each : reserved.split(",")) {
            String[] ends = each.strip().split("-");
            try {
                int low = Integer.parseInt(ends[0]);
                ranges.add(new int[] {low, ends.length > 1 ? Integer.parseInt(ends[1]) : low});
            } catch (NumberFormatException _) {
                // nothing is reserved
            }
        }
        return ranges;
    }
}
