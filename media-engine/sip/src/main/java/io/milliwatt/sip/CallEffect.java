package io.milliwatt.sip;

import java.util.Map;
import java.util.Optional;

/// What a step of [CallStateMachine] wants done, in the order given.
sealed interface CallEffect {
    /// ACK for the 2xx to our INVITE or re-INVITE.
    record SendAck() implements CallEffect {}

    /// ACK with the answer to the offer in a 2xx.
    record AnswerInAck(String offer) implements CallEffect {}

    record SendBye() implements CallEffect {}

    record SendCancel() implements CallEffect {}

    /// Response to the INVITE received.
    record Respond(int status, String phrase, Optional<String> sdp, Map<String, String> headers)
            implements CallEffect {}

    /// Stop repeating our INVITE; nobody is there.
    record AbandonInvite() implements CallEffect {}

    record StartCleanupTimer() implements CallEffect {}

    record TellProvisional(int status, String phrase, Optional<String> sdp) implements CallEffect {}

    record TellAnswered(String sdp) implements CallEffect {}

    record TellConfirmed(Optional<String> sdp) implements CallEffect {}

    record TellEnded(EndReason reason) implements CallEffect {}

    /// The call may be dropped from all tables.
    record Forget() implements CallEffect {}
}
