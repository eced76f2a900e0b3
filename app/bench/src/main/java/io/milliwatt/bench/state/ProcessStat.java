package io.milliwatt.bench.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One reading of `/proc/PID/stat` (proc(5)).
///
/// @param fields the fields after the name, which may hold blanks and brackets itself; the first of
///   them is field 3, the state
public record ProcessStat(String[] fields) {
    private static final int FIRST_FIELD = 3;
    private static final int USER_TICKS = 14;
    private static final int SYSTEM_TICKS = 15;

    /// Clock ticks a second in everything the kernel shows to programs: USER_HZ, 100 on every
    /// architecture Java runs on.
    public static final int TICKS_PER_SECOND = 100;

    public static Optional<ProcessStat> read(long pid) {
        try {
            String text =
                    Files.readString(
                            Path.of("/proc", Long.toString(pid), "stat"),
                            StandardCharsets.ISO_8859_1);
            return Optional.of(
                    new ProcessStat(text.substring(text.lastIndexOf(')') + 2).split(" ", -1)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    public long number(int field) {
        return Long.parseLong(fields[field - FIRST_FIELD].strip());
    }

    public boolean isZombie() {
        return fields[0].equals("Z") || fields[0].equals("X");
    }

    /// CPU time it used since it started; clock ticks.
    public long cpuTicks() {
        return number(USER_TICKS) + number(SYSTEM_TICKS);
    }
}
