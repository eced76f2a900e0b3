package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.sdp.OfferAnswerFailure.Reason;
import java.util.Optional;

/// Holds an answer against our offer, RFC 3264, section 7.
record AnswerReading(SessionDescription offer, SessionDescription answer) {

    AnswerOutcome outcome() {
        if (answer.media().size() != offer.media().size()) {
            return failed(
                    Reason.ANSWER_MISMATCH,
                    "The answer must have "
                            + offer.media().size()
                            + " media, it has "
                            + answer.media().size());
        }
        Optional<AnswerOutcome> problem = Optional.empty();
        for (int place = 0; place < offer.media().size() && problem.isEmpty(); place++) {
            problem = problem(place);
        }
        if (problem.isPresent()) {
            return problem.get();
        }
        NegotiatedSession session = SessionReading.session(offer, answer, true);
        if (!session.media().isEmpty()) {
            return new AnswerOutcome.Agreed(session);
        }
        return answer.media().stream().allMatch(one -> one.port() == 0)
                ? failed(Reason.REJECTED_BY_PEER, "The peer refused the offered media with port 0")
                : failed(Reason.NO_COMMON_CODEC, "The answer names none of the offered codecs");
    }

    /// What is wrong with a media that the answer accepts.
    private Optional<AnswerOutcome> problem(int place) {
        MediaDescription offered = offer.media().get(place);
        MediaDescription theirs = answer.media().get(place);
        if (theirs.port() == 0) {
            return Optional.empty();
        }
        if (offered.port() == 0
                || !theirs.media().equalsIgnoreCase(offered.media())
                || !theirs.protocol().equalsIgnoreCase(offered.protocol())) {
            return Optional.of(
                    failed(
                            Reason.ANSWER_MISMATCH,
                            "The answer has another media or transport than was offered"));
        }
        BundleGroup bundle = BundleGroup.in(answer);
        MediaDescription transport = answer.media().get(bundle.transportOf(place));
        boolean keyed =
                !CryptoAttribute.in(transport).isEmpty()
                        && CryptoAttribute.in(offer.media().get(bundle.transportOf(place))).stream()
                                .anyMatch(line ->
                                        line.tag()
                                                == CryptoAttribute.in(transport).getFirst().tag());
        if (theirs.isSecureRtp() && !keyed) {
            return Optional.of(
                    failed(
                            Reason.NO_COMMON_CRYPTO,
                            "The answer accepts encrypted media without an offered crypto line"));
        }
        Capabilities.AddressFamily family =
                offer.connectionOf(offered).map(ConnectionAddress::isIp6).orElse(false)
                        ? Capabilities.AddressFamily.IP6
                        : Capabilities.AddressFamily.IP4;
        return OfferPlanning.addressProblem(answer, transport, family)
                .map(AnswerOutcome.Failed::new);
    }

    private static AnswerOutcome failed(Reason reason, String detail) {
        return new AnswerOutcome.Failed(new OfferAnswerFailure(reason, detail));
    }
}
