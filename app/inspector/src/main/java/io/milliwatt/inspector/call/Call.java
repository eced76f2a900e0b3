package io.milliwatt.inspector.call;

import java.util.List;
import java.util.Optional;

/// A call, or another exchange of SIP outside of calls (REGISTER, OPTIONS ...), as a capture shows
/// it.
///
/// @param problems what is wrong with it as a whole, in words; those of messages stand there
/// @param related other calls of the same conversation
public record Call(
        CallIdentity identity,
        CallParties parties,
        CallState state,
        CallTimes times,
        Release release,
        Signalling signalling,
        Media media,
        List<RelatedCall> related,
        List<String> problems) {
    public Call {
        related = List.copyOf(related);
        problems = List.copyOf(problems);
    }

    public String callId() {
        return identity.callId();
    }

    public List<CallMessage> messages() {
        return signalling.messages();
    }

    public List<OfferAnswer> exchanges() {
        return signalling.exchanges();
    }

    public List<CallStream> streams() {
        return media.streams();
    }

    public boolean isCall() {
        return identity.method().equals("INVITE");
    }

    /// Whether it was answered with success.
    public boolean answered() {
        return times.setUpMillis().isPresent();
    }

    /// The newest exchange that was answered; empty when none was.
    public Optional<OfferAnswer> agreed() {
        return exchanges().reversed().stream()
                .filter(exchange -> exchange.outcome() == OfferAnswer.Outcome.ANSWERED)
                .findFirst();
    }

    /// Whether a message, a stream or the call as a whole has something wrong.
    public boolean hasProblem() {
        return !problems.isEmpty()
                || messages().stream().anyMatch(message -> !message.problems().isEmpty())
                || streams().stream().anyMatch(CallStream::noReverseStream);
    }

    Call with(Media newMedia, List<RelatedCall> newRelated) {
        return new Call(
                identity,
                parties,
                state,
                times,
                release,
                signalling,
                newMedia,
                newRelated,
                problems);
    }
}
