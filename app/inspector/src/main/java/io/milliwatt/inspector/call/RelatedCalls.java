package io.milliwatt.inspector.call;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds calls of one conversation: those that a transfer joins ([Transfers]), and legs that a
/// back-to-back user agent made two calls of: by X-Call-ID, which names the other leg, else by the
/// same user at the same time through the same host. A guess, so the calls are linked, not merged.
final class RelatedCalls {
    /// A leg begins this soon after the one that caused it.
    private static final long SOON_NANOS = 3_000_000_000L;

    private static final int MOST_LOOKED_AT = 50;

    private final List<Call> calls;
    private final List<Call> outside;
    private final List<List<RelatedCall>> ofCalls = new ArrayList<>();
    private final List<List<RelatedCall>> ofOutside = new ArrayList<>();

    private RelatedCalls(List<Call> calls, List<Call> outside) {
        this.calls = calls;
        this.outside = outside;
        calls.forEach(_ -> ofCalls.add(new ArrayList<>(0)));
        outside.forEach(_ -> ofOutside.add(new ArrayList<>(0)));
    }

    /// @param outside exchanges outside of calls
    static RelatedCalls of(List<Call> calls, List<Call> outside) {
        var links = new RelatedCalls(calls, outside);
        Transfers.of(calls, outside).forEach(links::link);
        links.byHeader();
        links.byUser();
        return links;
    }

    /// What belongs to a call.
    List<RelatedCall> ofCall(int index) {
        return ofCalls.get(index);
    }

    /// What belongs to an exchange outside of calls.
    List<RelatedCall> ofOutside(int index) {
        return ofOutside.get(index);
    }

    private void link(Transfers.Link link) {
        if (!link.outside()) {
            link(link.one(), link.other(), link.relation(), link.reason());
            return;
        }
        List<RelatedCall> known = ofOutside.get(link.one());
        if (known.stream().noneMatch(one -> one.isCall(link.other()))) {
            known.add(related(calls, false, link.other(), link.relation(), link.reason()));
            ofCalls.get(link.other())
                    .add(related(outside, true, link.one(), link.relation(), link.reason()));
        }
    }

    private void link(int one, int other, RelatedCall.Relation relation, String reason) {
        boolean known = ofCalls.get(one).stream().anyMatch(link -> link.isCall(other));
        if (one != other && !known) {
            ofCalls.get(one).add(related(calls, false, other, relation, reason));
            ofCalls.get(other).add(related(calls, false, one, relation, reason));
        }
    }

    private static RelatedCall related(
            List<Call> among,
            boolean outside,
            int index,
            RelatedCall.Relation relation,
            String reason) {
        return new RelatedCall(outside, index, among.get(index).callId(), relation, reason);
    }

    private void byHeader() {
        Map<String, Integer> byCallId = new HashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            byCallId.putIfAbsent(calls.get(i).callId(), i);
        }
        for (int i = 0; i < calls.size(); i++) {
            String named = calls.get(i).parties().otherLeg();
            Integer other = named.isEmpty() ? null : byCallId.get(named);
            if (other != null) {
                link(i, other, RelatedCall.Relation.LEG, "X-Call-ID names it");
            }
        }
    }

    /// The second leg comes from the host that the first went to, soon after it, for the same user;
    /// only when there is exactly one such pair.
    private void byUser() {
        Map<InetAddress, List<Integer>> bySpeaker = new HashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            bySpeaker
                    .computeIfAbsent(
                            calls.get(i).parties().initialSpeaker().address(),
                            _ -> new ArrayList<>(1))
                    .add(i);
        }
        for (int i = 0; i < calls.size(); i++) {
            Call first = calls.get(i);
            if (first.messages().isEmpty()) {
                continue;
            }
            MessagePlace place = first.messages().getFirst().place();
            List<Integer> seconds =
                    bySpeaker.getOrDefault(place.destination().address(), List.of());
            int found = -1;
            int count = 0;
            int looked = 0;
            for (int j = from(seconds, i); j < seconds.size() && looked < MOST_LOOKED_AT; j++) {
                looked++;
                Call second = calls.get(seconds.get(j));
                if (isLegOf(first, place, second)) {
                    found = seconds.get(j);
                    count++;
                }
            }
            if (count == 1) {
                link(
                        i,
                        found,
                        RelatedCall.Relation.LEG,
                        "the same user at the same time, through " + place.destination());
            }
        }
    }

    private static int from(List<Integer> sorted, int index) {
        int at = Collections.binarySearch(sorted, index);
        return at < 0 ? -at - 1 : at + 1;
    }

    private static boolean isLegOf(Call first, MessagePlace place, Call second) {
        long later = second.times().startNanos() - first.times().startNanos();
        boolean soon = later >= 0 && later <= SOON_NANOS;
        boolean another = !second.parties().initialSpeaker().equals(place.source());
        return soon && another && sameUser(first.parties(), second.parties());
    }

    private static boolean sameUser(CallParties first, CallParties second) {
        String from = first.from().user();
        String to = first.to().user();
        String secondTo = second.to().user();
        boolean sameCaller = !from.isEmpty() && from.equals(second.from().user());
        // a number such as bridge-USER has the user in it
        return sameCaller || !secondTo.isEmpty() && to.contains(secondTo);
    }
}
