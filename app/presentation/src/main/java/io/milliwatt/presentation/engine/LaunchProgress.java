package io.milliwatt.presentation.engine;

import io.milliwatt.bench.engine.LaunchStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a launch is: the steps done with the time each took, and the one being done. Grows with
/// each report, so that a report that is never shown loses nothing.
///
/// @param begun when the launch began
/// @param done the steps done, in order
/// @param current the step being done; empty before the first report and after the last
public record LaunchProgress(Instant begun, List<Done> done, Optional<Doing> current) {
    /// A step that is done.
    ///
    /// @param detail what was found
    /// @param took how long it took
    public record Done(LaunchStep step, String detail, Duration took) {}

    /// The step being done.
    ///
    /// @param fraction share done, 0..1; negative when not known
    public record Doing(LaunchStep step, String detail, double fraction, Instant since) {}

    public LaunchProgress {
        done = List.copyOf(done);
    }

    /// A launch that begins.
    public static LaunchProgress begin(Instant now) {
        return new LaunchProgress(now, List.of(), Optional.empty());
    }

    /// After a report: a report of another step says that the one before is done.
    public LaunchProgress report(LaunchStep step, String detail, double fraction, Instant now) {
        if (current.isPresent() && current.get().step() == step) {
            Doing doing = current.get();
            String words = detail.isBlank() ? doing.detail() : detail;
            return new LaunchProgress(
                    begun, done, Optional.of(new Doing(step, words, fraction, doing.since())));
        }
        return new LaunchProgress(
                begun, finish(now).done(), Optional.of(new Doing(step, detail, fraction, now)));
    }

    /// After the last step.
    public LaunchProgress finish(Instant now) {
        if (current.isEmpty()) {
            return this;
        }
        Doing last = current.get();
        List<Done> all = new ArrayList<>(done);
        all.add(new Done(last.step(), last.detail(), Duration.between(last.since(), now)));
        return new LaunchProgress(begun, all, Optional.empty());
    }
}
