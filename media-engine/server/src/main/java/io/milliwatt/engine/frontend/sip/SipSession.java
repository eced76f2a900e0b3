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
import io.milliwatt.sip.IncomingTransfer;
import io.milliwatt.sip.ReofferReply;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipCallListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private final Pairing pairing = new Pairing(this);
    private final List<Runnable> whenEnded = new ArrayList<>();
    private final Instant startedAt = Instant.now();
    private final StringBuilder digits = new StringBuilder();
    private String number;
    private CallApplication application;
    private Optional<MediaPath> path = Optional.empty();
    private Optional<NegotiatedSession> session = Optional.empty();
    private boolean mediaStarted;
    private boolean weOffered;
    private boolean answered;
    private boolean ended;
    private String endReason = "";
    private volatile long refusedPackets;

    /// @param number what was dialled
    SipSession(SipFrontEnd frontEnd, CallTerms terms, String number, CallApplication application) {
        this.frontEnd = frontEnd;
        this.terms = terms;
        this.number = number;
        this.application = application;
    }

    /// The dialog.
    abstract SipCall call();

    /// How the far end addresses us.
    abstract String ourUri();

    abstract String fromUri();

    abstract String toUri();

    final SipFrontEnd frontEnd() {
        return frontEnd;
    }

    final CallTerms terms() {
        return terms;
    }

    /// The number whose application the call has.
    final synchronized String number() {
        return number;
    }

    /// What was agreed on last.
    final synchronized Optional<NegotiatedSession> session() {
        return session;
    }

    final synchronized boolean hasEnded() {
        return ended;
    }

    /// Whether all its media are; not before any is agreed on.
    final boolean isEncrypted() {
        return session()
                .filter(agreed -> agreed.media().stream().allMatch(m -> m.srtp().isPresent()))
                .isPresent();
    }

    /// The call goes on with the application of another number; its media stay what they are.
    final void become(String newNumber, CallApplication next) {
        synchronized (this) {
            number = newNumber;
            application = next;
            path.ifPresent(running -> frontEnd.media().become(running, next));
        }
        frontEnd.publish(this);
    }

    /// The call that this one is bridged with.
    final Optional<SipSession> partner() {
        return pairing.partner();
    }

    /// From now on both end when one of them does.
    final void join(SipSession partner) {
        pairing.join(partner.pairing);
    }

    /// From now on this one and its partner end on their own.
    final void part() {
        pairing.part();
    }

    /// Runs a task when the call has ended, at once if it has.
    final void whenEnded(Runnable task) {
        synchronized (this) {
            if (!ended) {
                whenEnded.add(task);
                return;
            }
        }
        task.run();
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
    public void transferRequested(SipCall call, IncomingTransfer transfer) {
        frontEnd.transfers().requested(this, transfer);
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
        List<Runnable> tasks;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            wasAnswered = answered;
            tasks = List.copyOf(whenEnded);
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
        pairing.part().ifPresent(partner -> partner.end(Pairing.OTHER_SIDE));
        tasks.forEach(Runnable::run);
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
                number,
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
