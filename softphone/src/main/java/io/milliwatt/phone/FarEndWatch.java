package io.milliwatt.phone;

import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.RequestOutcome;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipUri;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Notices a far end that is gone: when RTP that is expected stays away, or its host says that
/// nothing listens there, it is asked by OPTIONS within the dialog; if that is not answered either,
/// the call ends. Silence alone is no death: an engine may send nothing.
final class FarEndWatch {
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Phone phone;
    private final CallSession session;
    private final PhoneTimeouts timeouts;
    private @Nullable Future<?> checking;
    private long lastAskedNanos = System.nanoTime();
    private boolean asking;
    private boolean stopped;

    FarEndWatch(Phone phone, CallSession session) {
        this.phone = phone;
        this.session = session;
        timeouts = phone.config().timeouts();
    }

    /// A name service that does not answer must not keep a call dialling for ever.
    void boundDialling(SipUri target) {
        Duration most = timeouts.noResponse().multipliedBy(2);
        var _ =
                phone.threads()
                        .after(
                                most,
                                () -> {
                                    if (session.sip().isEmpty()) {
                                        session.ended(
                                                EndReason.of(
                                                        EndReason.Kind.TRANSPORT,
                                                        "the address of "
                                                                + target.host()
                                                                + " was not found within "
                                                                + most.toSeconds()
                                                                + " s"));
                                    }
                                });
    }

    synchronized void start() {
        if (checking == null && !stopped) {
            lastAskedNanos = System.nanoTime();
            checking = phone.threads().every(PERIOD, this::check);
        }
    }

    synchronized void stop() {
        stopped = true;
        if (checking != null) {
            checking.cancel(false);
        }
    }

    private void check() {
        Optional<CallMedia> media = session.media();
        Optional<SipCall> sip = session.sip();
        if (media.isEmpty() || sip.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        boolean silent =
                media.get().expectsRtp()
                        && now - media.get().lastHeardNanos() > timeouts.silence().toNanos();
        boolean unreachable = media.get().unreachable();
        synchronized (this) {
            long sinceAsked = now - lastAskedNanos;
            boolean due =
                    silent
                            ? sinceAsked > timeouts.silence().toNanos()
                            : sinceAsked > timeouts.idle().toNanos() && !media.get().expectsRtp();
            if (asking || !(due || (unreachable && sinceAsked > PERIOD.toNanos() * 4))) {
                return;
            }
            asking = true;
            lastAskedNanos = now;
        }
        ask(sip.get(), media.get());
    }

    private void ask(SipCall sip, CallMedia media) {
        var _ =
                sip.ping(timeouts.ping())
                        .thenAccept(outcome -> {
                            synchronized (this) {
                                asking = false;
                            }
                            judge(sip, media, outcome);
                        });
    }

    private void judge(SipCall sip, CallMedia media, RequestOutcome outcome) {
        switch (outcome) {
            case RequestOutcome.Unanswered _ -> {
                if (session.media().isPresent()) {
                    sip.abandon(EndReason.of(EndReason.Kind.DEAD_PEER, words(media)));
                }
            }
            case RequestOutcome.Answered answer
                    when answer.status() == 481 || answer.status() == 408 ->
                    sip.abandon(
                            EndReason.of(
                                    EndReason.Kind.DEAD_PEER,
                                    "the far end does not know the call any more ("
                                            + answer.status()
                                            + " "
                                            + answer.reason()
                                            + ")"));
            case RequestOutcome.Answered _ -> {
                // it lives, and has its reasons
            }
        }
    }

    private static String words(CallMedia media) {
        String what =
                media.expectsRtp()
                        ? "the far end stopped sending audio and does not answer SIP any more"
                        : "the far end does not answer SIP any more";
        return media.unreachable() ? what + " (its RTP port is unreachable)" : what;
    }
}
