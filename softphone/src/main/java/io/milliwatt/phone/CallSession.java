package io.milliwatt.phone;

import io.milliwatt.phone.audio.AudioSink;
import io.milliwatt.phone.audio.AudioSource;
import io.milliwatt.protocol.dtmf.TelephoneEvent;
import io.milliwatt.protocol.sdp.AnswerOutcome;
import io.milliwatt.protocol.sdp.Direction;
import io.milliwatt.protocol.sdp.NegotiatedMedia;
import io.milliwatt.protocol.sdp.NegotiatedSession;
import io.milliwatt.protocol.sdp.OfferAnswerFailure;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.IncomingCall;
import io.milliwatt.sip.OutgoingCall;
import io.milliwatt.sip.ReofferReply;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipCallListener;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipUri;
import io.milliwatt.transport.ChannelPair;
import java.util.Map;
import java.util.Optional;

/// What a [PhoneCall] is made of: its dialog, its negotiation, its media. All but what talks to the
/// far end is guarded by the object's monitor; no listener is called and nothing waits within it.
final class CallSession {
    /// Digits sent at a time, and received digits kept.
    static final int MAX_DIGITS = 256;

    private final Phone phone;
    private final PhoneCall call;
    private final FarEndWatch watch;
    private final CallEvents events;
    private CallOptions options = PhoneCall.noAudio();
    private Optional<IncomingCall> incoming = Optional.empty();
    private Optional<SipCall> sip = Optional.empty();
    private Optional<ChannelPair> sockets = Optional.empty();
    private Optional<CallNegotiation> negotiation = Optional.empty();
    private Optional<CallMedia> media = Optional.empty();
    private boolean held;
    private boolean offeredHold;
    private boolean reoffering;
    private boolean remoteHold;
    private boolean muted;
    private boolean over;

    CallSession(Phone phone, PhoneCall call) {
        this.phone = phone;
        this.call = call;
        watch = new FarEndWatch(phone, this);
        events = new CallEvents(call, this);
    }

    // placing and answering

    void dial(SipUri target, CallOptions wanted, OutgoingCall.Origin origin) {
        synchronized (this) {
            options = wanted;
        }
        watch.boundDialling(target);
        phone.threads()
                .execute(() -> {
                    try {
                        String address =
                                phone.endpoint().localAddressTowards(target).getHostAddress();
                        place(target, prepared(address), origin);
                    } catch (SipException e) {
                        ended(
                                EndReason.of(
                                        EndReason.Kind.TRANSPORT, String.valueOf(e.getMessage())));
                    }
                });
    }

    /// Opens the sockets for RTP.
    private synchronized CallNegotiation prepared(String address) throws SipException {
        if (over) {
            throw new SipException("the call is over");
        }
        ChannelPair pair =
                phone.rtpSockets()
                        .open()
                        .orElseThrow(() -> new SipException(phone.rtpSockets().noneFree()));
        sockets = Optional.of(pair);
        CallNegotiation made = new CallNegotiation(address, pair.rtpPort(), options);
        negotiation = Optional.of(made);
        return made;
    }

    private synchronized void place(
            SipUri target, CallNegotiation made, OutgoingCall.Origin origin) {
        if (over) {
            return;
        }
        PhoneConfig.Identity identity = phone.config().identity();
        sip =
                Optional.of(
                        phone.endpoint()
                                .call(
                                        new OutgoingCall(
                                                target,
                                                identity.user(),
                                                identity.displayName(),
                                                made.offer(),
                                                identity.credentials(),
                                                phone.config().timeouts().noResponse(),
                                                origin),
                                        events,
                                        call.callId()));
    }

    synchronized SipCallListener take(IncomingCall offered) {
        incoming = Optional.of(offered);
        sip = Optional.of(offered.call());
        return events;
    }

    void answer(CallOptions wanted) {
        Optional<IncomingCall> waiting;
        synchronized (this) {
            waiting = over || negotiation.isPresent() ? Optional.empty() : incoming;
            if (waiting.isPresent()) {
                options = wanted;
            }
        }
        if (waiting.isEmpty()) {
            wanted.source().close();
            wanted.sink().close();
            return;
        }
        try {
            accept(
                    waiting.get(),
                    prepared(phone.localAddressTowards(waiting.get().remoteAddress())));
        } catch (SipException e) {
            waiting.get().reject(500, "Server Internal Error", Map.of());
            call.problem("the call could not be answered: " + e.getMessage());
        }
    }

    private synchronized void accept(IncomingCall waiting, CallNegotiation made) {
        if (waiting.offerSdp().isEmpty()) {
            waiting.accept(made.offer()); // the answer comes with the ACK
            return;
        }
        switch (made.answer(waiting.offerSdp().get())) {
            case AnswerOutcome.Agreed(NegotiatedSession agreed) -> {
                // media first: packets follow the 200 at once
                apply(agreed);
                waiting.accept(made.answerSdp());
            }
            case AnswerOutcome.Failed(OfferAnswerFailure failure) ->
                    waiting.reject(
                            failure.sipStatus(),
                            phraseOf(failure.sipStatus()),
                            Map.of("Warning", failure.warning("milliwatt-phone")));
        }
    }

    synchronized void reject(int status) {
        incoming.ifPresent(waiting -> waiting.reject(status, phraseOf(status), Map.of()));
    }

    private static String phraseOf(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 480 -> "Temporarily Unavailable";
            case 486 -> "Busy Here";
            case 488 -> "Not Acceptable Here";
            case 503 -> "Service Unavailable";
            case 600 -> "Busy Everywhere";
            case 603 -> "Decline";
            default -> "Rejected";
        };
    }

    void hangUp() {
        Optional<SipCall> dialog;
        synchronized (this) {
            dialog = sip;
        }
        if (dialog.isPresent()) {
            dialog.get().hangUp();
        } else {
            ended(EndReason.of(EndReason.Kind.CANCELLED, "given up before it was answered"));
        }
    }

    // while it goes on

    void hold(boolean wanted) {
        PhoneCallState next;
        synchronized (this) {
            if (over || !(call.state() instanceof PhoneCallState.Connected) || held == wanted) {
                return;
            }
            held = wanted;
            media.ifPresent(m -> m.hold(wanted));
            reofferIfNeeded();
            next = new PhoneCallState.Connected(held, remoteHold);
        }
        call.become(next);
    }

    /// Offers what the user wants now; one offer at a time.
    private void reofferIfNeeded() {
        if (reoffering || offeredHold == held || sip.isEmpty() || negotiation.isEmpty()) {
            return;
        }
        reoffering = true;
        offeredHold = held;
        negotiation.get().want(held ? Direction.SENDONLY : Direction.SENDRECV);
        sip.get().reoffer(negotiation.get().offer());
    }

    synchronized void mute(boolean wanted) {
        muted = wanted;
        media.ifPresent(m -> m.mute(wanted));
    }

    synchronized boolean muted() {
        return muted;
    }

    void setAudio(AudioSource source, AudioSink sink) {
        CallOptions before = PhoneCall.noAudio();
        synchronized (this) {
            if (media.isPresent() && !over) {
                media.get().setAudio(source, sink);
                return;
            }
            CallOptions now = options.withAudio(source, sink);
            before = over ? now : options;
            options = over ? options : now;
        }
        before.source().close();
        before.sink().close();
    }

    synchronized DtmfMethod dtmfMethod() {
        return options.dtmf();
    }

    boolean sendDtmf(String digits, DtmfMethod method) {
        Optional<SipCall> dialog;
        synchronized (this) {
            boolean valid =
                    digits.length() <= MAX_DIGITS
                            && digits.chars()
                                    .allMatch(c -> TelephoneEvent.eventOf((char) c).isPresent());
            if (over || !valid || !(call.state() instanceof PhoneCallState.Connected)) {
                return false;
            }
            if (method != DtmfMethod.INFO && media.isPresent() && media.get().sendDigits(digits)) {
                return true;
            }
            dialog = method == DtmfMethod.RTP_EVENT ? Optional.empty() : sip;
        }
        dialog.ifPresent(d -> new InfoDigits(call, d, digits).sendFrom(0));
        return dialog.isPresent();
    }

    synchronized String offerSdp() {
        return negotiation
                .map(CallNegotiation::offerSdp)
                .filter(sdp -> !sdp.isEmpty())
                .or(() -> incoming.flatMap(IncomingCall::offerSdp))
                .orElse("");
    }

    synchronized String answerSdp() {
        return negotiation.map(CallNegotiation::answerSdp).orElse("");
    }

    synchronized PhoneMedia media(String digits) {
        return media.map(m -> m.snapshot(digits)).orElse(PhoneMedia.NONE);
    }

    synchronized Optional<CallMedia> media() {
        return over ? Optional.empty() : media;
    }

    synchronized Optional<SipCall> sip() {
        return over ? Optional.empty() : sip;
    }

    /// Starts media, or changes it.
    private void apply(NegotiatedSession agreed) {
        NegotiatedMedia audio = agreed.audio().orElseThrow();
        remoteHold = !held && !audio.localDirection().sends();
        if (media.isPresent()) {
            media.get().update(audio);
            return;
        }
        if (over || sockets.isEmpty() || negotiation.isEmpty()) {
            return;
        }
        CallMedia started =
                new CallMedia(
                        sockets.get(),
                        negotiation.get().rtpAddress(),
                        audio,
                        phone.config().identity().user() + "@milliwatt-phone",
                        call::digitReceived,
                        phone.tap());
        media = Optional.of(started);
        started.mute(muted);
        started.start(options.source(), options.sink());
    }

    // what the far end does, told by CallEvents

    /// Whether offer and answer have met.
    synchronized boolean hasMedia() {
        return media.isPresent();
    }

    /// Reads an answer to our newest offer; media follows it. Empty when we offered nothing.
    synchronized Optional<AnswerOutcome> answerReceived(String sdp) {
        Optional<AnswerOutcome> result = negotiation.map(ours -> ours.answered(sdp));
        if (result.isPresent()
                && result.get() instanceof AnswerOutcome.Agreed(NegotiatedSession agreed)) {
            apply(agreed);
        }
        return result;
    }

    /// Answers a re-INVITE; media follows it.
    synchronized ReofferReply answerReoffer(Optional<String> offer) {
        if (negotiation.isEmpty()) {
            return new ReofferReply.Refuse(488, "Not Acceptable Here");
        }
        CallNegotiation ours = negotiation.get();
        ours.want(held ? Direction.SENDONLY : Direction.SENDRECV);
        if (offer.isEmpty()) {
            return new ReofferReply.Accept(ours.offer());
        }
        return switch (ours.answer(offer.get())) {
            case AnswerOutcome.Agreed(NegotiatedSession agreed) -> {
                apply(agreed);
                yield new ReofferReply.Accept(ours.answerSdp());
            }
            case AnswerOutcome.Failed(OfferAnswerFailure failure) ->
                    new ReofferReply.Refuse(failure.sipStatus(), phraseOf(failure.sipStatus()));
        };
    }

    /// Our re-INVITE was answered; what the user wanted meanwhile is offered now.
    void reofferAnswered(String sdp) {
        synchronized (this) {
            reoffering = false;
            var _ = answerReceived(sdp);
            reofferIfNeeded();
        }
        connected();
    }

    synchronized void reofferRefused() {
        reoffering = false;
    }

    void connected() {
        PhoneCallState next;
        synchronized (this) {
            next = new PhoneCallState.Connected(held, remoteHold);
        }
        call.become(next);
        watch.start();
    }

    /// Ends the call on our side; the first reason counts.
    void ended(EndReason reason) {
        Optional<CallMedia> running;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            running = media;
        }
        watch.stop();
        boolean _ = call.end(reason);
        if (running.isPresent()) {
            running.get().close();
        } else {
            options.source().close();
            options.sink().close();
            sockets.ifPresent(ChannelPair::close);
        }
    }
}
