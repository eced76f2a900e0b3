package io.milliwatt.bench.call;

import io.milliwatt.bench.record.CallRecord;
import java.time.Duration;

/// A call that goes on. Safe to use from any thread; nothing here blocks but [#await(Duration)].
public interface LiveCall {
    /// What is known now, joined from the phone's and the engine's view (the engine's is at most
    /// 250 ms old).
    CallRecord snapshot();

    /// Level of what is sent, 0..1 (RMS over 20 ms, full scale sine = 1).
    double inputLevel();

    /// Level of what is heard, 0..1.
    double outputLevel();

    /// Whether it was answered, and goes on.
    default boolean connected() {
        return snapshot().state().equals("connected");
    }

    boolean ended();

    boolean muted();

    boolean held();

    void hangUp();

    void mute(boolean muted);

    void hold(boolean held);

    /// Sends digits `0-9*#A-D` as telephone-event (RFC 4733), or by INFO when the far end takes
    /// none.
    void dtmf(String digits);

    /// Waits for the end of the call, at most so long.
    boolean await(Duration atMost) throws InterruptedException;
}
