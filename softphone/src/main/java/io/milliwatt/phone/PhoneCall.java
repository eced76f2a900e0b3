package io.milliwatt.phone;

import io.milliwatt.phone.audio.AudioSink;
import io.milliwatt.phone.audio.AudioSource;
import io.milliwatt.phone.audio.NullSink;
import io.milliwatt.phone.audio.SilenceSource;
import io.milliwatt.protocol.sdp.MediaKeys;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.IncomingCall;
import io.milliwatt.sip.IncomingTransfer;
import io.milliwatt.sip.OutgoingCall;
import io.milliwatt.sip.Referral;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipCallListener;
import io.milliwatt.sip.SipMessage;
import io.milliwatt.sip.SipUri;
import io.milliwatt.sip.TransferProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One call of a [Phone]. Nothing here blocks but the two methods that await.
public final class PhoneCall {
    private final Phone phone;
    private final String callId;
    private final String remoteUri;
    private final boolean outgoing;
    private final CallMessages messages;
    private final CallSession session;
    private final Object lock = new Object();
    private final CountDownLatch connectedOrEnded = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long begunNanos = System.nanoTime();
    private final StringBuilder digits = new StringBuilder();
    private volatile Consumer<PhoneCallState> follower = _ -> {};
    private volatile Optional<PhoneCall> replaces = Optional.empty();
    private PhoneCallState state;
    private long setUpNanos = -1;
    private Optional<Instant> answeredAt = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();

    PhoneCall(
            Phone phone,
            String callId,
            String remoteUri,
            CallMessages messages,
            PhoneCallState initial) {
        this.phone = phone;
        this.callId = callId;
        this.remoteUri = remoteUri;
        this.messages = messages;
        this.state = initial;
        outgoing = initial instanceof PhoneCallState.Dialling;
        session = new CallSession(phone, this);
    }

    void dial(SipUri target, CallOptions options, OutgoingCall.Origin origin) {
        session.dial(target, options, origin);
    }

    /// Somebody else who hears of every state, at once.
    void followedBy(Consumer<PhoneCallState> other) {
        follower = other;
    }

    void replacing(Optional<PhoneCall> other) {
        replaces = other;
    }

    SipCallListener take(IncomingCall incoming) {
        return session.take(incoming);
    }

    public String callId() {
        return callId;
    }

    /// The URI called, or the caller's.
    public String remoteUri() {
        return remoteUri;
    }

    /// Whether we placed the call.
    public boolean outgoing() {
        return outgoing;
    }

    public PhoneCallState state() {
        synchronized (lock) {
            return state;
        }
    }

    /// Answers an incoming call. Nothing happens when it is none, or not waiting any more; source
    /// and sink are closed then.
    public void answer(CallOptions options) {
        session.answer(options);
    }

    /// Refuses an incoming call.
    ///
    /// @param status 400..699, such as 486 (busy) or 603 (declined)
    public void reject(int status) {
        session.reject(status);
    }

    /// Ends the call: hangs up, gives up, or refuses with 480, as its state demands.
    public void hangUp() {
        session.hangUp();
    }

    /// Tells the far end to wait; from now on silence is sent, and nothing is played.
    public void hold() {
        session.hold(true);
    }

    /// Takes the call off hold.
    public void resume() {
        session.hold(false);
    }

    /// Blind transfer: asks the far end to call somebody else. The listener hears how it goes; the
    /// call ends when it succeeded, and goes on otherwise.
    public void transfer(SipUri target) {
        session.sip().ifPresent(dialog -> dialog.refer(Referral.to(target)));
    }

    /// Attended transfer: connects the far ends of two calls of ours with each other. Both calls
    /// end when it succeeded.
    public void transferTo(PhoneCall other) {
        Optional<SipCall> theirs = other.session.sip();
        session.sip().ifPresent(dialog -> theirs.ifPresent(dialog::referTo));
    }

    /// The call that ends when this incoming one is answered, because its far end was transferred.
    public Optional<PhoneCall> replaces() {
        return replaces;
    }

    /// Sends silence instead of the source, or stops doing so. The far end is not told.
    public void mute(boolean muted) {
        session.mute(muted);
    }

    public boolean muted() {
        return session.muted();
    }

    /// Sends digits by the method of the call's options.
    ///
    /// @return false when they cannot be sent: not connected, a character that is no digit, or the
    ///   method is telephone-event and the far end takes none
    public boolean sendDtmf(String digitsToSend) {
        return session.sendDtmf(digitsToSend, session.dtmfMethod());
    }

    /// @return as [#sendDtmf(String)]
    public boolean sendDtmf(String digitsToSend, DtmfMethod method) {
        return session.sendDtmf(digitsToSend, method);
    }

    /// Sends and plays something else from now on. What was before is closed.
    public void setAudio(AudioSource source, AudioSink sink) {
        session.setAudio(source, sink);
    }

    /// The newest offer, whoever made it; empty while there is none. Keys are masked.
    public String offerSdp() {
        return MediaKeys.masked(session.offerSdp());
    }

    /// The newest answer; empty while there is none. Keys are masked.
    public String answerSdp() {
        return MediaKeys.masked(session.answerSdp());
    }

    /// The SIP messages of this call in order of time, the first 1,000.
    public List<SipMessage> messages() {
        return messages.inOrder();
    }

    /// Media now; at the end, when the call is over.
    public PhoneMedia media() {
        String received;
        synchronized (digits) {
            received = digits.toString();
        }
        return session.media(received);
    }

    /// Time from the call to its answer; nanoseconds; negative while not answered.
    public long setUpNanos() {
        synchronized (lock) {
            return setUpNanos;
        }
    }

    public Optional<Instant> answeredAt() {
        synchronized (lock) {
            return answeredAt;
        }
    }

    public Optional<Instant> endedAt() {
        synchronized (lock) {
            return endedAt;
        }
    }

    /// Waits for the answer, or the end.
    ///
    /// @return whether the call is connected
    public boolean awaitConnected(Duration atMost) throws InterruptedException {
        boolean _ = connectedOrEnded.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        return state() instanceof PhoneCallState.Connected;
    }

    /// Waits for the end.
    ///
    /// @return whether the call is over
    public boolean awaitEnded(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Takes another state, unless the call is over.
    void become(PhoneCallState next) {
        synchronized (lock) {
            if (state instanceof PhoneCallState.Ended || state.equals(next)) {
                return;
            }
            if (next instanceof PhoneCallState.Connected && answeredAt.isEmpty()) {
                answeredAt = Optional.of(Instant.now());
                setUpNanos = System.nanoTime() - begunNanos;
            }
            state = next;
            // in here, so that the listener hears of states in their order; it is called elsewhere
            phone.tell(() -> phone.listener().changed(this, next));
        }
        follower.accept(next);
        if (next instanceof PhoneCallState.Connected) {
            connectedOrEnded.countDown();
        }
    }

    /// @return whether it was not over before
    boolean end(EndReason reason) {
        synchronized (lock) {
            if (state instanceof PhoneCallState.Ended) {
                return false;
            }
            endedAt = Optional.of(Instant.now());
            state = new PhoneCallState.Ended(reason);
            phone.tell(() -> phone.listener().changed(this, new PhoneCallState.Ended(reason)));
        }
        follower.accept(new PhoneCallState.Ended(reason));
        phone.forget(this);
        connectedOrEnded.countDown();
        ended.countDown();
        return true;
    }

    void digitReceived(char digit) {
        synchronized (digits) {
            if (digits.length() < CallSession.MAX_DIGITS) {
                digits.append(digit);
            }
        }
        phone.tell(() -> phone.listener().dtmf(this, digit));
    }

    void transferRequested(IncomingTransfer transfer) {
        phone.tell(() -> new TransferFollower(phone, transfer).ask(this));
    }

    void transferring(TransferProgress progress) {
        phone.tell(() -> phone.listener().transferring(this, progress));
    }

    void problem(String words) {
        phone.tell(() -> phone.listener().problem(this, words));
    }

    /// The phone is gone: whatever still waits ends now.
    void phoneClosed() {
        session.ended(EndReason.of(EndReason.Kind.LOCAL_HANG_UP, "the phone was switched off"));
    }

    /// Silence and nowhere: for a call that was not given audio.
    static CallOptions noAudio() {
        return CallOptions.of(new SilenceSource(), new NullSink());
    }

    @Override
    public String toString() {
        return "PhoneCall[" + callId + ", " + remoteUri + ", " + state() + "]";
    }
}
