package io.milliwatt.inspector.sip;

import io.milliwatt.protocol.sdp.MediaKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts for people, without what must stay secret: keys of media (RFC 4568), passwords in URIs and
/// of ICE (RFC 8839), digest responses and credentials (RFC 7616, RFC 7617), tokens.
public final class ShownText {
    /// Also where the message is a text of JSON, with a backslash before each quote.
    private static final Pattern RESPONSE =
            Pattern.compile(
                    "(?i)\\b((?:response|cnonce|response-auth|rspauth)\\s*=\\s*\\\\?\"?)[^\\s\",\\\\]+");

    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)\\b(Authorization\\s*:\\s*(?:Basic|Bearer))\\s+[^\\s,]+");
    private static final Pattern URI_PASSWORD =
            Pattern.compile("(?i)\\b(sips?:[^\\s:@<>;,]{1,200}):[^\\s@<>;,]{1,200}@");
    private static final Pattern ICE_PASSWORD = Pattern.compile("(?mi)^(a=ice-pwd:).*$");
    private static final String HIDDEN = "***";

    private ShownText() {}

    /// What [#masked] hides, each as it stands in the text.
    public static List<String> secrets(String text) {
        var secrets = new ArrayList<String>(MediaKeys.in(text));
        for (Pattern pattern : List.of(ICE_PASSWORD, RESPONSE, CREDENTIALS, URI_PASSWORD)) {
            Matcher found = pattern.matcher(text);
            while (found.find()) {
                String value = text.substring(found.end(1), found.end());
                secrets.add(value.replaceFirst("^[\\s:]+", "").replaceFirst("@$", ""));
            }
        }
        secrets.removeIf(String::isBlank);
        return List.copyOf(secrets);
    }

    /// The text with each secret replaced by `***`.
    public static String masked(String text) {
        String shown = text;
        if (shown.indexOf('=') >= 0) {
            shown = MediaKeys.masked(shown);
            shown = ICE_PASSWORD.matcher(shown).replaceAll("$1" + HIDDEN);
            shown = RESPONSE.matcher(shown).replaceAll("$1" + HIDDEN);
        }
        if (shown.indexOf('@') >= 0) {
            shown = URI_PASSWORD.matcher(shown).replaceAll("$1:" + HIDDEN + "@");
        }
        return CREDENTIALS.matcher(shown).replaceAll("$1 " + HIDDEN);
    }
}
