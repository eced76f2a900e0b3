package io.milliwatt.sip;

import io.milliwatt.sip.Referring.Effect;
import io.milliwatt.sip.Referring.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sip.ServerTransaction;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// REFER and NOTIFY of one call, RFC 3515. Used only in the mailbox of its call.
///
/// Deviation: the subscription ends with the call (RFC 3515 and RFC 5057 let it live on), because
/// the stack ends the dialog with the BYE.
final class Transfers {
    static final Duration TIMEOUT = Duration.ofSeconds(32);

    private final DialogCall call;
    private Referring.State state = Referring.State.IDLE;

    Transfers(DialogCall call) {
        this.call = call;
    }

    /// Whether nothing more is to be told of a REFER of ours.
    boolean isIdle() {
        return state == Referring.State.IDLE;
    }

    /// The user wants the far end to call somebody else.
    void refer(Referral referral) {
        step(new Event.Wanted(), referral, Optional.empty());
    }

    private void step(Event event, Referral referral, Optional<ServerTransaction> notify) {
        Referring.Step step = Referring.step(state, event);
        state = step.state();
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Effect.Send _ -> send(referral);
                case Effect.Tell(TransferProgress progress) ->
                        call.tell(l -> l.transferProgress(call, progress));
                case Effect.TakeNotify _ -> notify.ifPresent(n -> answer(n, 200, "", Map.of()));
                case Effect.RefuseNotify _ ->
                        notify.ifPresent(
                                n -> answer(n, 481, "Subscription Does Not Exist", Map.of()));
            }
        }
    }

    private void send(Referral referral) {
        if (!(call.state() instanceof CallState.Established)) {
            answered(new RequestOutcome.Unanswered("the call is not established"), referral);
            return;
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("Refer-To", referral.referTo());
        headers.put("Referred-By", "<" + call.leg().localUri() + ">");
        if (!referral.report()) {
            headers.put("Refer-Sub", "false");
            headers.put("Supported", "norefersub");
        }
        try {
            call.leg()
                    .inDialog(new CallLeg.Inside(Request.REFER, headers, TIMEOUT), Optional.empty())
                    .thenAccept(outcome -> call.receivedTask(() -> answered(outcome, referral)));
        } catch (SipException e) {
            answered(new RequestOutcome.Unanswered(Causes.words(e)), referral);
        }
    }

    private void answered(RequestOutcome outcome, Referral referral) {
        Event event =
                switch (outcome) {
                    case RequestOutcome.Answered a ->
                            new Event.Answered(
                                    a.status(),
                                    a.reason(),
                                    referral.report()
                                            || !a.headers()
                                                    .getOrDefault("Refer-Sub", "true")
                                                    .equalsIgnoreCase("false"));
                    case RequestOutcome.Unanswered(String words) ->
                            new Event.Answered(408, words, false);
                };
        step(event, referral, Optional.empty());
    }

    /// A NOTIFY; answered here.
    void notified(ServerTransaction notify) {
        Request request = notify.getRequest();
        String event = Wire.headerOf(request, "Event").orElse("");
        if (!event.split(";", 2)[0].strip().equalsIgnoreCase("refer")) {
            answer(notify, 489, "Bad Event", Map.of("Allow-Events", "refer"));
            return;
        }
        boolean last =
                Wire.headerOf(request, "Subscription-State").orElse("").startsWith("terminated");
        Optional<SipFragment> report = SipFragment.parse(Wire.bodyOf(request));
        step(
                new Event.Notified(
                        report.map(SipFragment::status).orElse(0),
                        report.map(SipFragment::phrase).orElse(""),
                        last),
                new Referral("", Optional.empty(), true),
                Optional.of(notify));
    }

    /// A REFER; asks the listener, which answers now or later.
    void referred(ServerTransaction refer) {
        Request request = refer.getRequest();
        boolean report = !Wire.headerOf(request, "Refer-Sub").orElse("true").startsWith("false");
        Optional<Referral> referral =
                Wire.headerOf(request, "Refer-To").flatMap(v -> Referral.parse(v, report));
        if (referral.isEmpty()) {
            answer(refer, 400, "Refer-To Names No Call", Map.of());
        } else if (!isConfirmed()) {
            answer(refer, 491, "Request Pending", Map.of());
        } else {
            Received received = new Received(refer, referral.get());
            call.tell(l -> l.transferRequested(call, received));
        }
    }

    /// Whether the dialog is confirmed, which it is with the 2xx: a REFER may overtake the ACK. RFC
    /// 3261, section 12.1.
    private boolean isConfirmed() {
        return call.state() instanceof CallState.Established
                || call.state() instanceof CallState.AwaitingAck;
    }

    private void answer(
            ServerTransaction transaction, int status, String phrase, Map<String, String> headers) {
        Causes.quietly(() -> {
            Wire wire = call.leg().core().wire();
            Response response = wire.response(transaction.getRequest(), status, phrase);
            if (status < 300) {
                call.leg().contact(response);
            }
            for (Map.Entry<String, String> header : headers.entrySet()) {
                wire.header(response, header.getKey(), header.getValue());
            }
            call.leg().core().send(transaction, response);
        });
    }

    /// A transfer the far end asked for. Its state changes in the mailbox.
    private final class Received implements IncomingTransfer {
        private enum Stage {
            OFFERED,
            ACCEPTED,
            OVER
        }

        private final ServerTransaction refer;
        private final Referral referral;
        private Stage stage = Stage.OFFERED;

        /// Reports must not overtake each other: each waits for the answer to the one before.
        private CompletableFuture<Boolean> lastReport = CompletableFuture.completedFuture(true);

        Received(ServerTransaction refer, Referral referral) {
            this.refer = refer;
            this.referral = referral;
        }

        @Override
        public Referral referral() {
            return referral;
        }

        @Override
        public Optional<String> referredBy() {
            return Wire.headerOf(refer.getRequest(), "Referred-By");
        }

        @Override
        public void accept() {
            call.wantedTask(() -> {
                if (stage == Stage.OFFERED) {
                    stage = Stage.ACCEPTED;
                    Map<String, String> silent = Map.of("Refer-Sub", "false");
                    answer(refer, 202, "Accepted", referral.report() ? Map.of() : silent);
                    report(100, "Trying");
                }
            });
        }

        @Override
        public void refuse(int status, String reason) {
            call.wantedTask(() -> {
                if (stage == Stage.OFFERED) {
                    stage = Stage.OVER;
                    answer(refer, status, reason, Map.of());
                }
            });
        }

        @Override
        public void progress(int status, String reason) {
            call.wantedTask(() -> {
                if (stage == Stage.ACCEPTED) {
                    stage = status >= 200 ? Stage.OVER : Stage.ACCEPTED;
                    report(status, reason);
                }
            });
        }

        private void report(int status, String reason) {
            if (!referral.report() || !isConfirmed()) {
                return;
            }
            long id = ((CSeqHeader) refer.getRequest().getHeader(CSeqHeader.NAME)).getSeqNumber();
            Map<String, String> headers =
                    Map.of(
                            "Event",
                            "refer;id=" + id,
                            "Subscription-State",
                            status >= 200 ? "terminated;reason=noresource" : "active;expires=180");
            String line = new SipFragment(status, reason).text();
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            lastReport.thenAccept(_ -> call.wantedTask(() -> send(headers, line, done)));
            lastReport = done;
        }

        private void send(
                Map<String, String> headers, String line, CompletableFuture<Boolean> done) {
            try {
                call.leg()
                        .inDialog(
                                new CallLeg.Inside(Request.NOTIFY, headers, TIMEOUT),
                                Optional.of(new CallLeg.Body(SipFragment.CONTENT_TYPE, line)))
                        .thenAccept(_ -> done.complete(true));
            } catch (SipException e) {
                done.complete(false); // the call is over, nobody listens any more
            }
        }
    }
}
