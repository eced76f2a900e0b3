package io.milliwatt.inspector.call;

import java.util.List;
import java.util.Optional;

/// One exchange of session descriptions, RFC 3264.
///
/// @param offerer who offered
/// @param offerMessage index of the message with the offer
/// @param answerMessage index of the message with the answer, or of the one that refused; -1 = none
/// @param dialog tag of the answering end; empty = not known
/// @param changes what is different from the exchange before, and what was not taken, in words
public record OfferAnswer(
        Side offerer,
        Outcome outcome,
        int offerMessage,
        int answerMessage,
        String dialog,
        SdpBody offer,
        Optional<SdpBody> answer,
        List<String> changes) {
    public OfferAnswer {
        changes = List.copyOf(changes);
    }

    /// What became of an offer.
    public enum Outcome {
        /// Nobody answered it in the capture.
        OPEN("open"),
        ANSWERED("answered"),
        /// A request with an offer was answered with an error.
        REFUSED("refused");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// What that side wrote; empty when it did not.
    public Optional<SdpBody> of(Side side) {
        return side == offerer ? Optional.of(offer) : answer;
    }
}
