package io.milliwatt.bench.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A process beyond doubt: its number alone is used again sooner or later, so the time it started
/// (clock ticks since boot), the boot, and the namespace its number belongs to go with it.
///
/// @param boot the kernel's random id of this boot
/// @param namespace the PID namespace, `pid:[4026531836]`
/// @param pid its number
/// @param startTicks field 22 of `/proc/PID/stat`
public record ProcessIdentity(String boot, String namespace, long pid, long startTicks) {
    private static final Path PROC = Path.of("/proc");
    private static final int START_TIME = 22;

    /// This process.
    public static ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        return of(pid).orElseGet(
                        () -> new ProcessIdentity(currentBoot(), currentNamespace(), pid, 0));
    }

    /// A process of this host, empty when there is none with this number.
    public static Optional<ProcessIdentity> of(long pid) {
        long ticks = startTicks(pid);
        return ticks < 0
                ? Optional.empty()
                : Optional.of(new ProcessIdentity(currentBoot(), currentNamespace(), pid, ticks));
    }

    /// Whether it runs now.
    public boolean isAlive() {
        return isOfThisBoot() && startTicks(pid) == startTicks;
    }

    /// Whether it certainly has ended. False when that cannot be known from here: a process in
    /// another container, or, when `sameMachine` is false, of another boot, which may be another
    /// host.
    ///
    /// @param sameMachine whether it is known to be a process of this machine
    public boolean hasEnded(boolean sameMachine) {
        if (!boot.equals(currentBoot())) {
            return sameMachine;
        }
        return namespace.equals(currentNamespace()) && !isAlive();
    }

    private boolean isOfThisBoot() {
        return boot.equals(currentBoot()) && namespace.equals(currentNamespace());
    }

    /// One word, for a label.
    public String word() {
        return boot + "/" + namespace + "/" + pid + "/" + startTicks;
    }

    /// Reads [#word()]; empty when it is something else.
    public static Optional<ProcessIdentity> parse(String word) {
        String[] part = word.split("/", -1);
        try {
            if (part.length == 4) {
                return Optional.of(
                        new ProcessIdentity(
                                part[0],
                                part[1],
                                Long.parseLong(part[2]),
                                Long.parseLong(part[3])));
            }
        } catch (NumberFormatException _) {
            // told below
        }
        return Optional.empty();
    }

    private static String currentBoot() {
        try {
            return Files.readAllLines(PROC.resolve("sys/kernel/random/boot_id")).getFirst();
        } catch (IOException _) {
            return "unknown";
        }
    }

    private static String currentNamespace() {
        try {
            return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
        } catch (IOException _) {
            return "unknown";
        }
    }

    /// Start time of a process in clock ticks since boot; negative when there is no such process,
    /// or when it is a zombie.
    private static long startTicks(long pid) {
        return ProcessStat.read(pid)
                .filter(stat -> !stat.isZombie())
                .map(stat -> stat.number(START_TIME))
                .orElse(-1L);
    }
}
