package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.sip.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the SIP messages of a call say beside their bodies. RFC 3261, sections 12.1.2 (route set
/// and remote target), 13.3.1.4 (a 2xx is repeated until its ACK comes), 18.2.1 (`received`).
///
/// @param contact host of the Contact of the answer, where ACK and BYE are sent; empty when none
/// @param contactPort its port
/// @param routes hosts of the Record-Route headers of the answer, the next hop of the caller last
/// @param answerRepeats how often the same 2xx to INVITE came again
/// @param seenAs the address that the far end says the request came from (`received`); empty when
///   it says none
/// @param sentFrom the address the caller wrote into its Via
/// @param warning text of the Warning of the final response; empty when none
/// @param byeUnanswered whether a BYE was sent and no final response came
/// @param dtmf how digits were sent
public record SignallingFacts(
        String contact,
        int contactPort,
        List<String> routes,
        int answerRepeats,
        String seenAs,
        String sentFrom,
        String warning,
        boolean byeUnanswered,
        Dtmf dtmf) {
    private static final Pattern RECEIVED = Pattern.compile(";\\s*received=([^;\\s,]+)");
    private static final Pattern SENT_BY =
            Pattern.compile("^SIP/2\\.0/\\S+\\s+\\[?([^\\s;,\\]]+?)\\]?(?::\\d+)?(?:[;,\\s]|$)");
    private static final Pattern URI_HOST =
            Pattern.compile(
                    "sips?:(?:[^@>]*@)?\\[?([^\\]:;>?,\\s]+(?:(?::[^\\]]*)?(?=\\]))?)\\]?(?::(\\d{1,5}))?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /// Nothing is known. Made when the patterns are.
    public static final SignallingFacts UNKNOWN = of(List.of());

    public SignallingFacts {
        routes = List.copyOf(routes);
    }

    /// How digits were sent, and what became of them.
    ///
    /// @param asked digits that the caller wanted to send; empty for none
    /// @param infoStatus final status of the INFO that carried one; 0 = none was sent
    /// @param heard digits that the server says it received; empty when it does not tell
    public record Dtmf(String asked, int infoStatus, Optional<String> heard) {
        /// None were sent.
        public static final Dtmf NONE = new Dtmf("", 0, Optional.empty());
    }

    /// Reads the messages of one call, in order of time, seen from the caller.
    public static SignallingFacts of(List<MessageRecord> messages) {
        Optional<MessageRecord> answer =
                messages.stream().filter(SignallingFacts::isAnswer).findFirst();
        Optional<MessageRecord> last =
                messages.stream()
                        .filter(it -> statusOf(it) >= 200 && cseq(it).endsWith("INVITE"))
                        .reduce((_, newer) -> newer);
        Matcher contact = URI_HOST.matcher(answer.map(it -> first(it, "Contact", "m")).orElse(""));
        boolean named = contact.find();
        String via = last.map(it -> first(it, "Via", "v")).orElse("");
        return new SignallingFacts(
                named ? contact.group(1) : "",
                named && contact.group(2) != null
                        ? Integer.parseInt(contact.group(2))
                        : SipUri.DEFAULT_PORT,
                answer.map(SignallingFacts::routes).orElse(List.of()),
                answer.map(it -> repeats(messages, it)).orElse(0),
                group(RECEIVED, via),
                group(SENT_BY, via),
                last.map(it -> group(QUOTED, first(it, "Warning", "Warning"))).orElse(""),
                byeUnanswered(messages),
                new Dtmf("", infoStatus(messages), Optional.empty()));
    }

    /// With what was to be sent, and what the server heard.
    public SignallingFacts withDigits(String asked, Optional<String> heard) {
        return new SignallingFacts(
                contact,
                contactPort,
                routes,
                answerRepeats,
                seenAs,
                sentFrom,
                warning,
                byeUnanswered,
                new Dtmf(asked, dtmf.infoStatus(), heard));
    }

    private static int repeats(List<MessageRecord> messages, MessageRecord answer) {
        long same =
                messages.stream()
                        .filter(SignallingFacts::isAnswer)
                        .filter(it -> cseq(it).equals(cseq(answer)))
                        .count();
        return (int) Math.max(0, same - 1);
    }

    private static boolean byeUnanswered(List<MessageRecord> messages) {
        boolean sent =
                messages.stream()
                        .anyMatch(it ->
                                it.direction().equals("sent") && it.startLine().startsWith("BYE "));
        boolean answered =
                messages.stream().anyMatch(it -> statusOf(it) >= 200 && cseq(it).endsWith("BYE"));
        return sent && !answered;
    }

    private static int infoStatus(List<MessageRecord> messages) {
        return messages.stream()
                .filter(it -> it.direction().equals("received"))
                .filter(it -> statusOf(it) >= 200 && cseq(it).endsWith("INFO"))
                .mapToInt(SignallingFacts::statusOf)
                .max()
                .orElse(0);
    }

    private static List<String> routes(MessageRecord answer) {
        var hosts = new ArrayList<String>();
        for (String line : all(answer, "Record-Route", "Record-Route")) {
            Matcher each = URI_HOST.matcher(line);
            while (each.find()) {
                hosts.add(each.group(1));
            }
        }
        return hosts;
    }

    private static boolean isAnswer(MessageRecord message) {
        int status = statusOf(message);
        return message.direction().equals("received")
                && status >= 200
                && status < 300
                && cseq(message).endsWith("INVITE");
    }

    private static int statusOf(MessageRecord message) {
        String line = message.startLine();
        if (!line.startsWith("SIP/2.0 ") || line.length() < 11) {
            return 0;
        }
        try {
            return Integer.parseInt(line.substring(8, 11));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static String cseq(MessageRecord message) {
        return first(message, "CSeq", "CSeq").strip();
    }

    private static String first(MessageRecord message, String name, String compact) {
        return all(message, name, compact).stream().findFirst().orElse("");
    }

    /// Values of a header, lines in order.
    private static List<String> all(MessageRecord message, String name, String compact) {
        var values = new ArrayList<String>();
        for (String line : message.text().split("\r?\n", -1)) {
            if (line.isEmpty()) {
                break; // the body
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                continue;
            }
            String header = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (header.equals(name.toLowerCase(Locale.ROOT))
                    || header.equals(compact.toLowerCase(Locale.ROOT))) {
                values.add(line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
