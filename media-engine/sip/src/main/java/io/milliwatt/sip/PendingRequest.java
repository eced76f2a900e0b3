package io.milliwatt.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.ClientTransaction;
import javax.sip.ResponseEvent;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/// One request other than INVITE that waits for its final response; answers a challenge.
final class PendingRequest implements TransactionOwner {
    /// Builds and sends the request, with that header if any, and returns its transaction.
    @FunctionalInterface
    interface Sender {
        ClientTransaction send(PendingRequest owner, Optional<DigestSession.Header> authorization)
                throws Exception;
    }

    private final String method;
    private final String uri;
    private final String where;
    private final Optional<DigestSession> digest;
    private final Sender sender;
    private final CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
    private final AtomicReference<@Nullable ClientTransaction> transaction =
            new AtomicReference<>();
    private volatile long sentNanos;

    /// @param where the address asked, for words
    PendingRequest(
            String method,
            String uri,
            String where,
            Optional<DigestSession> digest,
            Sender sender) {
        this.method = method;
        this.uri = uri;
        this.where = where;
        this.digest = digest;
        this.sender = sender;
    }

    /// Sends; may block while a TCP connection is made.
    ///
    /// @param timeout complete without a response then
    CompletableFuture<RequestOutcome> send(StackTimer timer, Duration timeout) {
        Future<?> deadline =
                timer.after(
                        timeout,
                        () ->
                                finish(
                                        new RequestOutcome.Unanswered(
                                                where
                                                        + " did not answer "
                                                        + method
                                                        + " within "
                                                        + timeout.toMillis()
                                                        + " ms")));
        outcome.whenComplete((_, _) -> deadline.cancel(false));
        transmit();
        return outcome;
    }

    private void transmit() {
        try {
            sentNanos = System.nanoTime();
            ClientTransaction sent = sender.send(this, digest.flatMap(d -> d.next(method, uri)));
            transaction.set(sent);
            if (outcome.isDone()) {
                terminate();
            }
        } catch (Exception e) { // the stack throws unchecked exceptions as well
            finish(
                    new RequestOutcome.Unanswered(
                            method + " could not be sent to " + where + ": " + Causes.words(e)));
        }
    }

    private void finish(RequestOutcome result) {
        if (outcome.complete(result)) {
            terminate();
        }
    }

    /// Stops the repeating of an unanswered request.
    private void terminate() {
        ClientTransaction sent = transaction.getAndSet(null);
        if (sent != null) {
            Causes.quietly(sent::terminate);
        }
    }

    @Override
    public void response(ResponseEvent event) {
        Response response = event.getResponse();
        int status = response.getStatusCode();
        if (status < 200) {
            return;
        }
        transaction.set(null);
        if ((status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED)
                && digest.isPresent()) {
            Optional<DigestChallenge> challenge =
                    DigestChallenge.strongest(Wire.challenges(response));
            if (challenge.isPresent()
                    && digest.get()
                            .challenged(
                                    challenge.get(),
                                    status == Response.PROXY_AUTHENTICATION_REQUIRED)) {
                transmit();
                return;
            }
        }
        finish(
                new RequestOutcome.Answered(
                        status,
                        String.valueOf(response.getReasonPhrase()),
                        Duration.ofNanos(System.nanoTime() - sentNanos),
                        Wire.shownHeaders(response)));
    }

    @Override
    public void timedOut() {
        transaction.set(null);
        finish(new RequestOutcome.Unanswered(where + " did not answer " + method));
    }
}
