package io.milliwatt.sip;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// What a REFER asks for: a call to somebody else, RFC 3515.
///
/// @param target URI to call, without headers
/// @param replaces the dialog at the target that the call is to replace (attended transfer)
/// @param report whether progress is to be reported; not (RFC 4488) if the asker does not care
public record Referral(String target, Optional<Replaces> replaces, boolean report) {
    /// A blind transfer, with reports.
    public static Referral to(SipUri target) {
        return new Referral(target.toString(), Optional.empty(), true);
    }

    /// The target without the parameters that only its owner understands.
    ///
    /// @throws SipException when it is no URI that can be called
    public SipUri uri() throws SipException {
        StringBuilder kept = new StringBuilder();
        for (String part : target.split(";")) {
            if (kept.isEmpty() || part.toLowerCase(Locale.ROOT).startsWith("transport=")) {
                kept.append(kept.isEmpty() ? "" : ";").append(part);
            }
        }
        return SipUri.parse(kept.toString());
    }

    /// The value of a Refer-To header.
    String referTo() {
        return "<"
                + target
                + replaces.map(r -> "?Replaces=" + escaped(r.toString())).orElse("")
                + ">";
    }

    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Reads the value of a Refer-To header.
    ///
    /// @return empty when it is no SIP URI to be called, or names what cannot be read
    static Optional<Referral> parse(String referTo, boolean report) {
        int open = referTo.indexOf('<');
        int close = referTo.indexOf('>', open + 1);
        String uri =
                open >= 0 && close > open
                        ? referTo.substring(open + 1, close)
                        : referTo.split(";", 2)[0].strip();
        String[] parts = uri.split("\\?", 2);
        Optional<String> target = callable(parts[0]);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> header =
                parts.length < 2 ? Optional.empty() : headerOf(parts[1], "replaces");
        Optional<Replaces> replaces = header.flatMap(Replaces::parse);
        return header.isPresent() && replaces.isEmpty()
                ? Optional.empty()
                : Optional.of(new Referral(target.get(), replaces, report));
    }

    /// The URI without its method parameter, if that asks for an INVITE.
    private static Optional<String> callable(String uri) {
        String lower = uri.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("sip:") && !lower.startsWith("sips:")) {
            return Optional.empty();
        }
        StringBuilder kept = new StringBuilder();
        for (String part : uri.split(";")) {
            if (!part.toLowerCase(Locale.ROOT).startsWith("method=")) {
                kept.append(kept.isEmpty() ? "" : ";").append(part);
            } else if (!part.substring(7).equalsIgnoreCase("INVITE")) {
                return Optional.empty();
            }
        }
        return Optional.of(kept.toString());
    }

    private static Optional<String> headerOf(String headers, String name) {
        for (String header : headers.split("&")) {
            String[] nameAndValue = header.split("=", 2);
            if (nameAndValue.length == 2 && nameAndValue[0].equalsIgnoreCase(name)) {
                return unescaped(nameAndValue[1]);
            }
        }
        return Optional.empty();
    }

    /// What is escaped badly is left as it is; it will not be understood.
    private static Optional<String> unescaped(String value) {
        try {
            return Optional.of(
                    URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.of(value);
        }
    }
}
