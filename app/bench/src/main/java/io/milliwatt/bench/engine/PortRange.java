package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.Locale;

/// A range of UDP ports, both ends included.
public record PortRange(int first, int last) {
    public PortRange {
        if (first < 1 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("port range " + first + "-" + last);
        }
    }

    /// Reads `40000-40019`.
    public static PortRange parse(String text) throws BenchException {
        String[] parts = text.strip().split("-", -1);
        try {
            if (parts.length == 2) {
                return new PortRange(
                        Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
            }
        } catch (IllegalArgumentException _) {
            // told below, in the same words for every way to be wrong
        }
        throw new BenchException(
                ProblemCode.BAD_CONFIGURATION,
                String.format(Locale.ROOT, "\"%s\" is not a port range", text),
                "Give two ports between 1 and 65535, the smaller first, such as 40000-40019");
    }

    public int size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
