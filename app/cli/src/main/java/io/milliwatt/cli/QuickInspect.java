package io.milliwatt.cli;

import io.milliwatt.bench.inspector.CaptureReading;
import io.milliwatt.bench.inspector.Captured;
import io.milliwatt.bench.inspector.InspectionJson;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.inspector.Inspection;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.capture.CaptureSummary;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `inspect FILE --json` as scripts ask for it, without the start of the command line's library,
/// which takes longer than reading a hundred thousand packets. Everything else goes the usual way:
/// [InspectCommand].
final class QuickInspect {
    private final Path file;

    private QuickInspect(Path file) {
        this.file = file;
    }

    /// Empty when the arguments say anything else.
    static Optional<QuickInspect> of(String[] arguments) {
        if (arguments.length != 3 || !arguments[0].equals("inspect")) {
            return Optional.empty();
        }
        List<String> rest = Arrays.asList(arguments).subList(1, 3);
        int json = rest.indexOf("--json");
        String name = rest.get(json == 0 ? 1 : 0);
        // an option, or a file with arguments
        boolean isName = !name.isEmpty() && !name.startsWith("-") && !name.startsWith("@");
        try {
            return json >= 0 && isName
                    ? Optional.of(new QuickInspect(Path.of(name)))
                    : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// @return the exit status
    int run(PrintWriter out, PrintWriter err) {
        var console = new Console(out, err);
        Thread.ofPlatform().daemon().name("loading").start(this::writeNothing);
        try (var cancelled = new Cancellation()) {
            Captured captured =
                    CaptureReading.read(file, NatMap.NONE, CaptureProgress.NONE, cancelled);
            console.json(InspectionJson.of(captured));
            return captured.hasError() ? ExitStatus.FAILED : ExitStatus.OK;
        } catch (BenchException | RuntimeException failure) {
            return FailedCommand.tell(failure, console, err);
        }
    }

    /// While the capture is read: what writes is loaded then, and need not be waited for
    /// afterwards.
    private void writeNothing() {
        var nowhere = new PrintWriter(Writer.nullWriter());
        var nothing = new Captured(file, CaptureSummary.NOTHING, Inspection.EMPTY, List.of());
        new Console(nowhere, nowhere).json(InspectionJson.of(nothing));
    }
}
