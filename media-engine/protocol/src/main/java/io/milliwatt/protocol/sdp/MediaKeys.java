package io.milliwatt.protocol.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts with keys of media in them, such as session descriptions and SIP messages, for people to
/// read. Who has the keys can listen to the call.
public final class MediaKeys {
    private static final Pattern INLINE = Pattern.compile("(?i)\\binline:[^\\s|;]+");
    private static final Pattern KEY_LINE = Pattern.compile("(?m)^k=(clear|base64|uri):.*");

    private MediaKeys() {}

    /// The keys in a text, as they stand there: what [#masked] replaces.
    public static List<String> in(String text) {
        var keys = new ArrayList<String>();
        for (Pattern pattern : List.of(INLINE, KEY_LINE)) {
            Matcher found = pattern.matcher(text);
            while (found.find()) {
                keys.add(text.substring(text.indexOf(':', found.start()) + 1, found.end()));
            }
        }
        return List.copyOf(keys);
    }

    /// The text with each key and salt of `a=crypto` (RFC 4568, section 9.2) and each key of `k=`
    /// (RFC 8866, section 5.12) replaced by `***`. Everything else stays, lifetimes and key
    /// identifiers too.
    public static String masked(String text) {
        String inlines = INLINE.matcher(text).replaceAll("inline:***");
        return KEY_LINE.matcher(inlines).replaceAll("k=$1:***");
    }
}
