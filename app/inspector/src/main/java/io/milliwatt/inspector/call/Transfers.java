package io.milliwatt.inspector.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.milliwatt.inspector.sip.NameAddress;
import io.milliwatt.inspector.sip.SipMessage;
import io.milliwatt.inspector.sip.SipMessageReader;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Calls that a transfer joins: an INVITE that replaces a call names it (RFC 3891, section 6.1); a
/// REFER says who is to be called instead (RFC 3515, section 2.1), and may name the call to be
/// replaced by that (RFC 5589, section 7.1); the INVITE it causes says who referred (RFC 3892,
/// section 2).
final class Transfers {
    /// So soon after the REFER the call it asks for begins.
    private static final long SOON_NANOS = 30_000_000_000L;

    private final List<Call> calls;
    private final List<Link> links = new ArrayList<>();
    private final Map<String, Integer> byCallId = new HashMap<>();
    private final Map<String, List<Integer>> byUser = new HashMap<>();

    /// @param one index of a call
    /// @param reason in words, true of either side
    record Link(int one, int other, RelatedCall.Relation relation, String reason) {}

    private Transfers(List<Call> calls) {
        this.calls = calls;
        for (int i = 0; i < calls.size(); i++) {
            byCallId.putIfAbsent(calls.get(i).callId(), i);
            byUser.computeIfAbsent(user(calls.get(i).parties().to()), _ -> new ArrayList<>(1))
                    .add(i);
        }
    }

    /// In the order of the messages that say so.
    static List<Link> of(List<Call> calls) {
        var transfers = new Transfers(calls);
        for (int i = 0; i < calls.size(); i++) {
            for (CallMessage message : calls.get(i).messages()) {
                boolean first = message.head().isRequest() && !message.links().isRepetition();
                if (first && message.head().method().equals("INVITE")) {
                    transfers.onInvite(i, message);
                } else if (first && message.head().method().equals("REFER")) {
                    transfers.onRefer(i, message);
                }
            }
        }
        return transfers.links;
    }

    private void onInvite(int call, CallMessage message) {
        if (!message.text().contains("eplaces")) {
            return; // most have none
        }
        String replaced = read(message).map(sip -> sip.header("Replaces")).orElse("");
        link(call, callIdOf(replaced), RelatedCall.Relation.REPLACES, "one replaces the other");
    }

    private void onRefer(int call, CallMessage message) {
        Optional<NameAddress> target = read(message).flatMap(SipMessage::referTo);
        if (target.isEmpty()) {
            return;
        }
        link(
                call,
                replacedBy(target.get().uri()),
                RelatedCall.Relation.REPLACES,
                "a REFER of one says that it replaces the other");
        asked(call, message.timeNanos(), target.get())
                .ifPresent(other ->
                        link(
                                call,
                                other,
                                RelatedCall.Relation.TRANSFER,
                                "transferred to "
                                        + target.get().uri().replaceFirst("\\?.*", "")
                                        + " by REFER"));
    }

    /// The call that a REFER asks for: to that user, soon after it. One whose INVITE says that it
    /// was referred is surer than one that says nothing.
    private Optional<Integer> asked(int referring, long atNanos, NameAddress target) {
        Optional<Integer> found = Optional.empty();
        boolean isSure = false;
        for (int i : byUser.getOrDefault(user(target), List.of())) {
            long later = calls.get(i).times().startNanos() - atNanos;
            boolean soon = i != referring && later >= 0 && later <= SOON_NANOS;
            boolean says = soon && isReferred(calls.get(i));
            if (soon && (found.isEmpty() || says && !isSure)) {
                found = Optional.of(i);
                isSure = says;
            }
        }
        return found;
    }

    private static boolean isReferred(Call call) {
        return call.messages().stream()
                .limit(1)
                .flatMap(message -> read(message).stream())
                .anyMatch(sip -> !sip.header("Referred-By").isEmpty());
    }

    private void link(int one, String callId, RelatedCall.Relation relation, String reason) {
        Integer other = callId.isEmpty() ? null : byCallId.get(callId);
        if (other != null) {
            link(one, other, relation, reason);
        }
    }

    private void link(int one, int other, RelatedCall.Relation relation, String reason) {
        if (one != other) {
            links.add(new Link(one, other, relation, reason));
        }
    }

    /// The Call-ID of `Replaces: CALL-ID;to-tag=X;from-tag=Y`.
    private static String callIdOf(String replaces) {
        return replaces.replaceFirst(";.*", "").trim();
    }

    /// What a URI such as `sip:bob@192.0.2.20?Replaces=CALL-ID%3Bto-tag%3DX` names.
    private static String replacedBy(String uri) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return "";
        }
        for (String header : uri.substring(query + 1).split("&")) {
            if (header.regionMatches(true, 0, "Replaces=", 0, "Replaces=".length())) {
                try {
                    String value = header.substring("Replaces=".length()).replace("+", "%2B");
                    return callIdOf(URLDecoder.decode(value, UTF_8));
                } catch (IllegalArgumentException _) {
                    return ""; // a broken escape
                }
            }
        }
        return "";
    }

    private static String user(NameAddress address) {
        String user = address.user().isEmpty() ? address.host() : address.user();
        return user.toLowerCase(Locale.ROOT);
    }

    private static Optional<SipMessage> read(CallMessage message) {
        byte[] text = message.text().getBytes(UTF_8);
        return SipMessageReader.read(text, 0, text.length);
    }
}
