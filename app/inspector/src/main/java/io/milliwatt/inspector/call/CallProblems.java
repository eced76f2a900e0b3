package io.milliwatt.inspector.call;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with the SIP of a call as a whole, in words.
final class CallProblems {
    private final CallIdentity identity;
    private final CallFollower.Opening opening;
    private final CallState state;
    private final Signalling signalling;
    private final List<String> problems = new ArrayList<>();

    CallProblems(
            CallIdentity identity,
            CallFollower.Opening opening,
            CallState state,
            Signalling signalling) {
        this.identity = identity;
        this.opening = opening;
        this.state = state;
        this.signalling = signalling;
    }

    List<String> problems() {
        if (identity.number() > 1 && identity.method().equals("INVITE")) {
            problems.add("the Call-ID was used before by another call of this capture");
        }
        boolean isCall = identity.method().equals("INVITE");
        if (isCall && !opening.initial()) {
            problems.add("the capture began within this call");
        }
        if (signalling.leftOut() > 0) {
            problems.add(signalling.leftOut() + " more messages are not shown");
        }
        unanswered();
        if (isCall) {
            unacknowledged();
            refusedLater();
        }
        return problems;
    }

    private void unanswered() {
        for (SipTransaction transaction : signalling.transactions()) {
            boolean request =
                    transaction.status() == 0
                            && !transaction.method().equals("ACK")
                            && signalling
                                    .messages()
                                    .get(transaction.messages().getFirst())
                                    .head()
                                    .isRequest();
            if (request && transaction.retransmissions() > 0) {
                CallMessage first = signalling.messages().get(transaction.messages().getFirst());
                problems.add(
                        "nobody answered "
                                + transaction.method()
                                + ", sent "
                                + (transaction.retransmissions() + 1)
                                + " times to "
                                + first.place().destination());
            }
        }
    }

    /// A success of INVITE that is sent again and again, and no ACK: RFC 3261, section 13.3.1.4.
    private void unacknowledged() {
        boolean acknowledged =
                signalling.messages().stream()
                        .anyMatch(message -> message.head().method().equals("ACK"));
        long repeated =
                signalling.messages().stream()
                        .filter(message -> message.head().label().equals("200 INVITE"))
                        .filter(message -> message.links().isRetransmission())
                        .count();
        if (acknowledged || repeated == 0) {
            return;
        }
        String contact =
                signalling.dialogs().stream()
                        .map(SipDialog::contact)
                        .filter(uri -> !uri.isEmpty())
                        .findFirst()
                        .orElse("none");
        problems.add(
                "the answer was sent "
                        + (repeated + 1)
                        + " times and no ACK came: it should go to the Contact of the answer, "
                        + contact);
    }

    private void refusedLater() {
        if (state != CallState.COMPLETED && state != CallState.IN_CALL) {
            return;
        }
        for (OfferAnswer exchange : signalling.exchanges()) {
            if (exchange.outcome() == OfferAnswer.Outcome.REFUSED
                    && exchange.answerMessage() >= 0) {
                problems.add(
                        "the offer in message "
                                + (exchange.offerMessage() + 1)
                                + " was refused: "
                                + signalling
                                        .messages()
                                        .get(exchange.answerMessage())
                                        .head()
                                        .startLine());
            }
        }
    }
}
