package io.milliwatt.protocol.sdp;

/// What the answer to an offer of ours says.
public sealed interface AnswerOutcome {
    /// At least one media was accepted.
    record Agreed(NegotiatedSession session) implements AnswerOutcome {}

    record Failed(OfferAnswerFailure failure) implements AnswerOutcome {}
}
