package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a container may use at most.
///
/// @param cpus processors, such as 1.5; 0 = as many as there are
/// @param memoryBytes memory; there is no swap beside it; 0 = all there is, as where the daemon
///   cannot limit it
public record Limits(double cpus, long memoryBytes) {
    private static final long MEBIBYTE = 1 << 20;

    /// Half a gibibyte, and all processors.
    public static final Limits DEFAULT = new Limits(0, 512 * MEBIBYTE);

    /// Below, the built-in engine's JVM is killed sooner or later: its heap may grow to 320 MiB.
    public static final long LEAST_MEMORY_BYTES = 128 * MEBIBYTE;

    private static final double LEAST_CPUS = 0.05;
    private static final double MOST_CPUS = 1_024;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([bkmg]?)");

    /// Reads `1.5`.
    ///
    /// @throws BenchException `BAD_CONFIGURATION`, with what is allowed
    public Limits withCpus(String text) throws BenchException {
        double number;
        try {
            number = Double.parseDouble(text.strip());
        } catch (NumberFormatException _) {
            number = Double.NaN;
        }
        if (!(number >= LEAST_CPUS && number <= MOST_CPUS)) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "\"" + text + "\" is no number of processors",
                    "Give --cpus a number from 0.05 to what this host has, such as 1.5");
        }
        return new Limits(number, memoryBytes);
    }

    /// Reads `512m` as Docker does: b, k, m, g; powers of 1024.
    ///
    /// @throws BenchException `BAD_CONFIGURATION`, with what is allowed
    public Limits withMemory(String text) throws BenchException {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        long bytes = -1;
        if (size.matches()) {
            int shift =
                    switch (size.group(2)) {
                        case "k" -> 10;
                        case "m" -> 20;
                        case "g" -> 30;
                        default -> 0;
                    };
            long number = Long.parseLong(size.group(1));
            bytes = number > Long.MAX_VALUE >> shift ? -1 : number << shift;
        }
        if (bytes < LEAST_MEMORY_BYTES) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    bytes < 0
                            ? "\"" + text + "\" is no size of memory"
                            : text + " of memory are too little for an engine",
                    "Give --memory 128m or more, such as 512m or 1g");
        }
        return new Limits(cpus, bytes);
    }

    /// `1.5 CPUs, 512 MiB`.
    public String words() {
        String processors =
                cpus == 0
                        ? "all CPUs"
                        : BigDecimal.valueOf(cpus).stripTrailingZeros().toPlainString() + " CPUs";
        return processors
                + ", "
                + (memoryBytes == 0 ? "all memory" : memoryBytes / MEBIBYTE + " MiB");
    }
}
