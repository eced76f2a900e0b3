package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.StreamKey;
import io.milliwatt.inspector.rtp.StreamReport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds the call of each stream. A function of what SIP said, what was counted, and what is known
/// of translations.
///
/// First by the SDP: the stream goes where a side said it receives, or comes from there (symmetric
/// RTP, RFC 4961), directly or through a known translation. Where the SDP lies, a stream belongs to
/// the call of the stream with the same packets at another tap, or of the one whose way back it is.
public final class StreamJoin {
    private final List<Call> calls;
    private final List<StreamReport> reports;
    private final NatMap translations;
    private final @Nullable Owner[] owners;

    /// Whose a stream is.
    ///
    /// @param call index of the call
    record Owner(int call, CallStream.Attachment attachment, Optional<Side> sender) {}

    /// Calls with their streams.
    ///
    /// @param others exchanges outside of calls
    /// @param strays streams of no call, paired among themselves
    public record Joined(List<Call> calls, List<Call> others, List<CallStream> strays) {
        public Joined {
            calls = List.copyOf(calls);
            others = List.copyOf(others);
            strays = List.copyOf(strays);
        }
    }

    private StreamJoin(List<Call> calls, List<StreamReport> reports, NatMap translations) {
        this.calls = calls;
        this.reports = reports;
        this.translations = translations;
        owners = new @Nullable Owner[reports.size()];
    }

    /// @param sip calls and other exchanges, without media
    public static Joined join(List<Call> sip, List<StreamReport> reports, NatMap translations) {
        List<Call> calls = sip.stream().filter(Call::isCall).toList();
        List<Call> others = sip.stream().filter(one -> !one.isCall()).toList();
        return new StreamJoin(calls, reports, translations).joined(others);
    }

    private Joined joined(List<Call> others) {
        bySdp();
        var alike = new SamePackets(reports);
        boolean found = true;
        for (int round = 0; round < 3 && found; round++) {
            found = bySamePackets(alike) | byWayBack() | byWayBackFromAnotherPort();
        }
        List<List<Integer>> ofCall = new ArrayList<>();
        calls.forEach(_ -> ofCall.add(new ArrayList<>()));
        List<Integer> strays = new ArrayList<>();
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] == null) {
                strays.add(i);
            } else {
                ofCall.get(owners[i].call()).add(i);
            }
        }
        var related = RelatedCalls.of(calls, others);
        var complete = new ArrayList<Call>();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            List<CallStream> streams =
                    new StreamPairing(reports, owners, Optional.of(call)).pair(ofCall.get(i));
            complete.add(
                    call.with(
                            new Media(
                                    call.media().flows(),
                                    streams,
                                    DigitLine.of(call.media().digits(), streams)),
                            related.ofCall(i)));
        }
        var outside = new ArrayList<Call>();
        for (int i = 0; i < others.size(); i++) {
            List<RelatedCall> links = related.ofOutside(i);
            Call other = others.get(i);
            outside.add(links.isEmpty() ? other : other.with(other.media(), links));
        }
        return new Joined(
                complete,
                outside,
                new StreamPairing(reports, owners, Optional.empty()).pair(strays));
    }

    private void bySdp() {
        var places = new FlowPlaces(calls, translations);
        for (int i = 0; i < owners.length; i++) {
            owners[i] = places.owner(reports.get(i)).orElse(null);
        }
    }

    private boolean bySamePackets(SamePackets alike) {
        boolean found = false;
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] != null) {
                continue;
            }
            for (int other : alike.of(i)) {
                Owner owner = owners[other];
                if (owner != null) {
                    owners[i] =
                            new Owner(
                                    owner.call(),
                                    CallStream.Attachment.SAME_PACKETS,
                                    owner.sender());
                    found = true;
                    break;
                }
            }
        }
        return found;
    }

    private boolean byWayBack() {
        return byAnswer(
                StreamPairing::way, StreamPairing::wayBack, candidates -> !candidates.isEmpty());
    }

    /// Where a stream comes from, and to which host, at a tap.
    private record Opposite(int tap, Endpoint source, InetAddress destination) {}

    /// A NAT may have given the way back another port at one end: the stream goes exactly to where
    /// one of a call comes from, and comes from the host that this one goes to. Many calls may
    /// share a port; then nothing is said.
    private boolean byWayBackFromAnotherPort() {
        return byAnswer(
                report -> {
                    StreamKey key = report.key();
                    return new Opposite(key.tap(), key.source(), key.destination().address());
                },
                report -> {
                    StreamKey key = report.key();
                    return new Opposite(key.tap(), key.destination(), key.source().address());
                },
                candidates -> candidates.stream().map(Owner::call).distinct().count() == 1);
    }

    /// A stream that answers one of a call at the same time belongs to that call.
    ///
    /// @param way what a stream of a call is found by
    /// @param answers what the stream has that it answers
    /// @param sure whether the owners of those that it may answer say whose it is: the first's
    private <W> boolean byAnswer(
            Function<StreamReport, W> way,
            Function<StreamReport, W> answers,
            Predicate<List<Owner>> sure) {
        Map<W, List<Integer>> owned = new HashMap<>();
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] != null) {
                owned.computeIfAbsent(way.apply(reports.get(i)), _ -> new ArrayList<>(1)).add(i);
            }
        }
        boolean found = false;
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] != null) {
                continue;
            }
            StreamReport report = reports.get(i);
            List<Owner> candidates =
                    owned.getOrDefault(answers.apply(report), List.of()).stream()
                            .filter(other -> SamePackets.overlap(report, reports.get(other)))
                            .map(other -> Objects.requireNonNull(owners[other]))
                            .toList();
            if (sure.test(candidates)) {
                Owner owner = candidates.getFirst();
                owners[i] =
                        new Owner(
                                owner.call(),
                                CallStream.Attachment.PAIR,
                                owner.sender().map(Side::other));
                found = true;
            }
        }
        return found;
    }
}
