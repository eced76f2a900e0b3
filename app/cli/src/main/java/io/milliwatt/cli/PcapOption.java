package io.milliwatt.cli;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.Taps;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--pcap` of the commands that call.
final class PcapOption {
    private static final Set<ProblemCode> NO_DOCKER =
            EnumSet.of(
                    ProblemCode.DOCKER_NOT_INSTALLED,
                    ProblemCode.DOCKER_NOT_RUNNING,
                    ProblemCode.DOCKER_NO_PERMISSION);

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description =
                    "Capture the call at the phone, the host and the engine into a pcapng file, and show what each hop did")
    private @Nullable Path file;

    /// The taps, when they are asked for. Without Docker there is the phone's own alone.
    Optional<Taps> open(
            Services services,
            Console console,
            Optional<EngineInfo> engine,
            String target,
            Calls calls)
            throws BenchException {
        if (file == null) {
            return Optional.empty();
        }
        Optional<Path> to = Optional.of(file);
        TapPlan phoneOnly = TapPlan.ofPhone("call to " + target).writingTo(to);
        if (engine.isEmpty()) {
            return Optional.of(services.openTaps(phoneOnly, calls));
        }
        console.note("Putting taps at the phone, the host and the engine");
        try {
            TapPlan plan = TapPlan.of(engine.get(), "call to " + target).writingTo(to);
            return Optional.of(services.openTaps(plan, calls));
        } catch (BenchException problem) {
            if (!NO_DOCKER.contains(problem.code())) {
                throw problem;
            }
            console.note("Captured at the phone only: " + problem.getMessage());
            return Optional.of(services.openTaps(phoneOnly, calls));
        }
    }
}
