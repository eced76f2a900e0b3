package io.milliwatt.protocol.sdp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// What an offer will be answered with, before there are ports for it: see
/// [SessionNegotiation#plan(SessionDescription, Capabilities)].
public sealed interface Plan {

    /// At least one media is accepted.
    ///
    /// @param media those accepted, in the order of their places
    record Accepted(SessionDescription offer, Capabilities ours, List<PlannedMedia> media)
            implements Plan {
        public Accepted {
            media = List.copyOf(media);
        }

        /// The places that need ports of their own: RTP, and the next one for RTCP unless it is
        /// multiplexed ([#needsRtcpPort(int)]).
        public SortedSet<Integer> transports() {
            SortedSet<Integer> places = new TreeSet<>();
            media.forEach(one -> places.add(one.at().transport()));
            return places;
        }

        /// Whether RTCP of that place comes on a port of its own.
        public boolean needsRtcpPort(int place) {
            return !(ours.has(Capabilities.Feature.RTCP_MUX) && offer.media().get(place).rtcpMux());
        }

        /// The answer, and with it the session.
        ///
        /// @param local the address we write for each of [#transports()]: where we receive RTP. A
        ///   place that is left out is refused
        /// @param origin of a new session; not used with `previous`
        /// @param previous what we said last in this session, as offer or answer: its origin goes
        ///   on, and its keys stay where the peer picks the same suite
        /// @param random new keys are drawn from it: a `SecureRandom`
        /// @return empty media never; a plan whose every transport is left out is answered with
        ///   every media refused, and the session has none
        public NegotiatedSession answer(
                Map<Integer, MediaAddress> local,
                Origin origin,
                Optional<SessionDescription> previous,
                RandomGenerator random) {
            SessionDescription answer =
                    new AnswerWriting(this, local, new LocalKeys(previous, random)).write(origin);
            return SessionReading.session(
                    previous.map(answer::asSuccessorOf).orElse(answer), offer, false);
        }
    }

    /// No media can be accepted.
    record Failed(OfferAnswerFailure failure) implements Plan {}
}
