package io.milliwatt.bench.engine;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// The engines that end with this process. At its end (Ctrl+C included) launches and other work
/// that is under way get time to stop and clean up, then the engines that are left are removed.
final class EphemeralEngines {
    /// Work gets this long to clean up when the process ends.
    private static final long CLEAN_UP_MILLIS = 10_000;

    private final Consumer<Set<String>> remover;
    private final Set<String> names = new HashSet<>();
    private int launches;
    private boolean ending;
    private boolean hooked;

    /// @param remover removes engines by name
    EphemeralEngines(Consumer<Set<String>> remover) {
        this.remover = remover;
    }

    /// A launch, or other work with engines, under way.
    final class Launch implements AutoCloseable {
        private Launch() {}

        /// Whether the process ends, so that the launch must give up.
        boolean isOver() {
            synchronized (EphemeralEngines.this) {
                return ending;
            }
        }

        @Override
        public void close() {
            synchronized (EphemeralEngines.this) {
                launches--;
                EphemeralEngines.this.notifyAll();
            }
        }
    }

    synchronized Launch begin() {
        if (!hooked) {
            hooked = true;
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(this::end, "engines-end"));
            } catch (IllegalStateException _) {
                ending = true; // the process ends already: nothing is begun any more
            }
        }
        launches++;
        return new Launch();
    }

    synchronized void add(String name) {
        names.add(name);
    }

    synchronized void forget(String name) {
        names.remove(name);
    }

    synchronized void rename(String from, String to) {
        if (names.remove(from)) {
            names.add(to);
        }
    }

    private void end() {
        Set<String> left;
        synchronized (this) {
            ending = true;
            long deadline = System.nanoTime() + CLEAN_UP_MILLIS * 1_000_000;
            while (launches > 0) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    break;
                }
                try {
                    wait(millis);
                } catch (InterruptedException _) {
                    break;
                }
            }
            left = Set.copyOf(names);
        }
        if (!left.isEmpty()) {
            remover.accept(left);
        }
    }
}
