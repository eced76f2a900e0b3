package io.milliwatt.protocol.sdp;

import java.util.regex.Pattern;

/// Texts with keys of media in them, such as session descriptions and SIP messages, for people to
/// read. Who has the keys can listen to the call.
public final class MediaKeys {
    private static final Pattern INLINE = Pattern.compile("(?i)\\binline:[^\\s|;]+");
    private static final Pattern KEY_LINE = Pattern.compile("(?m)^k=(clear|base64|uri):.*");

    private MediaKeys() {}

    /// The text with each key and salt of `a=crypto` (RFC 4568, section 9.2) and each key of `k=`
    /// (RFC 8866, section 5.12) replaced by `***`. Everything else stays, lifetimes and key
    /// identifiers too.
    public static String masked(String text) {
        String inlines = INLINE.matcher(text).replaceAll("inline:***");
        return KEY_LINE.matcher(inlines).replaceAll("k=$1:***");
    }
}
