package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.protocol.sdp.Direction;
import io.milliwatt.protocol.sdp.SessionDescription;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pairs the streams of one call, or those of none: which flows the other way, and whose packets
/// are the same.
final class StreamPairing {
    /// Before so long a stream need not have a reverse one.
    private static final double SETTLED_MILLIS = 1_000;

    private final List<StreamReport> reports;
    private final StreamJoin.@Nullable Owner[] owners;
    private final Optional<Call> call;

    /// From where to where, at which tap.
    record Way(int tap, Endpoint source, Endpoint destination) {}

    StreamPairing(
            List<StreamReport> reports, StreamJoin.@Nullable Owner[] owners, Optional<Call> call) {
        this.reports = reports;
        this.owners = owners;
        this.call = call;
    }

    static Way way(StreamReport report) {
        return new Way(report.key().tap(), report.key().source(), report.key().destination());
    }

    static Way wayBack(StreamReport report) {
        return new Way(report.key().tap(), report.key().destination(), report.key().source());
    }

    /// @param indexes of the streams of the call among all
    List<CallStream> pair(List<Integer> indexes) {
        Map<Way, List<Integer>> byWay = new HashMap<>();
        for (int i = 0; i < indexes.size(); i++) {
            StreamReport report = reports.get(indexes.get(i));
            byWay.computeIfAbsent(way(report), _ -> new ArrayList<>(1)).add(i);
        }
        Map<Integer, Integer> byHosts = call.isEmpty() ? byHosts(indexes, byWay) : Map.of();
        Map<Long, List<Integer>> bySsrc = new HashMap<>();
        var paired = new ArrayList<CallStream>();
        for (int i = 0; i < indexes.size(); i++) {
            StreamReport report = reports.get(indexes.get(i));
            int exact = reverse(indexes, i, byWay.getOrDefault(wayBack(report), List.of()));
            int reverse = exact < 0 ? byHosts.getOrDefault(i, -1) : exact;
            List<Integer> before =
                    bySsrc.computeIfAbsent(report.key().ssrc(), _ -> new ArrayList<>(1));
            StreamJoin.@Nullable Owner owner = owners[indexes.get(i)];
            Optional<Side> sender = sender(owner);
            int sameAs = -1;
            for (int other : before) {
                boolean sameSender = sender(owners[indexes.get(other)]).equals(sender);
                if (sameSender && SamePackets.same(report, reports.get(indexes.get(other)))) {
                    sameAs = other;
                    break;
                }
            }
            if (sameAs < 0) {
                before.add(i);
            }
            paired.add(
                    new CallStream(
                            report,
                            owner == null ? CallStream.Attachment.NONE : owner.attachment(),
                            sender,
                            reverse,
                            sameAs,
                            reverse < 0 && lonely(report, sender, indexes),
                            StreamQuality.of(report)));
        }
        return paired;
    }

    /// Between two hosts, each way, at a tap.
    private record Hosts(int tap, InetAddress source, InetAddress destination) {}

    /// Without SIP nothing says that a host sends from where it receives: two streams between the
    /// same hosts at the same time are a pair too, where there is just one each way.
    private Map<Integer, Integer> byHosts(List<Integer> indexes, Map<Way, List<Integer>> byWay) {
        Map<Hosts, List<Integer>> alone = new HashMap<>();
        for (int i = 0; i < indexes.size(); i++) {
            StreamReport report = reports.get(indexes.get(i));
            if (reverse(indexes, i, byWay.getOrDefault(wayBack(report), List.of())) < 0) {
                Way way = way(report);
                var hosts =
                        new Hosts(way.tap(), way.source().address(), way.destination().address());
                alone.computeIfAbsent(hosts, _ -> new ArrayList<>(1)).add(i);
            }
        }
        Map<Integer, Integer> pairs = new HashMap<>();
        alone.forEach((hosts, forth) -> {
            var opposite = new Hosts(hosts.tap(), hosts.destination(), hosts.source());
            List<Integer> back = alone.getOrDefault(opposite, List.of());
            boolean isPair = forth.size() == 1 && back.size() == 1 && !hosts.equals(opposite);
            if (isPair && reverse(indexes, forth.getFirst(), back) >= 0) {
                pairs.put(forth.getFirst(), back.getFirst());
            }
        });
        return pairs;
    }

    private static Optional<Side> sender(StreamJoin.@Nullable Owner owner) {
        return owner == null ? Optional.empty() : owner.sender();
    }

    /// The stream with the addresses the other way round; of several the one at the same time.
    private int reverse(List<Integer> indexes, int of, List<Integer> candidates) {
        StreamReport report = reports.get(indexes.get(of));
        for (int other : candidates) {
            if (other != of && SamePackets.overlap(report, reports.get(indexes.get(other)))) {
                return other;
            }
        }
        return -1;
    }

    /// Whether nothing comes back, though it should.
    private boolean lonely(StreamReport report, Optional<Side> sender, List<Integer> indexes) {
        if (report.timing().span().durationMillis() < SETTLED_MILLIS) {
            return false;
        }
        if (call.isEmpty() || sender.isEmpty()) {
            return true;
        }
        boolean otherWay =
                indexes.stream()
                        .anyMatch(index ->
                                sender(owners[index]).equals(sender.map(Side::other))
                                        && SamePackets.overlap(report, reports.get(index)));
        return !otherWay && call.get().answered() && promised(call.get(), sender.get());
    }

    /// Whether the SDP says that the other side sends, and this one listens.
    private static boolean promised(Call call, Side listener) {
        Optional<OfferAnswer> agreed = call.agreed();
        Direction listens = direction(agreed, listener);
        Direction speaks = direction(agreed, listener.other());
        return listens.receives() && speaks.sends();
    }

    private static Direction direction(Optional<OfferAnswer> exchange, Side side) {
        return exchange.flatMap(one -> one.of(side))
                .flatMap(SdpBody::description)
                .flatMap(StreamPairing::direction)
                .orElse(Direction.SENDRECV);
    }

    private static Optional<Direction> direction(SessionDescription description) {
        return description.audio().map(description::directionOf);
    }
}
