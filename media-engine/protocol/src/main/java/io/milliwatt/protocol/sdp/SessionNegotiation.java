package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.sdp.OfferAnswerFailure.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/// Offer and answer of whole sessions, RFC 3264. Pure functions: what a session needs to remember
/// is its last [SessionDescription] of ours.
public final class SessionNegotiation {
    private SessionNegotiation() {}

    /// What an offer will be answered with. Ports are opened for [Plan.Accepted#transports()], then
    /// the answer is made with them.
    public static Plan plan(SessionDescription offer, Capabilities ours) {
        return new OfferPlanning(offer, ours).plan();
    }

    /// The same for an offer as it came from the network.
    public static Plan plan(String offer, Capabilities ours) {
        return switch (SessionDescription.parse(offer)) {
            case ParseResult.Parsed<SessionDescription>(SessionDescription parsed) ->
                    plan(parsed, ours);
            case ParseResult.Malformed<SessionDescription>(
                            MalformedReason _,
                            int _,
                            String detail) ->
                    new Plan.Failed(new OfferAnswerFailure(Reason.MALFORMED, detail));
        };
    }

    /// The places an offer will describe, each of which needs ports of its own, unless the session
    /// has them already.
    ///
    /// @param previous what we said last in this session, as offer or answer
    public static SortedMap<Integer, MediaKind> offerPlaces(
            Capabilities ours, Optional<SessionDescription> previous) {
        return OfferWriting.places(ours, previous);
    }

    /// An offer of ours: the first, or a later one of the same session, whose version grows when
    /// anything changes. Keys and payload types of `previous` stay.
    ///
    /// @param local where we receive RTP at each place; a place that is left out is not offered, or
    ///   switched off
    /// @param origin of a new session; not used with `previous`
    /// @param random new keys are drawn from it: a `SecureRandom`
    public static SessionDescription offer(
            Capabilities ours,
            Map<Integer, MediaAddress> local,
            Origin origin,
            Optional<SessionDescription> previous,
            RandomGenerator random) {
        return new OfferWriting(ours, local, previous, random).write(origin);
    }

    /// Reads the answer to an offer of ours.
    public static AnswerOutcome apply(SessionDescription offer, SessionDescription answer) {
        return new AnswerReading(offer, answer).outcome();
    }

    /// The same for an answer as it came from the network.
    public static AnswerOutcome apply(SessionDescription offer, String answer) {
        return switch (SessionDescription.parse(answer)) {
            case ParseResult.Parsed<SessionDescription>(SessionDescription parsed) ->
                    apply(offer, parsed);
            case ParseResult.Malformed<SessionDescription>(
                            MalformedReason _,
                            int _,
                            String detail) ->
                    new AnswerOutcome.Failed(new OfferAnswerFailure(Reason.MALFORMED, detail));
        };
    }
}
