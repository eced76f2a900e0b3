package io.milliwatt.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Requests within an established call that only want an answer: INFO, OPTIONS.
final class CallRequests {
    private static final int GRACE_MILLIS = 100;

    private final DialogCall call;

    CallRequests(DialogCall call) {
        this.call = call;
    }

    CompletableFuture<RequestOutcome> send(
            String method, Duration timeout, Optional<CallLeg.Body> body) {
        CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
        call.wantedTask(() -> {
            if (!(call.state() instanceof CallState.Established)) {
                outcome.complete(new RequestOutcome.Unanswered("the call is not established"));
                return;
            }
            try {
                call.leg()
                        .inDialog(CallLeg.Inside.of(method, timeout), body)
                        .thenAccept(outcome::complete);
            } catch (Exception e) { // the stack throws unchecked exceptions as well
                outcome.complete(
                        new RequestOutcome.Unanswered(
                                method + " could not be sent: " + Causes.words(e)));
            }
        });
        // a connect that hangs must not outlast the time given
        return outcome.completeOnTimeout(
                new RequestOutcome.Unanswered(
                        LocalAddresses.text(call.remoteAddress()) + " did not answer " + method),
                timeout.toMillis() + GRACE_MILLIS,
                TimeUnit.MILLISECONDS);
    }
}
