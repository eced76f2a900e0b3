package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.CallApplication;
import io.milliwatt.engine.app.TestNumber;
import io.milliwatt.engine.call.CallView;
import io.milliwatt.engine.call.EngineCall;
import io.milliwatt.engine.call.StreamView;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.engine.media.MediaListener;
import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.protocol.sdp.AudioOffer;
import io.milliwatt.protocol.sdp.Negotiation;
import io.milliwatt.protocol.sdp.OfferAnswer;
import io.milliwatt.protocol.sdp.SessionDescription;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.IncomingCall;
import io.milliwatt.sip.ReofferReply;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipCallListener;
import io.milliwatt.transport.MediaSockets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/// One answered SIP call: its dialog, its session descriptions, its media.
final class SipSession implements SipCallListener, EngineCall, MediaListener {
    private static final int MAX_DIGITS = 256;

    private final SipFrontEnd frontEnd;
    private final IncomingCall incoming;
    private final AudioOffer ours;
    private final MediaPath path;
    private final Instant startedAt = Instant.now();
    private final StringBuilder digits = new StringBuilder();
    private SessionDescription local;
    private String offerSdp;
    private String answerSdp;
    private boolean held;
    private boolean answered;
    private boolean ended;
    private String endReason = "";

    private SipSession(
            SipFrontEnd frontEnd,
            IncomingCall incoming,
            AudioOffer ours,
            String offerSdp,
            Negotiation.Agreed agreed,
            MediaSockets sockets,
            CallApplication application) {
        this.frontEnd = frontEnd;
        this.incoming = incoming;
        this.ours = ours;
        this.offerSdp = offerSdp;
        this.local = agreed.answer();
        this.answerSdp = agreed.answer().toText();
        this.held = agreed.audio().isHeld();
        this.path =
                frontEnd.media()
                        .newPath(incoming.callId(), sockets, agreed.audio(), application, this);
    }

    /// Takes an incoming call: answers it, now or when its number says.
    static SipSession begin(
            SipFrontEnd frontEnd,
            IncomingCall incoming,
            AudioOffer ours,
            String offerSdp,
            Negotiation.Agreed agreed,
            MediaSockets sockets,
            TestNumber.Application number) {
        var session =
                new SipSession(
                        frontEnd,
                        incoming,
                        ours,
                        offerSdp,
                        agreed,
                        sockets,
                        number.application().get());
        frontEnd.registry().add(session);
        try {
            session.take(number.timing());
        } catch (RuntimeException failure) {
            session.ended(
                    incoming.call(), EndReason.of(EndReason.Kind.PROTOCOL, "an internal error"));
            throw failure;
        }
        return session;
    }

    private void take(TestNumber.Timing timing) {
        if (timing.answerAfter().isZero()) {
            answer(timing.hangUpAfter());
            return;
        }
        if (timing.earlyMedia()) {
            frontEnd.media().start(path);
            incoming.progress(answerSdp);
        } else {
            incoming.ring();
        }
        frontEnd.later(timing.answerAfter(), () -> answer(timing.hangUpAfter()));
        frontEnd.publish(this);
    }

    private void answer(Duration hangUpAfter) {
        synchronized (this) {
            if (answered || ended) {
                return;
            }
            answered = true;
        }
        // media first: a packet that follows the 200 at once must not find a closed door
        frontEnd.media().start(path);
        incoming.accept(answerSdp);
        frontEnd.counters().increment(EngineCounter.CALLS_ANSWERED);
        frontEnd.publish(this);
        if (!hangUpAfter.isZero()) {
            frontEnd.later(
                    hangUpAfter,
                    () -> end("the test number hangs up after " + hangUpAfter.toSeconds() + " s"));
        }
    }

    @Override
    public ReofferReply reoffered(SipCall call, Optional<String> offer) {
        synchronized (this) {
            if (offer.isEmpty()) {
                // asked for an offer: what stands now (RFC 3261, section 14.2)
                return new ReofferReply.Accept(local.toText());
            }
            return switch (OfferAnswer.answer(offer.get(), ours)) {
                case Negotiation.Agreed(SessionDescription answer, var audio) -> {
                    local = answer.asSuccessorOf(local);
                    offerSdp = offer.get();
                    answerSdp = local.toText();
                    held = audio.isHeld();
                    frontEnd.media().update(path, audio);
                    frontEnd.publish(this);
                    yield new ReofferReply.Accept(answerSdp);
                }
                case Negotiation.Failed(var failure) ->
                        new ReofferReply.Refuse(
                                failure.sipStatus(),
                                failure.sipStatus() == 400 ? "Bad Request" : "Not Acceptable Here");
            };
        }
    }

    @Override
    public void dtmf(SipCall call, char digit, int durationMillis) {
        frontEnd.counters().increment(EngineCounter.DTMF_EVENTS);
        dtmf(digit);
    }

    @Override
    public void dtmf(char digit) {
        synchronized (digits) {
            if (digits.length() < MAX_DIGITS) {
                digits.append(digit);
            }
        }
        frontEnd.publishEvent("dtmf", Map.of("callId", callId(), "digit", String.valueOf(digit)));
    }

    @Override
    public void silent(long silentNanos) {
        frontEnd.counters().increment(EngineCounter.CALLS_LOST);
        String why =
                String.format(
                        Locale.ROOT,
                        "nothing was received for %d s: neither RTP nor RTCP",
                        Duration.ofNanos(silentNanos).toSeconds());
        frontEnd.background(() -> end(why));
    }

    @Override
    public void end(String why) {
        synchronized (this) {
            if (endReason.isEmpty()) {
                endReason = why;
            }
        }
        incoming.call().hangUp();
    }

    @Override
    public void ended(SipCall call, EndReason reason) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            if (endReason.isEmpty()) {
                endReason = reason.words();
            }
        }
        frontEnd.counters()
                .increment(answered ? EngineCounter.CALLS_ENDED : EngineCounter.CALLS_CANCELLED);
        List<StreamView> last = lastStreams();
        frontEnd.media().stop(path);
        CallView view = view(last);
        frontEnd.registry().end(this, view);
        frontEnd.publishEvent("call", view);
    }

    private List<StreamView> lastStreams() {
        try {
            return frontEnd.media().streams(List.of(path)).getFirst();
        } catch (RejectedExecutionException _) {
            return List.of();
        }
    }

    @Override
    public String callId() {
        return incoming.callId();
    }

    @Override
    public MediaPath path() {
        return path;
    }

    @Override
    public synchronized CallView view(List<StreamView> streams) {
        String state = ended ? "ended" : !answered ? "ringing" : held ? "held" : "answered";
        String dtmf;
        synchronized (digits) {
            dtmf = digits.toString();
        }
        return new CallView(
                callId(),
                incoming.dialled(),
                incoming.fromUri(),
                incoming.toUri(),
                state,
                startedAt.toString(),
                endedMillis(),
                endReason,
                offerSdp,
                answerSdp,
                streams,
                dtmf);
    }

    private long endedMillis() {
        return Duration.between(startedAt, Instant.now()).toMillis();
    }
}
