package io.milliwatt.cli;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.Taps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The taps of one call: asked for with `--pcap`, or needed by `--report`, whose file is removed
/// again.
final class WantedTaps implements AutoCloseable {
    private static final Set<ProblemCode> NO_DOCKER =
            EnumSet.of(
                    ProblemCode.DOCKER_NOT_INSTALLED,
                    ProblemCode.DOCKER_NOT_RUNNING,
                    ProblemCode.DOCKER_NO_PERMISSION);

    private final Optional<Taps> taps;
    private final Optional<Path> file;
    private final boolean asked;

    private WantedTaps(Optional<Taps> taps, Optional<Path> file, boolean asked) {
        this.taps = taps;
        this.file = file;
        this.asked = asked;
    }

    /// Opens them; none when neither is wanted. Without Docker there is the phone's own alone.
    ///
    /// @param wanted the file of `--pcap`
    /// @param forReport whether there will be a report
    static WantedTaps open(
            Services services,
            Console console,
            Optional<Path> wanted,
            boolean forReport,
            Called called)
            throws BenchException {
        if (wanted.isEmpty() && !forReport) {
            return new WantedTaps(Optional.empty(), Optional.empty(), false);
        }
        Path file = wanted.isPresent() ? wanted.get() : temporary();
        TapPlan phoneOnly =
                TapPlan.ofPhone("call to " + called.target()).writingTo(Optional.of(file));
        Taps taps;
        if (called.engine().isEmpty()) {
            taps = services.openTaps(phoneOnly, called.calls());
        } else {
            console.note("Putting taps at the phone, the host and the engine");
            TapPlan plan =
                    TapPlan.of(called.engine().get(), "call to " + called.target())
                            .writingTo(Optional.of(file));
            try {
                taps = services.openTaps(plan, called.calls());
            } catch (BenchException problem) {
                // a report is made of what can be had
                if (wanted.isPresent() && !NO_DOCKER.contains(problem.code())) {
                    throw problem;
                }
                console.note("Captured at the phone only: " + problem.getMessage());
                taps = services.openTaps(phoneOnly, called.calls());
            }
        }
        return new WantedTaps(Optional.of(taps), Optional.of(file), wanted.isPresent());
    }

    /// Whom a call goes to, and who places it.
    ///
    /// @param target SIP URI
    record Called(String target, Optional<EngineInfo> engine, Calls calls) {}

    private static Path temporary() throws BenchException {
        try {
            return Files.createTempFile("milliwatt-taps", ".pcapng");
        } catch (IOException failure) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "No temporary file can be written: " + failure.getMessage(),
                    "Make room in " + System.getProperty("java.io.tmpdir"));
        }
    }

    /// Ends the taps, and says what they saw.
    Optional<TapReport> finish() {
        return taps.map(Taps::finish);
    }

    /// What of that is printed: nothing that only the report needs.
    Optional<TapReport> shown(Optional<TapReport> seen) {
        return asked ? seen : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        taps.ifPresent(Taps::close);
        if (!asked && file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
