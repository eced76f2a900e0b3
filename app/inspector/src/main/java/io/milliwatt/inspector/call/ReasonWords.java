package io.milliwatt.inspector.call;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a call ended, in words: the Reason header (RFC 3326) with the causes of ITU-T Q.850, and the
/// statuses of SIP.
final class ReasonWords {
    private static final Pattern CAUSE = Pattern.compile("(?i);\\s*cause\\s*=\\s*([0-9]{1,3})");
    private static final Pattern TEXT = Pattern.compile("(?i);\\s*text\\s*=\\s*\"?([^\";]{1,200})");

    private static final Map<Integer, String> Q850 =
            Map.ofEntries(
                    Map.entry(1, "unallocated number"),
                    Map.entry(3, "no route to destination"),
                    Map.entry(16, "normal call clearing"),
                    Map.entry(17, "user busy"),
                    Map.entry(18, "no user responding"),
                    Map.entry(19, "no answer from user"),
                    Map.entry(20, "subscriber absent"),
                    Map.entry(21, "call rejected"),
                    Map.entry(22, "number changed"),
                    Map.entry(26, "answered elsewhere"),
                    Map.entry(27, "destination out of order"),
                    Map.entry(28, "invalid number format"),
                    Map.entry(31, "normal, unspecified"),
                    Map.entry(34, "no circuit available"),
                    Map.entry(38, "network out of order"),
                    Map.entry(41, "temporary failure"),
                    Map.entry(42, "switching equipment congestion"),
                    Map.entry(47, "resource unavailable"),
                    Map.entry(58, "bearer capability not available"),
                    Map.entry(65, "bearer capability not implemented"),
                    Map.entry(88, "incompatible destination"),
                    Map.entry(102, "recovery on timer expiry"),
                    Map.entry(111, "protocol error"),
                    Map.entry(127, "interworking, unspecified"));

    private static final Map<Integer, String> SIP =
            Map.ofEntries(
                    Map.entry(401, "credentials asked for"),
                    Map.entry(403, "forbidden"),
                    Map.entry(404, "nobody has that number here"),
                    Map.entry(407, "credentials asked for by a proxy"),
                    Map.entry(408, "nobody answered in time"),
                    Map.entry(415, "the kind of body is not understood"),
                    Map.entry(420, "an extension is not understood"),
                    Map.entry(480, "not reachable now"),
                    Map.entry(481, "the call is not known there"),
                    Map.entry(482, "a loop"),
                    Map.entry(483, "too many hops"),
                    Map.entry(484, "the number is incomplete"),
                    Map.entry(486, "busy"),
                    Map.entry(487, "cancelled"),
                    Map.entry(488, "the media offered is not acceptable"),
                    Map.entry(491, "another request is pending"),
                    Map.entry(500, "the server failed"),
                    Map.entry(502, "the next server answered wrongly"),
                    Map.entry(503, "the server has no room, or is not in service"),
                    Map.entry(504, "the next server did not answer"),
                    Map.entry(600, "busy everywhere"),
                    Map.entry(603, "declined"),
                    Map.entry(606, "the media offered is not acceptable anywhere"));

    private ReasonWords() {}

    /// The Reason header in words, behind what is known anyway; that alone when there is none.
    static String of(String reason, String known) {
        if (reason.isBlank()) {
            return known;
        }
        Matcher cause = CAUSE.matcher(reason);
        Matcher text = TEXT.matcher(reason);
        String words = text.find() ? text.group(1).strip() : "";
        String protocol = reason.split("[;,]", 2)[0].strip();
        if (!cause.find()) {
            return known + ": " + (words.isEmpty() ? protocol : words);
        }
        int number = Integer.parseInt(cause.group(1));
        boolean q850 = protocol.toUpperCase(Locale.ROOT).startsWith("Q.850");
        if (words.isEmpty()) {
            words = (q850 ? Q850 : SIP).getOrDefault(number, "");
        }
        return known
                + ": "
                + (words.isEmpty() ? "" : words + " ")
                + "("
                + protocol
                + " "
                + number
                + ")";
    }

    /// The status in a Reason header of protocol SIP; 0 = none.
    static int status(String reason) {
        Matcher cause = CAUSE.matcher(reason);
        return reason.regionMatches(true, 0, "SIP", 0, 3) && cause.find()
                ? Integer.parseInt(cause.group(1))
                : 0;
    }

    /// A status in words, with its line.
    static String ofStatus(int status, String startLine) {
        String line = startLine.replaceFirst("^\\S+ ", "");
        String words = SIP.getOrDefault(status, status < 400 ? "call another address" : "");
        return words.isEmpty() ? line : words + " (" + line + ")";
    }
}
