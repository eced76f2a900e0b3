package io.milliwatt.presentation.tap;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.tap.TapPlan;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.bench.tap.Taps;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.call.CallCapture;
import io.milliwatt.presentation.call.CaptureDesk;
import io.milliwatt.presentation.engine.DockerStatus;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;

/// The taps of the bench's calls: the choice whether there are any, and what they see.
public final class TapsViewModel {
    /// How often the taps are looked at.
    public static final Duration WATCH_PERIOD = Duration.ofMillis(500);

    /// A capture that has so many octets is ended; the call goes on.
    static final long MOST_OCTETS = 1L << 30;

    private static final String FULL =
            "the capture has 1 GB and was ended; the call goes on without it";
    private static final String BEGIN = "Puts taps at the phone, the host and the engine";
    private static final String BEGIN_PHONE = "Puts a tap at the phone";

    private final Surroundings with;
    private final BooleanProperty wanted = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper limit = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<TapState> state =
            new ReadOnlyObjectWrapper<>(new TapState.Off());
    private final ReadOnlyObjectWrapper<TapReport> figures =
            new ReadOnlyObjectWrapper<>(TapReport.NOTHING);
    private final Latest<String> steps;
    private final Latest<Seen> seen;
    private Optional<Taps> taps = Optional.empty();
    private Optional<EngineInfo> engine = Optional.empty();
    private RunningTask watching = RunningTask.NONE;
    private boolean full;

    /// What a look at taps found.
    ///
    /// @param octets of the capture so far
    private record Seen(Taps taps, TapReport report, long octets) {}

    /// What came of putting taps in place.
    ///
    /// @param taps empty when none were wanted, or they could not be put in place
    /// @param problem why they could not
    public record Opened(Optional<Taps> taps, Optional<BenchException> problem) {
        /// None were wanted.
        public static final Opened NONE = new Opened(Optional.empty(), Optional.empty());
    }

    /// What came of ending them.
    private record Ended(TapReport report, Optional<CallCapture> capture, String note) {}

    /// @param docker without it there is the phone's tap alone
    public TapsViewModel(Surroundings with, ObservableValue<DockerStatus> docker) {
        this.with = with;
        steps = new Latest<>(with.ui(), this::showStep);
        seen = new Latest<>(with.ui(), this::show);
        docker.addListener((_, _, now) -> limit.set(limitOf(now)));
        limit.set(limitOf(docker.getValue()));
    }

    /// Whether the next call is captured.
    public BooleanProperty wanted() {
        return wanted;
    }

    /// Why calls can be captured at the phone only; empty when they can at every hop.
    public ReadOnlyStringProperty limit() {
        return limit.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<TapState> state() {
        return state.getReadOnlyProperty();
    }

    /// What the taps of the call that goes on, or of the last one, saw; nothing when it had none.
    public ReadOnlyObjectProperty<TapReport> figures() {
        return figures.getReadOnlyProperty();
    }

    private static String limitOf(DockerStatus status) {
        return status instanceof DockerStatus.Unreachable(var problem) ? problem.title() : "";
    }

    /// A call begins; its taps, if it is to have any, are about to be put in place.
    ///
    /// @param called the engine that is called, if it is the bench's
    public void prepare(Optional<EngineInfo> called) {
        watching.cancel();
        taps = Optional.empty();
        engine = called;
        figures.set(TapReport.NOTHING);
        state.set(
                wanted.get()
                        ? new TapState.Opening(everyHop(called) ? BEGIN : BEGIN_PHONE)
                        : new TapState.Off());
    }

    private boolean everyHop(Optional<EngineInfo> called) {
        return called.isPresent() && limit.get().isEmpty();
    }

    /// How to put them in place: to be done on the task runner, before dialling.
    ///
    /// @param target whom the call is to
    public Opening opening(String target) {
        if (!wanted.get()) {
            return (_, _) -> Opened.NONE;
        }
        String what = "call to " + target;
        TapPlan plan =
                everyHop(engine) ? TapPlan.of(engine.orElseThrow(), what) : TapPlan.ofPhone(what);
        return (phone, cancelled) -> {
            try {
                return new Opened(
                        Optional.of(
                                with.backend().taps().open(plan, phone, steps::offer, cancelled)),
                        Optional.empty());
            } catch (BenchException problem) {
                if (problem.code() == ProblemCode.CANCELLED || cancelled.getAsBoolean()) {
                    throw problem;
                }
                return new Opened(Optional.empty(), Optional.of(problem));
            }
        };
    }

    /// Puts taps in place for the calls of a phone.
    @FunctionalInterface
    public interface Opening {
        /// On the task runner's thread.
        ///
        /// @throws BenchException `CANCELLED`; any other problem is told, and the call is placed
        Opened open(Calls phone, BooleanSupplier cancelled) throws BenchException;
    }

    /// They are in place, or could not be put there.
    public void begin(Opened opened) {
        taps = opened.taps();
        full = false;
        if (opened.problem().isPresent()) {
            state.set(new TapState.Failed(Problem.of(opened.problem().get())));
            return;
        }
        state.set(taps.isPresent() ? new TapState.Capturing() : new TapState.Off());
        taps.ifPresent(these ->
                watching =
                        with.runner()
                                .repeat(
                                        "look at the taps",
                                        WATCH_PERIOD,
                                        () -> seen.offer(look(these))));
    }

    /// On the task runner's thread.
    private Seen look(Taps these) {
        TapReport report = these.soFar();
        return new Seen(these, report, report.file().map(with.backend().taps()::octets).orElse(0L));
    }

    private void showStep(String step) {
        if (state.get() instanceof TapState.Opening) {
            state.set(new TapState.Opening(step));
        }
    }

    private void show(Seen newest) {
        if (taps.filter(newest.taps()::equals).isEmpty()
                || !(state.get() instanceof TapState.Capturing)) {
            return;
        }
        if (newest.octets() > MOST_OCTETS && !full) {
            full = true;
            with.runner()
                    .run(
                            "end the capture that is full",
                            _ -> newest.taps().finish(),
                            (TaskState<TapReport> _) -> {});
        }
        figures.set(full ? withNote(newest.report()) : newest.report());
    }

    private static TapReport withNote(TapReport report) {
        List<String> notes = new ArrayList<>(report.notes());
        notes.add(FULL);
        return new TapReport(report.taps(), report.hops(), report.clocks(), notes, report.file());
    }

    /// There is no call: what was being put in place is not.
    public void none() {
        if (state.get() instanceof TapState.Opening) {
            state.set(new TapState.Off());
        }
    }

    /// The call is over: ends its taps, and reads what they wrote.
    ///
    /// @param taken gets the capture, when there is one
    public void finish(Consumer<CallCapture> taken) {
        if (taps.isEmpty()) {
            return;
        }
        Taps these = taps.get();
        watching.cancel();
        state.set(new TapState.Ending());
        NatMap known = translations(engine);
        with.runner()
                .run(
                        "end the capture",
                        cancelled -> end(these, known, cancelled),
                        (TaskState<Ended> end) -> ended(these, end, taken));
    }

    /// On the task runner's thread.
    private Ended end(Taps these, NatMap known, BooleanSupplier cancelled) {
        TapReport report = these.finish();
        if (report.file().isEmpty()) {
            return new Ended(report, Optional.empty(), "");
        }
        try {
            CaptureDesk.Opened read =
                    with.backend()
                            .captures()
                            .open(report.file().get(), known, CaptureProgress.NONE, cancelled);
            return new Ended(report, Optional.of(new CallCapture(read, report)), "");
        } catch (BenchException problem) {
            return new Ended(report, Optional.empty(), problem.getMessage() + ". " + problem.fix());
        }
    }

    private void ended(Taps these, TaskState<Ended> end, Consumer<CallCapture> taken) {
        if (end instanceof TaskState.Running<Ended>) {
            return;
        }
        boolean newest = taps.filter(these::equals).isPresent();
        if (newest) {
            taps = Optional.empty();
        }
        if (end instanceof TaskState.Done<Ended>(var what)) {
            if (newest) {
                figures.set(full ? withNote(what.report()) : what.report());
                state.set(new TapState.Over(what.note()));
            }
            what.capture().ifPresent(taken);
        } else if (newest) {
            state.set(new TapState.Over("The capture was not read"));
        }
    }

    /// What Docker does to the addresses, as far as the engine tells: ports stay.
    private static NatMap translations(Optional<EngineInfo> engine) {
        return engine.flatMap(info ->
                        info.containerAddress()
                                .filter(inside -> !inside.equals(info.reachedAt()))
                                .map(inside ->
                                        NatMap.of(
                                                List.of(),
                                                List.of(
                                                        new NatMap.AddressTranslation(
                                                                info.reachedAt(), inside)))))
                .orElse(NatMap.NONE);
    }
}
