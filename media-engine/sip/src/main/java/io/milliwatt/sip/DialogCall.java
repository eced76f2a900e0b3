package io.milliwatt.sip;

import io.milliwatt.sip.CallStateMachine.Step;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sip.message.Request;

/// One call: carries out what [CallStateMachine] decides. All that changes happens in its mailbox.
/// [CallLeg] is the part that differs between outgoing and incoming.
final class DialogCall implements SipCall, IncomingCall {
    private static final System.Logger LOG = System.getLogger("io.milliwatt.sip");
    private static final Duration BYE_TIMEOUT = Duration.ofSeconds(32);
    private static final Duration INFO_TIMEOUT = Duration.ofSeconds(5);

    /// 64*T1, RFC 3261, section 9.1.
    private static final Duration CLEANUP = Duration.ofSeconds(32);

    private final EndpointCore core;
    private final CallLeg leg;
    private final Mailbox mailbox = new Mailbox();
    private volatile CallState state;
    private SipCallListener listener = SipCallListener.NONE;
    private final Negotiator negotiator;
    private final SessionRefresh refresh;
    private final CallRequests requests;
    private final Transfers transfers;
    private final Alarm timer;
    private final Alarm ackTimer;

    DialogCall(EndpointCore core, CallLeg leg, CallState initial) {
        this.core = core;
        this.leg = leg;
        this.state = initial;
        negotiator = new Negotiator(this, core);
        refresh = new SessionRefresh(this, core);
        requests = new CallRequests(this);
        transfers = new Transfers(this);
        timer = new Alarm(core.timer());
        ackTimer = new Alarm(core.timer());
    }

    /// Begins an outgoing call.
    void dial(SipCallListener callListener, OutgoingLeg outgoing) {
        mailbox.runOn(
                core.timer(),
                () -> {
                    listener = callListener;
                    try {
                        outgoing.sendInvite(this);
                    } catch (Exception e) { // the stack throws unchecked exceptions as well
                        step(
                                new CallEvent.Broken(
                                        EndReason.of(
                                                EndReason.Kind.TRANSPORT,
                                                "the call could not be sent: " + Causes.words(e))));
                    }
                });
    }

    /// Offers an incoming call to the listener of the endpoint.
    void offer(SipEndpointListener endpointListener) {
        mailbox.run(() -> {
            try {
                listener = endpointListener.incomingCall(this);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "incoming call " + callId(), e);
                step(new CallEvent.Reject(500, "Server Internal Error", Map.of()));
            }
        });
    }

    /// From a thread of the stack.
    void received(CallEvent event) {
        mailbox.run(() -> step(event));
    }

    /// From a thread of the stack: something that needs more than a step.
    void receivedTask(Runnable task) {
        mailbox.run(task);
    }

    /// An ACK for a 2xx of ours, with the answer if that made the offer.
    void acknowledged(Optional<String> sdp) {
        mailbox.run(() -> {
            ackTimer.cancel();
            negotiator.acknowledged(sdp);
        });
    }

    /// The far end does not know the call any more, RFC 3261, section 12.2.1.2.
    void lost(int status, String phrase) {
        received(new CallEvent.Broken(EndReason.lost(status, phrase)));
    }

    /// Whether the call goes on.
    boolean alive() {
        return switch (state) {
            case CallState.Calling _,
                    CallState.Proceeding _,
                    CallState.Offered _,
                    CallState.Accepting _,
                    CallState.AwaitingAck _,
                    CallState.Established _ ->
                    true;
            case CallState.CancelWanted _,
                    CallState.Cancelling _,
                    CallState.EndOnAck _,
                    CallState.Ending _,
                    CallState.Ended _ ->
                    false;
        };
    }

    /// From anywhere else.
    private void wanted(CallEvent event) {
        wantedTask(() -> step(event));
    }

    /// From anywhere else: something that needs more than a step.
    void wantedTask(Runnable task) {
        mailbox.runOn(core.timer(), task);
    }

    /// Only within the mailbox.
    void step(CallEvent event) {
        Step step = CallStateMachine.step(state, event);
        state = step.state();
        for (CallEffect effect : step.effects()) {
            try {
                perform(effect);
            } catch (Exception e) { // the stack throws unchecked exceptions as well
                failed(effect, e);
            }
        }
    }

    private void failed(CallEffect effect, Exception e) {
        LOG.log(System.Logger.Level.DEBUG, () -> callId() + ": " + effect, e);
        String words = Causes.words(e);
        switch (effect) {
            case CallEffect.SendBye _ -> mailbox.run(() -> step(new CallEvent.ByeDone()));
            case CallEffect.SendAck _, CallEffect.AnswerInAck _, CallEffect.Respond _ ->
                    mailbox.run(() ->
                            step(
                                    new CallEvent.Broken(
                                            EndReason.of(
                                                    EndReason.Kind.TRANSPORT,
                                                    "a message could not be sent: " + words))));
            default -> {}
        }
    }

    private void perform(CallEffect effect) throws Exception {
        switch (effect) {
            case CallEffect.SendAck _ -> leg.sendAck(Optional.empty());
            case CallEffect.AnswerInAck(String offer) -> negotiator.answerInAck(offer);
            case CallEffect.SendBye _ -> sendBye();
            case CallEffect.SendCancel _ -> leg.sendCancel();
            case CallEffect.Respond e -> leg.respond(e);
            case CallEffect.AbandonInvite _ -> leg.abandonInvite();
            case CallEffect.StartCleanupTimer _ -> startTimer(CLEANUP, new CallEvent.CleanupDue());
            case CallEffect.Forget _ -> forget();
            default -> tell(effect);
        }
    }

    private void tell(CallEffect effect) {
        switch (effect) {
            case CallEffect.TellProvisional e ->
                    tell(l -> l.provisional(this, e.status(), e.phrase(), e.sdp()));
            case CallEffect.TellAnswered e -> tell(l -> l.answered(this, e.sdp()));
            case CallEffect.TellConfirmed e -> tell(l -> l.confirmed(this, e.sdp()));
            case CallEffect.TellEnded e -> tell(l -> l.ended(this, e.reason()));
            default -> throw new IllegalArgumentException("nothing to tell: " + effect);
        }
    }

    /// Tells the listener something. Only within the mailbox.
    void tell(Consumer<SipCallListener> event) {
        ask(
                l -> {
                    event.accept(l);
                    return true;
                },
                true);
    }

    /// Asks the listener something. Only within the mailbox.
    ///
    /// @param failed the answer when it throws
    <T> T ask(Function<SipCallListener, T> question, T failed) {
        try {
            return question.apply(listener);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "listener of call " + callId(), e);
            return failed;
        }
    }

    private void sendBye() throws Exception {
        leg.inDialog(CallLeg.Inside.of(Request.BYE, BYE_TIMEOUT), Optional.empty())
                .whenComplete((_, _) -> received(new CallEvent.ByeDone()));
    }

    void startTimer(Duration delay, CallEvent event) {
        timer.set(delay, () -> received(event));
    }

    void cancelTimer() {
        timer.cancel();
    }

    /// Starts to wait for the ACK of a 2xx, RFC 3261, section 13.3.1.4; the stack repeats the 2xx,
    /// but does not tell when it gives up. Only within the mailbox.
    void awaitAck() {
        ackTimer.set(core.limits().ackTimeout(), () -> received(new CallEvent.AckMissing()));
    }

    private void forget() {
        timer.cancel();
        ackTimer.cancel();
        negotiator.stop();
        refresh.stop();
        leg.release();
        core.forget(this);
        if (transfers.isIdle()) {
            listener =
                    SipCallListener.NONE; // the stack keeps its dialog for a while, and with it us
        }
    }

    /// An INFO with a body that is no DTMF. Only within the mailbox.
    boolean infoReceived(String contentType, String body) {
        return ask(l -> l.info(this, contentType, body), false);
    }

    void dtmfReceived(DtmfInfo dtmf) {
        mailbox.run(() -> tell(l -> l.dtmf(this, dtmf.digit(), dtmf.durationMillis())));
    }

    CallLeg leg() {
        return leg;
    }

    Negotiator negotiator() {
        return negotiator;
    }

    Transfers transfers() {
        return transfers;
    }

    SessionRefresh refresh() {
        return refresh;
    }

    @Override
    public String callId() {
        return leg.callId();
    }

    @Override
    public CallState state() {
        return state;
    }

    @Override
    public String remoteUri() {
        return leg.remoteUri();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return leg.remoteAddress();
    }

    @Override
    public SipTransport transport() {
        return leg.transport();
    }

    @Override
    public void hangUp() {
        wanted(new CallEvent.HangUp(Optional.empty()));
    }

    @Override
    public void abandon(EndReason reason) {
        wanted(new CallEvent.HangUp(Optional.of(reason)));
    }

    @Override
    public void reoffer(String sdp) {
        wantedTask(() -> negotiator.want(Reoffers.Carrier.REINVITE, sdp));
    }

    @Override
    public void update(String sdp) {
        wantedTask(() -> negotiator.want(Reoffers.Carrier.UPDATE, sdp));
    }

    @Override
    public CompletableFuture<RequestOutcome> info(String contentType, String body) {
        return requests.send(
                Request.INFO, INFO_TIMEOUT, Optional.of(new CallLeg.Body(contentType, body)));
    }

    @Override
    public CompletableFuture<RequestOutcome> ping(Duration timeout) {
        return requests.send(Request.OPTIONS, timeout, Optional.empty());
    }

    @Override
    public void refer(Referral referral) {
        wantedTask(() -> transfers.refer(referral));
    }

    @Override
    public Optional<Replaces> dialogId() {
        return Replacement.towardsFarEnd(this);
    }

    @Override
    public String remoteTarget() {
        return leg.branch().map(b -> leg.targetUri(b.dialog())).orElseGet(this::remoteUri);
    }

    @Override
    public Optional<SipCall> replaces() {
        return leg instanceof IncomingLeg incoming
                ? incoming.replaced().map(SipCall.class::cast)
                : Optional.empty();
    }

    @Override
    public String fromUri() {
        return leg.remoteUri();
    }

    @Override
    public String toUri() {
        return leg.localUri();
    }

    @Override
    public String dialled() {
        return leg.dialled();
    }

    @Override
    public Optional<String> offerSdp() {
        return leg.offer();
    }

    @Override
    public SipCall call() {
        return this;
    }

    @Override
    public void ring() {
        wanted(new CallEvent.Ring());
    }

    @Override
    public void progress(String sdp) {
        wanted(new CallEvent.Progress(sdp));
    }

    @Override
    public SipCall accept(String sdp) {
        wanted(new CallEvent.Accept(sdp));
        return this;
    }

    @Override
    public void reject(int status, String reason, Map<String, String> headers) {
        wanted(new CallEvent.Reject(status, reason, Map.copyOf(headers)));
    }
}
