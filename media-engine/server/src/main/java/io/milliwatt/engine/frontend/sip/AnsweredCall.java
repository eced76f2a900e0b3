package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.CallApplication;
import io.milliwatt.engine.app.TestNumber;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.IncomingCall;
import io.milliwatt.sip.SipCall;
import java.util.Map;
import java.util.Optional;

/// A call that came in.
final class AnsweredCall extends SipSession {
    private final IncomingCall incoming;
    private final String description;

    AnsweredCall(
            SipFrontEnd frontEnd,
            Invitation invitation,
            String number,
            CallApplication application) {
        super(frontEnd, invitation.terms(), number, application);
        this.incoming = invitation.incoming();
        this.description = invitation.description();
        invitation.agreed().ifPresent(agreed -> agreed(agreed, false));
    }

    /// Lets it wait for [#ring()], [#early()], [#answer()] or [#refuse].
    void hold() {
        frontEnd().registry().add(this);
        frontEnd().publish(this);
    }

    /// Answers it when its number says.
    void follow(TestNumber.Timing timing) {
        frontEnd().registry().add(this);
        try {
            begin(timing);
        } catch (RuntimeException failure) {
            ended(call(), EndReason.of(EndReason.Kind.PROTOCOL, "an internal error"));
            throw failure;
        }
    }

    private void begin(TestNumber.Timing timing) {
        if (timing.answerAfter().isZero()) {
            answerAndGoOn(timing);
            return;
        }
        if (timing.earlyMedia()) {
            early();
        } else {
            ring();
        }
        frontEnd().later(timing.answerAfter(), () -> answerAndGoOn(timing));
        frontEnd().publish(this);
    }

    private void answerAndGoOn(TestNumber.Timing timing) {
        if (answer()) {
            goOn(timing);
        }
    }

    /// 180.
    void ring() {
        incoming.ring();
    }

    /// 183: media flows before the answer.
    void early() {
        startMedia();
        incoming.progress(description);
    }

    /// 200.

    /// @return false when it was answered already, or is over
    boolean answer() {
        if (!markAnswered()) {
            return false;
        }
        // media first: a packet that follows the 200 at once must not find a closed door
        startMedia();
        incoming.accept(description);
        frontEnd().counters().increment(EngineCounter.CALLS_ANSWERED);
        frontEnd().publish(this);
        return true;
    }

    /// Refuses it after all.
    void refuse(int status, String phrase, Map<String, String> headers) {
        incoming.reject(status, phrase, headers);
        ended(
                call(),
                EndReason.of(EndReason.Kind.REJECTED, "refused with " + status + " " + phrase));
    }

    @Override
    public void answeredEarly(SipCall call, String sdp) {
        takeDelayedAnswer(Optional.of(sdp));
    }

    @Override
    public void confirmed(SipCall call, Optional<String> sdp) {
        if (path().isEmpty()) {
            takeDelayedAnswer(sdp);
        }
    }

    private void takeDelayedAnswer(Optional<String> sdp) {
        if (sdp.isEmpty()) {
            end("the ACK carries no answer to our offer");
        } else if (takeAnswer(sdp.get())) {
            startMedia();
        }
    }

    @Override
    SipCall call() {
        return incoming.call();
    }

    @Override
    public String callId() {
        return incoming.callId();
    }

    @Override
    String ourUri() {
        return toUri();
    }

    @Override
    String fromUri() {
        return incoming.fromUri();
    }

    @Override
    String toUri() {
        return incoming.toUri();
    }
}
