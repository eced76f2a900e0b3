package io.milliwatt.inspector.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.inspector.capture.CaptureFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table of `tshark -z rtp,streams`, and our figures against it.
final class TsharkTable {
    private static final Path TSHARK = Path.of("/usr/bin/tshark");
    private static final double ROUNDING_MILLIS = 0.001001;

    /// Source, destination, SSRC, payload, packets, lost, then the least, mean and greatest delta
    /// and jitter.
    private static final Pattern ROW =
            Pattern.compile(
                    "(\\S+ +\\d+ +\\S+ +\\d+) (0x\\p{XDigit}+)\\s+\\S.*?\\s(\\d+)\\s+(-?\\d+)"
                            + " \\(-?[\\d.]+%\\)((?:\\s+-?[\\d.]+){6})");

    private TsharkTable() {}

    /// Every figure of every stream of `file`, of which there are `streams`.
    static void compare(Path folder, Path file, int streams) throws Exception {
        Map<String, List<String>> theirs = tshark(folder, file);
        StreamTable table = new StreamTable(new MediaHints());
        CaptureFile.at(file).read(table);
        assertEquals(streams, theirs.size());
        assertEquals(streams, table.streams().size());
        for (StreamReport report : table.reports()) {
            List<String> row = theirs.getOrDefault(key(report.key()), List.of());
            assertEquals(Long.parseLong(row.get(0)), report.sequence().packets());
            assertEquals(
                    Long.parseLong(row.get(1)),
                    report.sequence().wiresharkLost(),
                    () -> "lost of " + report);
            TimingReport timing = report.timing();
            Range delta = timing.deltaMillis();
            Range jitter = timing.jitterMillis();
            double[] ours = {
                delta.min(), delta.mean(), delta.max(), jitter.min(), jitter.mean(), jitter.max()
            };
            for (int i = 0; i < ours.length; i++) {
                double their = Double.parseDouble(row.get(2 + i));
                assertEquals(their, ours[i], ROUNDING_MILLIS, "column " + i + " of " + report);
            }
        }
    }

    private static String key(StreamKey key) {
        return "%s %d %s %d %s"
                .formatted(
                        key.source().address().getHostAddress(),
                        key.source().port(),
                        key.destination().address().getHostAddress(),
                        key.destination().port(),
                        key.ssrcText());
    }

    private static Map<String, List<String>> tshark(Path folder, Path file) throws Exception {
        assumeTrue(Files.isExecutable(TSHARK), "tshark is not installed");
        Path output = folder.resolve("tshark.txt");
        Process tshark =
                new ProcessBuilder(
                                TSHARK.toString(),
                                "-n",
                                "--enable-heuristic",
                                "rtp_udp",
                                "-q",
                                "-z",
                                "rtp,streams",
                                "-r",
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(output.toFile())
                        .start();
        assertTrue(tshark.waitFor(60, TimeUnit.SECONDS));
        Map<String, List<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(output)) {
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                List<String> columns = new ArrayList<>(List.of(row.group(3), row.group(4)));
                columns.addAll(Arrays.asList(row.group(5).trim().split("\\s+")));
                String ends = row.group(1).trim().replaceAll(" +", " ");
                rows.put((ends + " " + row.group(2)).toLowerCase(Locale.ROOT), columns);
            }
        }
        return rows;
    }
}
