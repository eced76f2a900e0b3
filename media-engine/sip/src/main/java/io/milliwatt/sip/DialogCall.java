package io.milliwatt.sip;

import io.milliwatt.sip.CallStateMachine.Step;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.Dialog;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

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
    private @Nullable Future<?> timer;
    private @Nullable Future<?> ackTimer;

    DialogCall(EndpointCore core, CallLeg leg, CallState initial) {
        this.core = core;
        this.leg = leg;
        this.state = initial;
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

    /// From anywhere else.
    private void wanted(CallEvent event) {
        mailbox.runOn(core.timer(), () -> step(event));
    }

    /// Only within the mailbox.
    void step(CallEvent event) {
        if (event instanceof CallEvent.Ack) {
            cancelAckTimer();
        }
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
            case CallEffect.SendReinvite _ ->
                    mailbox.run(() -> step(new CallEvent.ReofferFailure(500, words)));
            case CallEffect.SendAck _, CallEffect.Respond _ ->
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
            case CallEffect.SendAck _ -> leg.sendAck();
            case CallEffect.SendBye _ -> sendBye();
            case CallEffect.SendCancel _ -> leg.sendCancel();
            case CallEffect.SendReinvite e -> leg.sendReinvite(this, e.sdp());
            case CallEffect.Respond e -> {
                leg.respond(e);
                if (e.status() >= 200 && e.status() < 300) {
                    awaitAck();
                }
            }
            case CallEffect.AbandonInvite _ -> leg.abandonInvite();
            case CallEffect.StartGlareTimer _ ->
                    startTimer(glareDelay(), new CallEvent.GlareOver());
            case CallEffect.StartCleanupTimer _ -> startTimer(CLEANUP, new CallEvent.CleanupDue());
            case CallEffect.Forget _ -> forget();
            default -> tell(effect);
        }
    }

    private void tell(CallEffect effect) {
        try {
            switch (effect) {
                case CallEffect.TellProvisional e ->
                        listener.provisional(this, e.status(), e.phrase(), e.sdp());
                case CallEffect.TellAnswered e -> listener.answered(this, e.sdp());
                case CallEffect.TellConfirmed e -> listener.confirmed(this, e.sdp());
                case CallEffect.TellReofferAnswered e -> listener.reofferAnswered(this, e.sdp());
                case CallEffect.TellReofferRefused e ->
                        listener.reofferRefused(this, e.status(), e.phrase());
                case CallEffect.TellEnded e -> listener.ended(this, e.reason());
                default -> throw new IllegalArgumentException("nothing to tell: " + effect);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "listener of call " + callId(), e);
        }
    }

    private void sendBye() throws Exception {
        leg.inDialog(Request.BYE, BYE_TIMEOUT, Optional.empty())
                .whenComplete((_, _) -> received(new CallEvent.ByeDone()));
    }

    /// RFC 3261, section 14.1: the side that made the Call-ID waits 2.1 to 4 s, the other 0 to 2 s,
    /// in units of 10 ms.
    private Duration glareDelay() {
        int units =
                leg.outgoing()
                        ? ThreadLocalRandom.current().nextInt(210, 401)
                        : ThreadLocalRandom.current().nextInt(0, 201);
        return Duration.ofMillis(units * 10L);
    }

    void startTimer(Duration delay, CallEvent event) {
        cancelTimer();
        timer = core.timer().after(delay, () -> received(event));
    }

    void cancelTimer() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }

    /// Starts to wait for the ACK of a 2xx, RFC 3261, section 13.3.1.4; the stack repeats the 2xx,
    /// but does not tell when it gives up.
    private void awaitAck() {
        cancelAckTimer();
        ackTimer =
                core.timer()
                        .after(
                                core.limits().ackTimeout(),
                                () -> received(new CallEvent.AckMissing()));
    }

    private void cancelAckTimer() {
        Future<?> running = ackTimer;
        if (running != null) {
            running.cancel(false);
            ackTimer = null;
        }
    }

    private void forget() {
        cancelTimer();
        cancelAckTimer();
        core.forget(this);
    }

    /// A re-INVITE; asks the listener and answers. Only within the mailbox.
    void reofferReceived(IncomingReoffer reoffer) {
        ReofferReply reply =
                state instanceof CallState.Established
                        ? askListener(reoffer.offer())
                        : new ReofferReply.Refuse(491, "Request Pending");
        Causes.quietly(() -> reoffer.answer(reply));
        if (reply instanceof ReofferReply.Accept) {
            awaitAck();
        }
    }

    private ReofferReply askListener(Optional<String> offer) {
        try {
            return listener.reoffered(this, offer);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "listener of call " + callId(), e);
            return new ReofferReply.Refuse(500, "Server Internal Error");
        }
    }

    /// An INFO with a body that is no DTMF. Only within the mailbox.
    boolean infoReceived(String contentType, String body) {
        try {
            return listener.info(this, contentType, body);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "listener of call " + callId(), e);
            return false;
        }
    }

    void dtmfReceived(DtmfInfo dtmf) {
        mailbox.run(() -> listener.dtmf(this, dtmf.digit(), dtmf.durationMillis()));
    }

    CallLeg leg() {
        return leg;
    }

    Optional<Dialog> dialog() {
        return leg.dialog();
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
        wanted(new CallEvent.Reoffer(sdp));
    }

    @Override
    public CompletableFuture<RequestOutcome> info(String contentType, String body) {
        return request(
                Request.INFO, INFO_TIMEOUT, Optional.of(new CallLeg.Body(contentType, body)));
    }

    @Override
    public CompletableFuture<RequestOutcome> ping(Duration timeout) {
        return request(Request.OPTIONS, timeout, Optional.empty());
    }

    private CompletableFuture<RequestOutcome> request(
            String method, Duration timeout, Optional<CallLeg.Body> body) {
        CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
        mailbox.runOn(
                core.timer(),
                () -> {
                    if (!(state instanceof CallState.Established)) {
                        outcome.complete(
                                new RequestOutcome.Unanswered("the call is not established"));
                        return;
                    }
                    try {
                        leg.inDialog(method, timeout, body).thenAccept(outcome::complete);
                    } catch (Exception e) { // the stack throws unchecked exceptions as well
                        outcome.complete(
                                new RequestOutcome.Unanswered(
                                        method + " could not be sent: " + Causes.words(e)));
                    }
                });
        // a connect that hangs must not outlast the time given
        return outcome.completeOnTimeout(
                new RequestOutcome.Unanswered(
                        LocalAddresses.text(remoteAddress()) + " did not answer " + method),
                timeout.toMillis() + 100,
                java.util.concurrent.TimeUnit.MILLISECONDS);
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
