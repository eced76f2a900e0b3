package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.CallApplication;
import io.milliwatt.engine.app.TestNumber;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.engine.media.CallTerms;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.IncomingCall;
import io.milliwatt.sip.SipCall;
import java.util.Optional;

/// A call that came in and is answered, now or when its number says.
final class AnsweredCall extends SipSession {
    private final IncomingCall incoming;
    private final TestNumber.Timing timing;
    private final String description;
    private final boolean delayedOffer;

    /// @param description our answer, or our offer when theirs is delayed
    private AnsweredCall(
            SipFrontEnd frontEnd,
            IncomingCall incoming,
            CallTerms terms,
            String description,
            CallApplication application,
            TestNumber.Timing timing) {
        super(frontEnd, terms, application);
        this.incoming = incoming;
        this.timing = timing;
        this.description = description;
        this.delayedOffer = incoming.offerSdp().isEmpty();
    }

    /// Takes a call with an offer.
    static AnsweredCall begin(
            SipFrontEnd frontEnd,
            IncomingCall incoming,
            CallTerms terms,
            CallTerms.Outcome.Agreed agreed,
            TestNumber.Application number) {
        var call =
                new AnsweredCall(
                        frontEnd,
                        incoming,
                        terms,
                        agreed.session().local().toText(),
                        number.application().get(),
                        number.timing());
        call.agreed(agreed, false);
        call.take();
        return call;
    }

    /// Takes a call that wants our offer (RFC 3261, section 13.2.1): its answer comes with the ACK.
    static AnsweredCall beginWithoutOffer(
            SipFrontEnd frontEnd,
            IncomingCall incoming,
            CallTerms terms,
            String ourOffer,
            TestNumber.Application number) {
        var call =
                new AnsweredCall(
                        frontEnd,
                        incoming,
                        terms,
                        ourOffer,
                        number.application().get(),
                        number.timing());
        call.take();
        return call;
    }

    private void take() {
        frontEnd().registry().add(this);
        try {
            begin();
        } catch (RuntimeException failure) {
            ended(call(), EndReason.of(EndReason.Kind.PROTOCOL, "an internal error"));
            throw failure;
        }
    }

    private void begin() {
        if (timing.answerAfter().isZero()) {
            answer();
            return;
        }
        if (timing.earlyMedia()) {
            startMedia();
            incoming.progress(description);
        } else {
            incoming.ring();
        }
        frontEnd().later(timing.answerAfter(), this::answer);
        frontEnd().publish(this);
    }

    private void answer() {
        if (!markAnswered()) {
            return;
        }
        // media first: a packet that follows the 200 at once must not find a closed door
        startMedia();
        incoming.accept(description);
        frontEnd().counters().increment(EngineCounter.CALLS_ANSWERED);
        frontEnd().publish(this);
        follow(timing);
    }

    @Override
    public void confirmed(SipCall call, Optional<String> sdp) {
        if (!delayedOffer || path().isPresent()) {
            return;
        }
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
    String dialled() {
        return incoming.dialled();
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
