package io.milliwatt.inspector.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a call from its messages: a function of them.
final class CallReading {
    /// The same octets again before this are the same packet, captured twice (as on two interfaces
    /// of one host); after it somebody sent them again: T1 of RFC 3261 is 500 ms.
    private static final long SAME_PACKET_NANOS = 5_000_000L;

    /// Longest way of a packet between two taps.
    private static final long LONGEST_WAY_NANOS = 400_000_000L;

    private final CallIdentity identity;
    private final CallFollower.Opening opening;
    private final List<Heard> heard;
    private final long leftOut;
    private final Transactions transactions = new Transactions();
    private final List<CallMessage> messages = new ArrayList<>();
    private final Map<String, List<Integer>> byText = new HashMap<>();

    CallReading(
            CallIdentity identity, CallFollower.Opening opening, List<Heard> heard, long leftOut) {
        this.identity = identity;
        this.opening = opening;
        this.heard = heard;
        this.leftOut = leftOut;
    }

    Call read() {
        var progress = new CallProgress(identity.method(), opening.initial());
        for (Heard one : heard) {
            addMessage(one);
            progress.step(one);
        }
        List<OfferAnswer> exchanges = OfferAnswers.of(messages);
        var signalling =
                new Signalling(messages, transactions.all(messages), dialogs(), exchanges, leftOut);
        CallState state = progress.state();
        return new Call(
                identity,
                parties(),
                state,
                progress.times(first(), last()),
                progress.release(),
                signalling,
                new Media(MediaFlows.of(exchanges), List.of(), infoDigits()),
                List.of(),
                new CallProblems(identity, opening, state, signalling).problems());
    }

    private long first() {
        return heard.isEmpty() ? 0 : heard.getFirst().place().timeNanos();
    }

    private long last() {
        return heard.stream().mapToLong(one -> one.place().timeNanos()).max().orElse(0);
    }

    private void addMessage(Heard one) {
        int index = messages.size();
        int transaction = transactions.add(one, index);
        List<Integer> alike = byText.computeIfAbsent(one.text(), _ -> new ArrayList<>(1));
        int retransmissionOf = -1;
        int sightingOf = -1;
        for (int i : alike) {
            MessagePlace before = messages.get(i).place();
            long later = one.place().timeNanos() - before.timeNanos();
            boolean sameWay = before.sameWayAs(one.place());
            if (sameWay && later > SAME_PACKET_NANOS && retransmissionOf < 0) {
                retransmissionOf = i;
            }
            long near = sameWay ? SAME_PACKET_NANOS : LONGEST_WAY_NANOS;
            if (Math.abs(later) <= near && !messages.get(i).links().isSighting()) {
                sightingOf = i; // the nearest
            }
        }
        alike.add(index);
        if (sightingOf < 0 && retransmissionOf >= 0) {
            transactions.retransmitted(transaction);
        }
        messages.add(
                new CallMessage(
                        index,
                        one.place(),
                        one.head(),
                        one.text(),
                        new MessageLinks(transaction, retransmissionOf, sightingOf),
                        one.sdp(),
                        one.problems()));
    }

    private List<SipDialog> dialogs() {
        var dialogs = new LinkedHashMap<String, SipDialog>();
        for (int i = 0; i < heard.size(); i++) {
            Heard one = heard.get(i);
            MessageHead head = one.head();
            boolean answer =
                    head.status() > 100
                            && head.method().equals(identity.method())
                            && head.from() == Side.CALLEE
                            && !head.toTag().isEmpty();
            if (answer) {
                var now =
                        new SipDialog(
                                head.toTag(),
                                one.facts().contact(),
                                one.facts().agent(),
                                head.status(),
                                i);
                dialogs.merge(head.toTag(), now, CallReading::joined);
            }
        }
        return List.copyOf(dialogs.values());
    }

    private static SipDialog joined(SipDialog before, SipDialog now) {
        boolean higher = now.status() > before.status() && !before.confirmed();
        return new SipDialog(
                before.toTag(),
                now.contact().isEmpty() ? before.contact() : now.contact(),
                now.agent().isEmpty() ? before.agent() : now.agent(),
                higher ? now.status() : before.status(),
                before.firstMessage());
    }

    private CallParties parties() {
        return new CallParties(
                opening.from(),
                opening.to(),
                opening.requestUri(),
                opening.initialSpeaker(),
                agent(Side.CALLER),
                agent(Side.CALLEE),
                heard.stream()
                        .map(one -> one.facts().xCallId())
                        .filter(id -> !id.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private String agent(Side side) {
        return heard.stream()
                .filter(one -> one.head().from() == side && !one.facts().agent().isEmpty())
                .map(one -> one.facts().agent())
                .findFirst()
                .orElse("");
    }

    private List<DtmfEvent> infoDigits() {
        var digits = new ArrayList<DtmfEvent>();
        for (int i = 0; i < heard.size(); i++) {
            Heard one = heard.get(i);
            if (messages.get(i).links().isRepetition()) {
                continue;
            }
            one.facts()
                    .digit()
                    .ifPresent(digit ->
                            digits.add(
                                    new DtmfEvent(
                                            one.place().timeNanos(),
                                            digit.digit(),
                                            digit.millis(),
                                            DtmfEvent.Way.INFO,
                                            Optional.of(one.head().from()),
                                            one.place().tap(),
                                            one.place().frame())));
        }
        return digits;
    }
}
