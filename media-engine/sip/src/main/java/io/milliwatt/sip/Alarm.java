package io.milliwatt.sip;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// One timer of a call, which is set anew or cancelled. Used only in the call's mailbox.
final class Alarm {
    private final StackTimer timer;
    private @Nullable Future<?> running;

    Alarm(StackTimer timer) {
        this.timer = timer;
    }

    /// What ran before is cancelled; it may have gone off already.
    void set(Duration delay, Runnable action) {
        cancel();
        running = timer.after(delay, action);
    }

    void cancel() {
        Future<?> before = running;
        if (before != null) {
            before.cancel(false);
            running = null;
        }
    }
}
