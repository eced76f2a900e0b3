package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.StreamKey;
import io.milliwatt.inspector.sip.NameAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// RTP whose signalling is not in the capture, as calls without messages: the two ways of a
/// conversation, at every tap, are one. Who sent first is taken for the caller.
public final class CallsWithoutSip {
    /// The method of such a call.
    public static final String METHOD = "RTP";

    private final List<CallStream> strays;
    private final int[] group;

    private CallsWithoutSip(List<CallStream> strays) {
        this.strays = strays;
        group = new int[strays.size()];
    }

    /// @param strays streams of no call, paired among themselves
    /// @return in the order of their first packets; their streams are those of `strays`, with
    ///   indexes of their own
    public static List<Call> of(List<CallStream> strays) {
        return new CallsWithoutSip(strays).calls();
    }

    private List<Call> calls() {
        for (int i = 0; i < group.length; i++) {
            group[i] = i;
        }
        for (int i = 0; i < group.length; i++) {
            join(i, strays.get(i).reverse());
            join(i, strays.get(i).sameAs());
        }
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < group.length; i++) {
            groups.computeIfAbsent(first(i), _ -> new ArrayList<>(2)).add(i);
        }
        var calls = new ArrayList<Call>();
        groups.values().forEach(members -> calls.add(call(members, calls.size() + 1)));
        return List.copyOf(calls);
    }

    private void join(int one, int other) {
        if (other >= 0) {
            int a = first(one);
            int b = first(other);
            group[Math.max(a, b)] = Math.min(a, b);
        }
    }

    /// The first stream of the group.
    private int first(int of) {
        int at = of;
        while (group[at] != at) {
            group[at] = group[group[at]];
            at = group[at];
        }
        return at;
    }

    private Call call(List<Integer> members, int number) {
        int earliest = 0;
        long begin = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (int i = 0; i < members.size(); i++) {
            var span = strays.get(members.get(i)).report().timing().span();
            if (span.firstNanos() < begin) {
                begin = span.firstNanos();
                earliest = i;
            }
            end = Math.max(end, span.lastNanos());
        }
        List<CallStream> own = withSides(members, earliest);
        StreamKey first = own.get(earliest).report().key();
        return new Call(
                new CallIdentity("", "", number, METHOD),
                new CallParties(
                        party(first.source()),
                        party(first.destination()),
                        "",
                        first.source(),
                        "",
                        "",
                        ""),
                CallState.WITHOUT_SIP,
                new CallTimes(
                        begin,
                        end,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.of((end - begin) / 1e6)),
                Release.NONE,
                new Signalling(List.of(), List.of(), List.of(), List.of(), 0),
                new Media(List.of(), own, DigitLine.of(List.of(), own)),
                List.of(),
                List.of());
    }

    private static NameAddress party(Endpoint place) {
        String host = place.address().getHostAddress();
        return new NameAddress("", place.toString(), "", host, place.port(), "");
    }

    /// The streams with their senders told, and with indexes among themselves.
    private List<CallStream> withSides(List<Integer> members, int earliest) {
        Map<Integer, Integer> index = new LinkedHashMap<>();
        members.forEach(member -> index.put(member, index.size()));
        List<Optional<Side>> sides = new ArrayList<>();
        members.forEach(_ -> sides.add(Optional.empty()));
        sides.set(earliest, Optional.of(Side.CALLER));
        // a side is told along pairs and sightings, which join all of them
        boolean told = true;
        while (told) {
            told = false;
            for (int i = 0; i < members.size(); i++) {
                CallStream stream = strays.get(members.get(i));
                told |= tell(sides, i, index.get(stream.reverse()), true);
                told |= tell(sides, i, index.get(stream.sameAs()), false);
            }
        }
        var own = new ArrayList<CallStream>();
        for (int i = 0; i < members.size(); i++) {
            CallStream stream = strays.get(members.get(i));
            own.add(
                    new CallStream(
                            stream.report(),
                            stream.attachment(),
                            sides.get(i),
                            index.getOrDefault(stream.reverse(), -1),
                            index.getOrDefault(stream.sameAs(), -1),
                            stream.noReverseStream(),
                            stream.quality()));
        }
        return own;
    }

    /// Between two streams that are joined, of which one is known.
    private static boolean tell(
            List<Optional<Side>> sides, int one, @Nullable Integer other, boolean opposite) {
        if (other == null || sides.get(one).isPresent() == sides.get(other).isPresent()) {
            return false;
        }
        int known = sides.get(one).isPresent() ? one : other;
        sides.set(
                known == one ? other : one,
                sides.get(known).map(side -> opposite ? side.other() : side));
        return true;
    }
}
