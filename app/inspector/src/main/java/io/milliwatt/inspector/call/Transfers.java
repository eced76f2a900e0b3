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
import java.util.regex.Pattern;

/// Calls that a transfer joins: an INVITE that replaces a call names it (RFC 3891, section 6.1); a
/// REFER says who is to be called instead (RFC 3515, section 2.1), and may name the call to be
/// replaced by that (RFC 5589, section 7.1); the INVITE it causes says who referred (RFC 3892,
/// section 2). A REFER outside of calls may name one that it is about (Target-Dialog, RFC 4538).
final class Transfers {
    /// So soon after the REFER the call it asks for begins.
    private static final long SOON_NANOS = 30_000_000_000L;

    private static final String VERSION = "SIP/2.0 ";

    /// `;method=BYE` in a URI.
    private static final Pattern OTHER_METHOD =
            Pattern.compile(";method=(?!INVITE\\b)", Pattern.CASE_INSENSITIVE);

    private final List<Call> calls;
    private final List<Link> links = new ArrayList<>();
    private final Map<String, Integer> byCallId = new HashMap<>();
    private final Map<String, List<Integer>> byUser = new HashMap<>();

    /// @param outside whether `one` is an exchange outside of calls, not a call
    /// @param one index among calls, or among what is outside of them
    /// @param other index of a call
    /// @param reason in words, true of either side
    record Link(
            boolean outside, int one, int other, RelatedCall.Relation relation, String reason) {}

    private Transfers(List<Call> calls) {
        this.calls = calls;
        for (int i = 0; i < calls.size(); i++) {
            byCallId.putIfAbsent(calls.get(i).callId(), i);
            byUser.computeIfAbsent(user(calls.get(i).parties().to()), _ -> new ArrayList<>(1))
                    .add(i);
        }
    }

    /// In the order of the messages that say so.
    static List<Link> of(List<Call> calls, List<Call> outside) {
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
        for (int i = 0; i < outside.size(); i++) {
            if (outside.get(i).identity().method().equals("REFER")) {
                transfers.onOutside(i, outside.get(i));
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
        asked(call, message, target.get())
                .ifPresent(other ->
                        link(
                                call,
                                other,
                                RelatedCall.Relation.TRANSFER,
                                transferred(target.get())));
    }

    private static String transferred(NameAddress target) {
        return "transferred to " + bare(target) + " by REFER";
    }

    /// The URI without the header fields that it asks for.
    private static String bare(NameAddress target) {
        return target.uri().replaceFirst("\\?.*", "");
    }

    /// A REFER outside of calls: the call it causes, the one to be replaced, and the one that it is
    /// about. Sent again with credentials it asks for the same call.
    private void onOutside(int index, Call exchange) {
        for (CallMessage message : exchange.messages()) {
            Optional<SipMessage> refer =
                    Optional.of(message)
                            .filter(one -> one.head().isRequest())
                            .filter(one -> one.head().method().equals("REFER"))
                            .filter(one -> !one.links().isRepetition())
                            .flatMap(Transfers::read);
            Optional<NameAddress> target = refer.flatMap(SipMessage::referTo);
            if (target.isEmpty()) {
                continue;
            }
            Optional<Integer> caused = asked(-1, message, target.get());
            caused.ifPresent(call -> linkOutside(index, call, causedBy(exchange, target.get())));
            Optional<Integer> about = named(refer.get().header("Target-Dialog"));
            about.ifPresent(call -> {
                linkOutside(index, call, "Target-Dialog of a REFER names the call");
                caused.ifPresent(other ->
                        link(
                                call,
                                other,
                                RelatedCall.Relation.TRANSFER,
                                transferred(target.get())));
            });
            named(replacedBy(target.get().uri()))
                    .ifPresent(call ->
                            linkOutside(index, call, "a REFER says that the call is replaced"));
        }
    }

    private static String causedBy(Call exchange, NameAddress target) {
        String result = lastResult(exchange);
        return "caused by REFER of "
                + exchange.parties().from().uri()
                + " to "
                + bare(target)
                + (result.isEmpty() ? "" : ", NOTIFY says " + result);
    }

    /// What the last NOTIFY of a REFER's subscription says became of it, `200 OK`: RFC 3515,
    /// section 2.4.5.
    private static String lastResult(Call exchange) {
        String last = "";
        for (CallMessage message : exchange.messages()) {
            int body = message.text().indexOf("\r\n\r\n");
            boolean isNotify =
                    message.head().isRequest() && message.head().method().equals("NOTIFY");
            if (isNotify && body >= 0) {
                String line = message.text().substring(body + 4).lines().findFirst().orElse("");
                last = line.startsWith(VERSION) ? line.substring(VERSION.length()).trim() : last;
            }
        }
        return last;
    }

    private void linkOutside(int index, int call, String reason) {
        links.add(new Link(true, index, call, RelatedCall.Relation.REFER, reason));
    }

    /// The call that a REFER asks for: to that user, soon after it. One whose INVITE says that it
    /// was referred is surer than one that says nothing. A REFER may ask for another method than
    /// INVITE (RFC 3515, section 2.1).
    private Optional<Integer> asked(int referring, CallMessage refer, NameAddress target) {
        Optional<Integer> found = Optional.empty();
        boolean isSure = false;
        if (OTHER_METHOD.matcher(target.uri()).find()) {
            return found;
        }
        long atNanos = refer.timeNanos();
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
        named(callId).ifPresent(other -> link(one, other, relation, reason));
    }

    /// The call with the Call-ID that a value such as `CALL-ID;to-tag=X` begins with.
    private Optional<Integer> named(String value) {
        String callId = callIdOf(value);
        return callId.isEmpty() ? Optional.empty() : Optional.ofNullable(byCallId.get(callId));
    }

    private void link(int one, int other, RelatedCall.Relation relation, String reason) {
        if (one != other) {
            links.add(new Link(false, one, other, relation, reason));
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
