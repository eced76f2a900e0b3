package io.milliwatt.sip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The body of the NOTIFY that reports on a transfer: the status line of what the target answered.
/// RFC 3420, section 2; RFC 3515, section 2.4.5.
///
/// @param status 100..699
/// @param phrase may be empty
record SipFragment(int status, String phrase) {
    static final String CONTENT_TYPE = "message/sipfrag;version=2.0";

    /// What follows the status line does not matter.
    private static final Pattern STATUS_LINE =
            Pattern.compile("SIP/2\\.0 ([1-6]\\d\\d)(?: ([^\r\n]*))?(?:[\r\n].*)?", Pattern.DOTALL);

    /// @return empty when it does not begin with a status line
    static Optional<SipFragment> parse(String body) {
        Matcher line = STATUS_LINE.matcher(body);
        if (!line.matches()) {
            return Optional.empty();
        }
        String phrase = line.group(2);
        return Optional.of(
                new SipFragment(Integer.parseInt(line.group(1)), phrase == null ? "" : phrase));
    }

    /// The body; line breaks in the phrase become spaces.
    String text() {
        return "SIP/2.0 " + status + " " + phrase.replaceAll("[\r\n]", " ") + "\r\n";
    }
}
