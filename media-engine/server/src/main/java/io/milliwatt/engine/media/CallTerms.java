package io.milliwatt.engine.media;

import io.milliwatt.engine.media.MediaPath.Line;
import io.milliwatt.protocol.sdp.AnswerOutcome;
import io.milliwatt.protocol.sdp.Capabilities;
import io.milliwatt.protocol.sdp.MediaAddress;
import io.milliwatt.protocol.sdp.MediaDescription;
import io.milliwatt.protocol.sdp.NegotiatedMedia;
import io.milliwatt.protocol.sdp.NegotiatedSession;
import io.milliwatt.protocol.sdp.OfferAnswerFailure;
import io.milliwatt.protocol.sdp.Origin;
import io.milliwatt.protocol.sdp.Plan;
import io.milliwatt.protocol.sdp.SessionDescription;
import io.milliwatt.protocol.sdp.SessionNegotiation;
import io.milliwatt.transport.MediaSockets;
import io.milliwatt.transport.PortRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The offers and answers of one call from first to last, and the ports that they need. One thread
/// at a time.
public final class CallTerms {
    /// What came of an offer or answer.
    public sealed interface Outcome {
        /// @param lines what the call's media is now
        record Agreed(NegotiatedSession session, List<Line> lines) implements Outcome {}

        record Refused(OfferAnswerFailure failure) implements Outcome {}

        /// No RTP port is free.
        record NoPort() implements Outcome {}
    }

    private final MediaServer media;
    private final Capabilities ours;
    private final InetAddress signalling;
    private final Origin origin;
    private final Map<Integer, MediaSockets> sockets = new HashMap<>();
    private Optional<SessionDescription> local = Optional.empty();
    private Optional<SessionDescription> pendingOffer = Optional.empty();

    /// @param signalling the host that the far end's signalling comes from
    CallTerms(MediaServer media, Capabilities ours, InetAddress signalling, Origin origin) {
        this.media = media;
        this.ours = ours;
        this.signalling = signalling;
        this.origin = origin;
    }

    /// Answers an offer. Media for which no port is left is refused in its place; when there is
    /// none for the first, nothing is answered.
    public Outcome answer(String offer) {
        return switch (SessionNegotiation.plan(offer, ours)) {
            case Plan.Failed(OfferAnswerFailure failure) -> new Outcome.Refused(failure);
            case Plan.Accepted plan -> {
                if (!openSockets(plan.transports(), Optional.of(plan.offer()))) {
                    yield new Outcome.NoPort();
                }
                NegotiatedSession session = plan.answer(addresses(), origin, local, media.random());
                local = Optional.of(session.local());
                yield new Outcome.Agreed(session, lines(session));
            }
        };
    }

    /// An offer of ours: the first of a call, which is of audio, or a later one, which adds no
    /// video either: not every phone answers a media that it does not know in its place.
    ///
    /// @return empty when no port is free
    public Optional<String> offer() {
        boolean hasVideo =
                local.stream()
                        .flatMap(description -> description.media().stream())
                        .anyMatch(one -> one.media().equals("video") && one.port() != 0);
        return offer(hasVideo ? ours : ours.withVideo(List.of()));
    }

    private Optional<String> offer(Capabilities offered) {
        if (!openSockets(
                SessionNegotiation.offerPlaces(offered, local).keySet(), Optional.empty())) {
            return Optional.empty();
        }
        SessionDescription offer =
                SessionNegotiation.offer(offered, addresses(), origin, local, media.random());
        pendingOffer = Optional.of(offer);
        return Optional.of(offer.toText());
    }

    /// Takes the answer to the last offer of ours; again when it comes again, as with early media.
    ///
    /// @throws IllegalStateException nothing was offered
    public Outcome apply(String answer) {
        SessionDescription offer =
                pendingOffer.orElseThrow(() -> new IllegalStateException("nothing was offered"));
        return switch (SessionNegotiation.apply(offer, answer)) {
            case AnswerOutcome.Agreed(NegotiatedSession session) -> {
                local = Optional.of(offer);
                yield new Outcome.Agreed(session, lines(session));
            }
            case AnswerOutcome.Failed(OfferAnswerFailure failure) -> new Outcome.Refused(failure);
        };
    }

    /// The last offer of ours was refused: what was agreed before goes on.
    public void withdraw() {
        pendingOffer = Optional.empty();
    }

    /// @param theirs their offer, when there is one
    private boolean openSockets(Set<Integer> places, Optional<SessionDescription> theirs) {
        boolean first = true;
        for (int place : places) {
            if (!sockets.containsKey(place)) {
                Optional<MediaSockets> opened = media.openSockets(request(place, theirs));
                if (opened.isPresent()) {
                    sockets.put(place, opened.get());
                } else if (first) {
                    return false;
                }
            }
            first = false;
        }
        return true;
    }

    /// Signalling that comes from another host than the description names was rewritten on its way,
    /// and so will RTP be: where from, nobody knows before it comes.
    private PortRequest request(int place, Optional<SessionDescription> theirs) {
        if (theirs.isEmpty()) {
            return PortRequest.ofUnknown();
        }
        MediaDescription description = theirs.get().media().get(place);
        return theirs.get()
                .connectionOf(description)
                .map(connection -> new MediaAddress(connection.address(), description.port()))
                .map(rtp -> {
                    InetSocketAddress address = rtp.toSocketAddress();
                    return new PortRequest(
                            address,
                            description.rtcpAddress(rtp).toSocketAddress(),
                            signalling.equals(address.getAddress()));
                })
                .orElseGet(PortRequest::ofUnknown);
    }

    private Map<Integer, MediaAddress> addresses() {
        var addresses = new TreeMap<Integer, MediaAddress>();
        sockets.forEach((place, pair) ->
                addresses.put(place, new MediaAddress(media.advertised(), pair.rtpPort())));
        return addresses;
    }

    private List<Line> lines(NegotiatedSession session) {
        var byTransport = new LinkedHashMap<Integer, List<NegotiatedMedia>>();
        for (NegotiatedMedia one : session.media()) {
            byTransport.computeIfAbsent(one.transport(), _ -> new ArrayList<>()).add(one);
        }
        var lines = new ArrayList<Line>();
        byTransport.forEach((place, those) -> {
            MediaSockets pair = sockets.get(place);
            if (pair != null) {
                lines.add(new Line(pair, those));
            }
        });
        // ports that no media uses any more: those never used are closed here, the path closes
        // those it had
        sockets.entrySet()
                .removeIf(entry -> {
                    boolean unused = !byTransport.containsKey(entry.getKey());
                    if (unused) {
                        entry.getValue().close();
                    }
                    return unused;
                });
        return lines;
    }

    /// Gives the ports back: for a call that comes to nothing.
    public void close() {
        sockets.values().forEach(MediaSockets::close);
        sockets.clear();
    }
}
