package io.milliwatt.desktop;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.tap.CallTaps;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.Taps;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.presentation.tap.TapDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Taps on this machine. Their captures are files of this process: the newest are kept, all are
/// gone with it.
final class LocalTapDesk implements TapDesk, AutoCloseable {
    private static final int MOST_CAPTURES = 20;

    private final Set<Taps> running = ConcurrentHashMap.newKeySet();
    private final Deque<Path> captures = new ArrayDeque<>();
    private Optional<Toolbox> toolbox = Optional.empty();
    private boolean closed;

    @Override
    public Taps open(
            TapPlan plan, Calls phone, Consumer<String> progress, BooleanSupplier cancelled)
            throws BenchException {
        if (plan.hasSidecar() || phone.phoneContainer().isPresent()) {
            toolbox()
                    .prepare(
                            (step, detail, _) ->
                                    progress.accept(
                                            "Builds the toolbox: "
                                                    + step.title()
                                                    + (detail.isBlank() ? "" : ", " + detail)),
                            cancelled);
        }
        Taps taps =
                new Counted(
                        CallTaps.open(
                                toolbox(),
                                plan.writingTo(Optional.of(newFile())),
                                phone,
                                cancelled));
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                running.add(taps);
            }
        }
        if (late) {
            taps.close();
            throw new BenchException(ProblemCode.CANCELLED, "The window was closed", "");
        }
        return taps;
    }

    @Override
    public long octets(Path capture) {
        try {
            return Files.size(capture);
        } catch (IOException _) {
            return 0;
        }
    }

    private synchronized Toolbox toolbox() {
        if (toolbox.isEmpty()) {
            toolbox = Optional.of(Toolbox.create());
        }
        return toolbox.get();
    }

    private synchronized Path newFile() throws BenchException {
        try {
            while (captures.size() >= MOST_CAPTURES) {
                Files.deleteIfExists(captures.removeFirst());
            }
            Path file = Files.createTempFile("milliwatt-call", ".pcapng");
            file.toFile().deleteOnExit();
            captures.addLast(file);
            return file;
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.DISK_FULL,
                    "The capture cannot be written: " + e.getMessage(),
                    "Make room in the folder for temporary files, "
                            + System.getProperty("java.io.tmpdir"),
                    e);
        }
    }

    /// Ends all taps. None is put in place after it.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        running.forEach(Taps::close);
        synchronized (this) {
            captures.forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException _) {
                    // goes with the process
                }
            });
        }
    }

    /// Taps that are forgotten when they are ended.
    private final class Counted implements Taps {
        private final Taps taps;

        Counted(Taps taps) {
            this.taps = taps;
        }

        @Override
        public List<TapReport.TapState> taps() {
            return taps.taps();
        }

        @Override
        public List<StreamReport> streams() {
            return taps.streams();
        }

        @Override
        public TapReport soFar() {
            return taps.soFar();
        }

        @Override
        public Inspection inspection() {
            return taps.inspection();
        }

        @Override
        public TapReport finish() {
            try {
                return taps.finish();
            } finally {
                running.remove(this);
            }
        }

        @Override
        public void close() {
            taps.close();
            running.remove(this);
        }
    }
}
