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
    private final Optional<Path> temporary;

    private WantedTaps(Optional<Taps> taps, Optional<Path> temporary) {
        this.taps = taps;
        this.temporary = temporary;
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
        if (wanted.isPresent()) {
            return new WantedTaps(
                    Optional.of(taps(services, console, wanted.get(), false, called)),
                    Optional.empty());
        }
        if (!forReport) {
            return new WantedTaps(Optional.empty(), Optional.empty());
        }
        Path temporary = temporary();
        try {
            return new WantedTaps(
                    Optional.of(taps(services, console, temporary, true, called)),
                    Optional.of(temporary));
        } catch (BenchException | RuntimeException failure) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }

    /// @param anyProblem whether the phone's own will do when the others cannot be had, whatever
    ///   the reason: a report is made of what can be had
    private static Taps taps(
            Services services, Console console, Path file, boolean anyProblem, Called called)
            throws BenchException {
        String purpose = "call to " + called.target();
        TapPlan phoneOnly = TapPlan.ofPhone(purpose).writingTo(Optional.of(file));
        if (called.engine().isEmpty()) {
            return services.openTaps(phoneOnly, called.calls());
        }
        console.note("Putting taps at the phone, the host and the engine");
        TapPlan all = TapPlan.of(called.engine().get(), purpose).writingTo(Optional.of(file));
        try {
            return services.openTaps(all, called.calls());
        } catch (BenchException problem) {
            if (!anyProblem && !NO_DOCKER.contains(problem.code())) {
                throw problem;
            }
            console.note("Captured at the phone only: " + problem.getMessage());
            return services.openTaps(phoneOnly, called.calls());
        }
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
        return temporary.isEmpty() ? seen : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        taps.ifPresent(Taps::close);
        if (temporary.isPresent()) {
            Files.deleteIfExists(temporary.get());
        }
    }
}
