package io.milliwatt.sip;

import java.util.Map;
import java.util.Optional;

/// What can happen to a call: what the far end sends, what the user wants, what a clock says.
sealed interface CallEvent {
    // from the far end, outgoing call
    record Provisional(int status, String phrase, Optional<String> sdp) implements CallEvent {}

    /// 2xx with the answer, or after it; empty text when there was none.
    record Success(String sdp) implements CallEvent {}

    /// 2xx with an offer, because our INVITE had none.
    record SuccessWithOffer(String sdp) implements CallEvent {}

    record Failure(int status, String phrase, Optional<String> reasonHeader) implements CallEvent {}

    // from the far end, incoming call
    record PeerCancel(Optional<String> reasonHeader) implements CallEvent {}

    record Ack(Optional<String> sdp) implements CallEvent {}

    // from the far end, either
    record PeerBye(Optional<String> reasonHeader) implements CallEvent {}

    record ByeDone() implements CallEvent {}

    // clocks and the network
    /// Nothing at all came back in the time the caller gave.
    record NoResponse(EndReason reason) implements CallEvent {}

    /// A transaction timer fired (B, F or H) or a message could not be sent.
    record Broken(EndReason reason) implements CallEvent {}

    record AckMissing() implements CallEvent {}

    /// An ACK came without the answer to the offer in our 2xx.
    record AnswerMissing() implements CallEvent {}

    /// A reliable response was never confirmed by PRACK.
    record PrackMissing() implements CallEvent {}

    /// Our 2xx went out.
    record AnswerSent() implements CallEvent {}

    record CleanupDue() implements CallEvent {}

    // from the user
    record Ring() implements CallEvent {}

    record Progress(String sdp) implements CallEvent {}

    record Accept(String sdp) implements CallEvent {}

    record Reject(int status, String phrase, Map<String, String> headers) implements CallEvent {}

    record HangUp(Optional<EndReason> reason) implements CallEvent {}
}
