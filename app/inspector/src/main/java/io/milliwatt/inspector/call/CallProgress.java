package io.milliwatt.inspector.call;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How far a call came and how it ended, message by message. One thread.
final class CallProgress {
    private static final int MOVED = 300;
    private static final int FAILURE = 400;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int BUSY_HERE = 486;
    private static final int TERMINATED = 487;
    private static final int SERVER_FAILURE = 500;
    private static final int BUSY_EVERYWHERE = 600;

    private final String method;
    private CallState state;
    private Release release = Release.NONE;
    private boolean cancelled;
    private OptionalLong begun = OptionalLong.empty();
    private OptionalLong firstAnswer = OptionalLong.empty();
    private OptionalLong ringing = OptionalLong.empty();
    private OptionalLong finalAnswer = OptionalLong.empty();
    private OptionalLong answered = OptionalLong.empty();
    private OptionalLong hungUp = OptionalLong.empty();
    private long answeredCseq = Long.MAX_VALUE;

    /// @param method of the request that began it
    /// @param initial false = the capture began within the call
    CallProgress(String method, boolean initial) {
        this.method = method;
        state = initial || !method.equals("INVITE") ? CallState.SETTING_UP : CallState.IN_CALL;
        if (!initial && (method.equals("BYE") || method.equals("ACK"))) {
            state = CallState.IN_CALL;
        }
    }

    CallState state() {
        return state;
    }

    Release release() {
        return release;
    }

    void step(Heard message) {
        MessageHead head = message.head();
        long now = message.place().timeNanos();
        if (head.isRequest()) {
            onRequest(message, head, now);
        } else if (head.method().equals(method) && head.cseq() <= answeredCseq) {
            onStatus(message, head, now);
        }
    }

    private void onRequest(Heard message, MessageHead head, long now) {
        switch (head.method()) {
            case "BYE" -> {
                if (hungUp.isEmpty()) {
                    hungUp = OptionalLong.of(now);
                    state = CallState.COMPLETED;
                    release = released(message, head, head.from().word() + " hung up");
                }
            }
            case "CANCEL" -> {
                if (answered.isEmpty() && !state.ended()) {
                    cancelled = true;
                    state = CallState.CANCELLED;
                    release = released(message, head, "caller gave up before an answer");
                }
            }
            default -> {
                boolean again = head.method().equals(method) && answered.isEmpty();
                if (again && begun.isEmpty()) {
                    begun = OptionalLong.of(now);
                }
                if (again && state.ended() && !cancelled) {
                    state = CallState.SETTING_UP; // tried again, as with credentials
                    release = Release.NONE;
                    finalAnswer = OptionalLong.empty();
                }
            }
        }
    }

    private void onStatus(Heard message, MessageHead head, long now) {
        if (answered.isPresent()) {
            return; // of a fork, another hop, or sent again
        }
        int status = head.status();
        if (status > 100 && firstAnswer.isEmpty() && status != 401 && status != 407) {
            firstAnswer = OptionalLong.of(now);
        }
        if (status < 200) {
            if (status > 100 && !cancelled) {
                state = CallState.RINGING;
                release = Release.NONE;
                ringing = ringing.isPresent() ? ringing : OptionalLong.of(now);
            }
            return;
        }
        finalAnswer = OptionalLong.of(now);
        if (status < MOVED) {
            answered = OptionalLong.of(now);
            answeredCseq = head.cseq() < 0 ? Long.MAX_VALUE : head.cseq();
            state = method.equals("INVITE") ? CallState.IN_CALL : CallState.COMPLETED;
            release = Release.NONE;
            return;
        }
        if (cancelled) {
            return;
        }
        state = stateOf(status);
        String words = ReasonWords.ofStatus(status, head.startLine());
        release =
                new Release(
                        Optional.of(head.from()),
                        status,
                        ReasonWords.of(message.facts().reason(), words));
    }

    /// By a request, for its own reason or else in these words.
    private static Release released(Heard message, MessageHead head, String words) {
        return new Release(
                Optional.of(head.from()),
                ReasonWords.status(message.facts().reason()),
                ReasonWords.of(message.facts().reason(), words));
    }

    private static CallState stateOf(int status) {
        if (status < FAILURE) {
            return CallState.DIVERTED;
        }
        if (status == BUSY_HERE || status == BUSY_EVERYWHERE) {
            return CallState.BUSY;
        }
        if (status == TERMINATED) {
            return CallState.CANCELLED;
        }
        boolean failed =
                status == REQUEST_TIMEOUT || status >= SERVER_FAILURE && status < BUSY_EVERYWHERE;
        return failed ? CallState.FAILED : CallState.REJECTED;
    }

    /// @param first time of the first message
    /// @param last time of the last
    CallTimes times(long first, long last) {
        OptionalLong end = hungUp.isPresent() ? hungUp : OptionalLong.of(last);
        return new CallTimes(
                first,
                last,
                Spans.millis(begun, firstAnswer),
                Spans.millis(ringing, finalAnswer.isPresent() ? finalAnswer : hungUp),
                Spans.millis(begun, answered),
                method.equals("INVITE") ? Spans.millis(answered, end) : OptionalDouble.empty());
    }
}
