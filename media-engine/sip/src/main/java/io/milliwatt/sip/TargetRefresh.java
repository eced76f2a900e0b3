package io.milliwatt.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.ResponseEvent;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// A re-INVITE (RFC 3261, section 14.1) or UPDATE (RFC 3311) of ours on its way, with an offer or
/// only to refresh the session.
final class TargetRefresh implements TransactionOwner {
    sealed interface Result {
        record Succeeded(Response response) implements Result {}

        /// @param minSe seconds of the Min-SE header of a 422, else 0
        record Refused(int status, String phrase, Optional<Duration> retryAfter, long minSe)
                implements Result {}
    }

    private final DialogCall call;
    private final String method;
    private final Optional<String> sdp;
    private final Consumer<Result> done;

    /// @param done is told once, in the mailbox of the call
    TargetRefresh(DialogCall call, String method, Optional<String> sdp, Consumer<Result> done) {
        this.call = call;
        this.method = method;
        this.sdp = sdp;
        this.done = done;
    }

    void send() throws Exception {
        CallLeg leg = call.leg();
        Request request = leg.build(method, leg.authorization(method));
        leg.contact(request);
        Wire wire = leg.core().wire();
        wire.abilities(request);
        call.refresh().decorate(request);
        if (sdp.isPresent()) {
            wire.sdp(request, sdp.get());
        }
        leg.core().send(leg.theDialog(), request, this);
    }

    @Override
    public void response(ResponseEvent event) {
        Response response = event.getResponse();
        if (response.getStatusCode() >= 200) {
            call.receivedTask(() -> finalResponse(response));
        }
    }

    private void finalResponse(Response response) {
        int status = response.getStatusCode();
        if (status < 300) {
            if (method.equals(Request.INVITE)) {
                call.leg().ackFor(response);
                Causes.quietly(() -> call.leg().sendAck(Optional.empty()));
            }
            done.accept(new Result.Succeeded(response));
        } else if (!retried(response)) {
            done.accept(
                    new Result.Refused(
                            status,
                            String.valueOf(response.getReasonPhrase()),
                            Wire.retryAfter(response),
                            SessionExpires.minimum(Wire.headerOf(response, "Min-SE"))));
        }
    }

    private boolean retried(Response response) {
        if (!call.leg().answersChallenge(response)) {
            return false;
        }
        try {
            send();
            return true;
        } catch (Exception e) { // the stack throws unchecked exceptions as well
            return false;
        }
    }

    @Override
    public void timedOut() {
        call.receivedTask(() ->
                done.accept(
                        new Result.Refused(408, "no answer to " + method, Optional.empty(), 0)));
    }
}
