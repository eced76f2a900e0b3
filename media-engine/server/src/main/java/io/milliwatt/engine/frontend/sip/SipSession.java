package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.CallApplication;
import io.milliwatt.engine.app.TestNumber;
import io.milliwatt.engine.call.CallView;
import io.milliwatt.engine.call.EngineCall;
import io.milliwatt.engine.call.MediaView;
import io.milliwatt.engine.call.StreamView;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.engine.media.CallTerms;
import io.milliwatt.engine.media.MediaListener;
import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.protocol.sdp.MediaKeys;
import io.milliwatt.protocol.sdp.NegotiatedSession;
import io.milliwatt.protocol.sdp.OfferAnswerFailure;
import io.milliwatt.protocol.sdp.SessionDescription;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.ReofferReply;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipCallListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/// One SIP call that has media, whoever placed it: its dialog, its session descriptions, its path.
abstract class SipSession implements SipCallListener, EngineCall, MediaListener {
    private static final int MAX_DIGITS = 256;

    private final SipFrontEnd frontEnd;
    private final CallTerms terms;
    private final CallApplication application;
    private final Instant startedAt = Instant.now();
    private final StringBuilder digits = new StringBuilder();
    private Optional<MediaPath> path = Optional.empty();
    private Optional<NegotiatedSession> session = Optional.empty();
    private boolean mediaStarted;
    private boolean weOffered;
    private boolean answered;
    private boolean ended;
    private String endReason = "";
    private volatile long refusedPackets;

    SipSession(SipFrontEnd frontEnd, CallTerms terms, CallApplication application) {
        this.frontEnd = frontEnd;
        this.terms = terms;
        this.application = application;
    }

    /// The dialog.
    abstract SipCall call();

    abstract String dialled();

    abstract String fromUri();

    abstract String toUri();

    final SipFrontEnd frontEnd() {
        return frontEnd;
    }

    final CallTerms terms() {
        return terms;
    }

    /// Takes what was agreed on: makes the media, or changes it.
    ///
    /// @param offeredByUs whether the offer was ours
    final synchronized void agreed(CallTerms.Outcome.Agreed agreed, boolean offeredByUs) {
        session = Optional.of(agreed.session());
        weOffered = offeredByUs;
        if (path.isPresent()) {
            frontEnd.media().update(path.get(), agreed.lines());
        } else {
            path =
                    Optional.of(
                            frontEnd.media().newPath(callId(), agreed.lines(), application, this));
        }
    }

    /// Opens the way for media; once.
    final void startMedia() {
        Optional<MediaPath> ready;
        synchronized (this) {
            if (mediaStarted || ended || path.isEmpty()) {
                return;
            }
            mediaStarted = true;
            ready = path;
        }
        ready.ifPresent(frontEnd.media()::start);
    }

    /// The call is answered from now on.
    ///
    /// @return false when it was already, or is over
    final boolean markAnswered() {
        synchronized (this) {
            if (answered || ended) {
                return false;
            }
            answered = true;
        }
        return true;
    }

    /// Offers the session again every so often, as long as the call lives.
    final void reofferEvery(Duration period) {
        frontEnd.later(
                period,
                () -> {
                    synchronized (this) {
                        if (ended) {
                            return;
                        }
                    }
                    terms.offer().ifPresent(offer -> call().reoffer(offer));
                    reofferEvery(period);
                });
    }

    @Override
    public ReofferReply reoffered(SipCall call, Optional<String> offer) {
        if (offer.isEmpty()) {
            // asked for an offer (RFC 3261, section 14.2)
            return terms.offer()
                    .<ReofferReply>map(ReofferReply.Accept::new)
                    .orElseGet(() -> new ReofferReply.Refuse(500, SipReason.phrase(500)));
        }
        return switch (terms.answer(offer.get())) {
            case CallTerms.Outcome.Agreed agreed -> {
                agreed(agreed, false);
                frontEnd.publish(this);
                yield new ReofferReply.Accept(agreed.session().local().toText());
            }
            case CallTerms.Outcome.Refused(OfferAnswerFailure failure) ->
                    new ReofferReply.Refuse(
                            failure.sipStatus(), SipReason.phrase(failure.sipStatus()));
            case CallTerms.Outcome.NoPort _ -> new ReofferReply.Refuse(500, SipReason.phrase(500));
        };
    }

    @Override
    public void reofferAnswered(SipCall call, String sdp) {
        takeAnswer(sdp);
    }

    @Override
    public void reofferRefused(SipCall call, int status, String reason) {
        terms.withdraw();
    }

    /// The answer to an offer of ours.
    ///
    /// @return whether the session goes on with it
    final boolean takeAnswer(String sdp) {
        switch (terms.apply(sdp)) {
            case CallTerms.Outcome.Agreed agreed -> {
                agreed(agreed, true);
                frontEnd.publish(this);
                return true;
            }
            case CallTerms.Outcome.Refused(OfferAnswerFailure failure) -> {
                end("the answer cannot be used: " + failure.detail());
                return false;
            }
            case CallTerms.Outcome.NoPort _ -> {
                end("no RTP port is free");
                return false;
            }
        }
    }

    @Override
    public void dtmf(SipCall call, char digit, int durationMillis) {
        Optional<MediaPath> heard;
        synchronized (this) {
            heard = path;
        }
        heard.ifPresent(one -> frontEnd.media().digit(one, digit));
    }

    @Override
    public void dtmf(char digit) {
        synchronized (digits) {
            if (digits.length() < MAX_DIGITS) {
                digits.append(digit);
            }
        }
        event("dtmf", Map.of("digit", String.valueOf(digit)));
    }

    @Override
    public void event(String name, Map<String, Object> data) {
        frontEnd.publishEvent(name, callId(), data);
    }

    @Override
    public void refused(long total) {
        refusedPackets = total;
        if (total == 1) {
            event("refused", Map.of("reason", "a packet is not encrypted with the agreed key"));
        }
    }

    @Override
    public void silent(long silentNanos) {
        frontEnd.counters().increment(EngineCounter.CALLS_LOST);
        hangUp(
                String.format(
                        Locale.ROOT,
                        "nothing was received for %d s: neither RTP nor RTCP",
                        Duration.ofNanos(silentNanos).toSeconds()));
    }

    @Override
    public void hangUp(String why) {
        frontEnd.background(() -> end(why));
    }

    @Override
    public void end(String why) {
        synchronized (this) {
            if (endReason.isEmpty()) {
                endReason = why;
            }
        }
        call().hangUp();
    }

    @Override
    public void ended(SipCall call, EndReason reason) {
        boolean wasAnswered;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            wasAnswered = answered;
            if (endReason.isEmpty()) {
                endReason = reason.words();
            }
        }
        frontEnd.counters()
                .increment(wasAnswered ? EngineCounter.CALLS_ENDED : EngineCounter.CALLS_CANCELLED);
        List<StreamView> last = lastStreams();
        path().ifPresentOrElse(frontEnd.media()::stop, terms::close);
        CallView view = view(last);
        frontEnd.registry().end(this, view);
        frontEnd.publishEvent("call", view);
    }

    private List<StreamView> lastStreams() {
        try {
            List<MediaPath> paths = path().stream().toList();
            return paths.isEmpty() ? List.of() : frontEnd.media().streams(paths).getFirst();
        } catch (RejectedExecutionException _) {
            return List.of();
        }
    }

    @Override
    public synchronized Optional<MediaPath> path() {
        return path;
    }

    @Override
    public synchronized CallView view(List<StreamView> streams) {
        String dtmf;
        synchronized (digits) {
            dtmf = digits.toString();
        }
        return new CallView(
                callId(),
                dialled(),
                fromUri(),
                toUri(),
                state(),
                startedAt.toString(),
                Duration.between(startedAt, Instant.now()).toMillis(),
                endReason,
                description(weOffered),
                description(!weOffered),
                session.map(MediaView::of).orElse(List.of()),
                streams,
                refusedPackets,
                dtmf);
    }

    private String state() {
        if (ended) {
            return "ended";
        }
        if (!answered) {
            return "ringing";
        }
        return session.map(NegotiatedSession::isHeld).orElse(false) ? "held" : "answered";
    }

    private String description(boolean ours) {
        return session.map(ours ? NegotiatedSession::local : NegotiatedSession::remote)
                .map(SessionDescription::toText)
                .map(MediaKeys::masked)
                .orElse("");
    }

    /// What a number says of the time after the answer.
    final void goOn(TestNumber.Timing timing) {
        if (!timing.hangUpAfter().isZero()) {
            frontEnd.later(
                    timing.hangUpAfter(),
                    () ->
                            end(
                                    "the test number hangs up after "
                                            + timing.hangUpAfter().toSeconds()
                                            + " s"));
        }
        if (!timing.reofferEvery().isZero()) {
            reofferEvery(timing.reofferEvery());
        }
    }
}
