package io.milliwatt.protocol.sdp;

/// The outcome of one offer/answer exchange.
public sealed interface Negotiation {
    /// Both sides have an audio stream.
    ///
    /// @param answer the description that answers the offer: ours to send, or the one received
    record Agreed(SessionDescription answer, NegotiatedAudio audio) implements Negotiation {}

    record Failed(OfferAnswerFailure failure) implements Negotiation {}
}
