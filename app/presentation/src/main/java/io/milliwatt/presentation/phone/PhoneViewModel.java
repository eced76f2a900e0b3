package io.milliwatt.presentation.phone;

import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.LiveCall;
import io.milliwatt.bench.call.MediaSecurity;
import io.milliwatt.bench.call.Vantage;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.presentation.Surroundings;
import io.milliwatt.presentation.bridge.Latest;
import io.milliwatt.presentation.phone.PhoneState.Connected;
import io.milliwatt.presentation.phone.PhoneState.Dialling;
import io.milliwatt.presentation.phone.PhoneState.Ended;
import io.milliwatt.presentation.phone.PhoneState.Held;
import io.milliwatt.presentation.phone.PhoneState.Idle;
import io.milliwatt.presentation.phone.PhoneState.Outcome;
import io.milliwatt.presentation.phone.PhoneState.Preparing;
import io.milliwatt.presentation.phone.PhoneState.Ringing;
import io.milliwatt.presentation.settings.AudioSetting;
import io.milliwatt.presentation.tap.TapState;
import io.milliwatt.presentation.tap.TapsViewModel;
import io.milliwatt.presentation.task.RunningTask;
import io.milliwatt.presentation.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The phone of the bench. One call at a time.
public final class PhoneViewModel {
    /// How often a call is looked at.
    public static final Duration WATCH_PERIOD = Duration.ofMillis(100);

    /// No name stands for the phone's own order.
    private static final List<String> CODECS = List.of();

    private static final String DIGITS = "0123456789*#ABCD";

    private final Surroundings with;
    private final Supplier<Optional<EngineInfo>> engine;
    private final Supplier<AudioSetting> audio;
    private final VantageViewModel vantage;
    private final TapsViewModel taps;
    private final Consumer<CallSight> watcher;

    private final ReadOnlyObjectWrapper<PhoneState> state = new ReadOnlyObjectWrapper<>(new Idle());
    private final StringProperty dialText = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper digits = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper muted = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper inputLevel = new ReadOnlyDoubleWrapper();
    private final ReadOnlyDoubleWrapper outputLevel = new ReadOnlyDoubleWrapper();
    private final Latest<Sample> samples;

    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();

    private Optional<LiveCall> call = Optional.empty();
    private Optional<EngineInfo> calledEngine = Optional.empty();
    private RunningTask watchTask = RunningTask.NONE;
    private RunningTask dialling = RunningTask.NONE;
    private String suggested = "";
    private long dialled;
    private boolean fromLan;
    private boolean hangUpWhenDialled;

    /// What a look at the call found.
    private record Sample(
            LiveCall call,
            CallRecord record,
            double inputLevel,
            double outputLevel,
            boolean muted,
            boolean held,
            boolean ended) {}

    /// A call as it is seen from outside the phone.
    ///
    /// @param number counts the calls of this window
    /// @param engine the engine that is called, when it is the bench's
    /// @param vantage where the phone stands
    /// @param over whether this is the last of it
    public record CallSight(
            long number,
            CallRecord record,
            Optional<EngineInfo> engine,
            Vantage vantage,
            boolean over) {}

    /// @param engine the engine of the bench, while it runs
    /// @param audio what the next call sends
    /// @param vantage where the phone stands
    /// @param taps see the call, where that is wanted
    /// @param watcher is told each look at the call, and its end
    public PhoneViewModel(
            Surroundings with,
            Supplier<Optional<EngineInfo>> engine,
            Supplier<AudioSetting> audio,
            VantageViewModel vantage,
            TapsViewModel taps,
            Consumer<CallSight> watcher) {
        this.with = with;
        this.engine = engine;
        this.audio = audio;
        this.vantage = vantage;
        this.taps = taps;
        this.watcher = watcher;
        samples = new Latest<>(with.ui(), this::show);
    }

    public ReadOnlyObjectProperty<PhoneState> state() {
        return state.getReadOnlyProperty();
    }

    /// What is in the dial field: a SIP address, or a number of the engine.
    public StringProperty dialText() {
        return dialText;
    }

    /// Why nothing was dialled; empty when there is nothing to say.
    public ReadOnlyStringProperty hint() {
        return hint.getReadOnlyProperty();
    }

    /// The digits sent in this call.
    public ReadOnlyStringProperty digits() {
        return digits.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty muted() {
        return muted.getReadOnlyProperty();
    }

    /// Level of what is sent, 0..1.
    public ReadOnlyDoubleProperty inputLevel() {
        return inputLevel.getReadOnlyProperty();
    }

    /// Level of what is heard, 0..1.
    public ReadOnlyDoubleProperty outputLevel() {
        return outputLevel.getReadOnlyProperty();
    }

    /// Puts the engine's echo number into the dial field, unless the user wrote something there.
    public void suggest(EngineInfo info) {
        if (dialText.get().isBlank() || dialText.get().equals(suggested)) {
            suggested = info.dial("echo");
            dialText.set(suggested);
        }
    }

    /// Dials a test number of the engine.
    public void dial(String number) {
        if (!state.get().inCall()) {
            dialText.set(engine.get().map(info -> info.dial(number)).orElse(number));
            dial();
        }
    }

    /// Dials what is in the dial field.
    public void dial() {
        if (state.get().inCall()) {
            return;
        }
        Optional<EngineInfo> running = engine.get();
        Optional<DialTarget> target = DialTarget.of(dialText.get(), running);
        if (target.isEmpty()) {
            hint.set(
                    dialText.get().isBlank()
                            ? "Type a test number or an address such as sip:echo@192.168.1.20"
                            : "Launch the engine first, or give a full address such as"
                                    + " sip:echo@192.168.1.20");
            return;
        }
        place(target.get());
    }

    /// Ends the call, answered or not.
    public void hangUp() {
        if (call.isPresent()) {
            onCall("hang up", LiveCall::hangUp);
        } else {
            hangUpWhenDialled = state.get().inCall();
            if (state.get() instanceof Preparing) {
                dialling.cancel();
            }
        }
    }

    /// Stops sending what the microphone hears, or begins again.
    public void mute(boolean wanted) {
        muted.set(wanted && state.get().answered());
        onCall("mute", live -> live.mute(wanted));
    }

    /// Puts the call on hold, or takes it back.
    public void hold(boolean wanted) {
        onCall("hold", live -> live.hold(wanted));
    }

    /// Sends a digit, `0-9*#A-D`, while the call is answered.
    public void press(String digit) {
        String key = digit.toUpperCase(Locale.ROOT);
        if (state.get().answered() && key.length() == 1 && DIGITS.contains(key)) {
            digits.set(digits.get() + key);
            onCall("send a digit", live -> live.dtmf(key));
        }
    }

    private void place(DialTarget target) {
        dialled++;
        hint.set("");
        digits.set("");
        muted.set(false);
        hangUpWhenDialled = false;
        Optional<LanPhone> lan = vantage.lanPhone();
        fromLan = lan.isPresent();
        taps.prepare(target.engine());
        boolean tapped = taps.state().get() instanceof TapState.Opening;
        state.set(tapped ? new Preparing(target.uri()) : new Dialling(target.uri()));
        TapsViewModel.Opening opening = taps.opening(target.uri());
        var request =
                new CallRequest(
                        target.uri(),
                        target.engine(),
                        Optional.empty(),
                        audio.get().choice(),
                        CODECS,
                        "udp",
                        "",
                        MediaSecurity.OFF);
        dialling =
                with.runner()
                        .run(
                                "dial",
                                cancelled -> {
                                    Calls phone =
                                            lan.isPresent() ? lan.get() : with.backend().calls();
                                    return TappedCall.place(phone, request, opening, cancelled);
                                },
                                (TaskState<TappedCall> end) -> {
                                    switch (end) {
                                        case TaskState.Running<TappedCall> _ -> {}
                                        case TaskState.Done<TappedCall>(var placed) -> {
                                            taps.begin(placed.taps());
                                            watch(placed.call(), target);
                                        }
                                        case TaskState.Failed<TappedCall>(var problem) -> {
                                            taps.none();
                                            refuse(target, problem);
                                        }
                                        case TaskState.Cancelled<TappedCall> _ -> {
                                            taps.none();
                                            state.set(new Idle());
                                        }
                                    }
                                });
    }

    private void refuse(DialTarget target, BenchException problem) {
        state.set(
                new Ended(
                        target.uri(),
                        Outcome.NO_CALL,
                        problem.getMessage(),
                        problem.fix(),
                        Duration.ZERO));
    }

    private void watch(LiveCall live, DialTarget target) {
        call = Optional.of(live);
        calledEngine = target.engine();
        watchTask.cancel();
        watchTask = with.runner().repeat("watch the call", WATCH_PERIOD, () -> look(live));
        if (hangUpWhenDialled) {
            hangUp();
        }
    }

    /// On the task runner's thread.
    private void look(LiveCall live) {
        boolean ended = live.ended();
        samples.offer(
                new Sample(
                        live,
                        live.snapshot(),
                        live.inputLevel(),
                        live.outputLevel(),
                        live.muted(),
                        live.held(),
                        ended));
    }

    private void show(Sample sample) {
        if (call.isEmpty() || call.get() != sample.call()) {
            return;
        }
        CallRecord record = sample.record();
        if (sample.ended()) {
            watchTask.cancel();
            call = Optional.empty();
            inputLevel.set(0);
            outputLevel.set(0);
            muted.set(false);
            state.set(ended(record));
            watcher.accept(sight(record, true));
            return;
        }
        inputLevel.set(sample.inputLevel());
        outputLevel.set(sample.outputLevel());
        state.set(going(record, sample.held()));
        watcher.accept(sight(record, false));
    }

    private CallSight sight(CallRecord record, boolean over) {
        return new CallSight(
                dialled, record, calledEngine, fromLan ? Vantage.LAN : Vantage.HOST, over);
    }

    private static PhoneState going(CallRecord record, boolean held) {
        String target = record.target();
        if (record.setUpMillis() < 0) {
            boolean rings =
                    record.state().equals("ringing") || record.state().equals("early media");
            return rings ? new Ringing(target) : new Dialling(target);
        }
        Duration duration = Duration.ofMillis(Math.round(record.durationMillis()));
        String codec = record.streams().stream().map(StreamRecord::codec).findFirst().orElse("");
        return held ? new Held(target, duration, codec) : new Connected(target, duration, codec);
    }

    private static Ended ended(CallRecord record) {
        Outcome outcome =
                switch (record.verdict()) {
                    case AUDIO -> Outcome.GOOD;
                    case NO_AUDIO -> Outcome.SILENT;
                    case NO_CALL -> record.setUpMillis() < 0 ? Outcome.NO_CALL : Outcome.SILENT;
                    case NO_ENGINE -> record.setUpMillis() < 0 ? Outcome.NO_CALL : Outcome.CUT_OFF;
                };
        String fix =
                outcome == Outcome.GOOD || record.findings().isEmpty()
                        ? ""
                        : record.findings().getFirst().fix();
        return new Ended(
                record.target(),
                outcome,
                record.endReason().isBlank() ? "The call ended" : record.endReason(),
                fix,
                Duration.ofMillis(Math.round(Math.max(0, record.durationMillis()))));
    }

    /// Commands to a call are carried out one after the other, in the order in which they were
    /// given: digits depend on it.
    private void onCall(String name, Consumer<LiveCall> command) {
        call.ifPresent(live -> {
            commands.add(() -> command.accept(live));
            with.runner().run(name, _ -> carryOut(), (TaskState<Integer> _) -> {});
        });
    }

    /// On the task runner's thread.
    private int carryOut() {
        int done = 0;
        synchronized (commands) {
            for (Runnable next = commands.poll(); next != null; next = commands.poll()) {
                next.run();
                done++;
            }
        }
        return done;
    }
}
