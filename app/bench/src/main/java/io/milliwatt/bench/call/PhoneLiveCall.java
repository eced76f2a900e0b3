package io.milliwatt.bench.call;

import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.SipUri;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A call of the built-in phone, wherever it stands, watched until its end.
final class PhoneLiveCall implements LiveCall {
    private static final long WATCH_MILLIS = 25;
    private static final long ENGINE_NANOS = 200_000_000;
    private static final long DTMF_AFTER_NANOS = 300_000_000;

    /// After so many failed questions in a row it is asked whether the engine still runs.
    private static final int SUSPICIOUS_FAILURES = 2;

    private final CallRequest request;
    private final PlacedCall call;
    private final Optional<EngineTap> tap;
    private final Function<EngineInfo, Optional<String>> whyEnded;
    private final CallRecorder recorder;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CallSurroundings surroundings;
    private volatile Optional<String> engineDeath = Optional.empty();
    private volatile boolean muted;

    PhoneLiveCall(
            CallRequest request,
            SipUri target,
            PlacedCall call,
            Optional<EngineTap> tap,
            Function<EngineInfo, Optional<String>> whyEnded,
            CallSurroundings surroundings) {
        this.request = request;
        this.call = call;
        this.tap = tap;
        this.whyEnded = whyEnded;
        this.recorder = new CallRecorder(request, target);
        this.surroundings = surroundings;
    }

    /// Starts the thread that watches.
    void watch(Runnable atEnd) {
        Thread.ofVirtual()
                .name("watch-" + call.callId())
                .start(() -> {
                    try {
                        watchUntilEnded();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    } finally {
                        end(atEnd);
                    }
                });
    }

    /// Whatever happened: nobody waits for the end for ever, and no call goes on unwatched.
    private void end(Runnable atEnd) {
        call.hangUp();
        try {
            conclude();
        } finally {
            ended.countDown();
            atEnd.run();
        }
    }

    private void watchUntilEnded() throws InterruptedException {
        surroundings.begin();
        long connectedNanos = 0;
        long engineAskedNanos = 0;
        boolean dialledDigits = request.dtmf().isEmpty();
        while (!call.phase().isEnded()) {
            long now = System.nanoTime();
            if (call.phase().isConnected() && connectedNanos == 0) {
                connectedNanos = now;
            }
            if (connectedNanos != 0) {
                if (!dialledDigits && now - connectedNanos > DTMF_AFTER_NANOS) {
                    dialledDigits = true;
                    call.dtmf(request.dtmf());
                }
                if (request.duration().isPresent()
                        && now - connectedNanos > request.duration().get().toNanos()) {
                    call.hangUp();
                }
                if (now - engineAskedNanos > ENGINE_NANOS) {
                    engineAskedNanos = now;
                    askEngine();
                    surroundings.consider(evidence(call.view()));
                }
            }
            TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
        }
    }

    private void askEngine() {
        tap.ifPresent(engine -> {
            engine.refresh();
            if (engine.failures() >= SUSPICIOUS_FAILURES) {
                engineDeath = whyEngineEnded();
                // it cannot answer a BYE any more: no use in waiting for what the phone would
                // notice in seconds
                engineDeath.ifPresent(_ -> call.hangUp());
            }
        });
    }

    /// What can only be said at the end.
    private void conclude() {
        if (tap.isPresent()) {
            tap.get().refresh();
            // an engine that said goodbye and was gone thereafter did not end the call by dying
            if (tap.get().failures() > 0 && !hungUpByFarEnd()) {
                engineDeath = whyEngineEnded();
            }
        }
        call.conclude();
        surroundings.conclude(evidence(call.view()));
    }

    private CallEvidence evidence(PhoneView view) {
        return recorder.evidence(
                view,
                new CallRecorder.EngineView(
                        tap.map(EngineTap::streams).orElse(List.of()),
                        tap.flatMap(EngineTap::digits),
                        engineDeath),
                surroundings);
    }

    private boolean hungUpByFarEnd() {
        return call.phase()
                .ending()
                .filter(it -> it.kind() == EndReason.Kind.REMOTE_HANG_UP)
                .isPresent();
    }

    /// The first sentence: what it wrote to its log is asked for with `engine logs`.
    private Optional<String> whyEngineEnded() {
        return request.engine().flatMap(whyEnded).map(PhoneLiveCall::firstSentence);
    }

    static String firstSentence(String text) {
        String line = text.lines().findFirst().orElse("");
        int end = line.indexOf(". ");
        return end < 0 ? line : line.substring(0, end + 1);
    }

    @Override
    public CallRecord snapshot() {
        PhoneView view = call.view();
        return recorder.record(view, evidence(view)).from(call.vantage().key());
    }

    @Override
    public double inputLevel() {
        return call.sentLevel();
    }

    @Override
    public double outputLevel() {
        return call.heardLevel();
    }

    @Override
    public boolean connected() {
        return call.phase().isConnected();
    }

    @Override
    public boolean ended() {
        return ended.getCount() == 0;
    }

    @Override
    public boolean muted() {
        return muted;
    }

    @Override
    public boolean held() {
        return call.phase().localHold();
    }

    @Override
    public void hangUp() {
        call.hangUp();
    }

    @Override
    public void mute(boolean mute) {
        muted = mute;
        call.mute(mute);
    }

    @Override
    public void hold(boolean hold) {
        call.hold(hold);
    }

    @Override
    public void dtmf(String digits) {
        call.dtmf(digits);
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
