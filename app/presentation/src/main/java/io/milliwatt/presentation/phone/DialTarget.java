package io.milliwatt.presentation.phone;

import io.milliwatt.bench.engine.EngineInfo;
import java.util.Locale;
import java.util.Optional;

/// What was typed into the dial field, made into an address.
///
/// @param uri SIP URI
/// @param engine the engine it leads to, when it is the one of this bench
record DialTarget(String uri, Optional<EngineInfo> engine) {
    /// The address meant by `text`; empty when a bare number is given and no engine runs, or
    /// nothing at all.
    static Optional<DialTarget> of(String text, Optional<EngineInfo> engine) {
        String typed = text.strip();
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        if (hasScheme(typed) || typed.contains("@")) {
            String uri = hasScheme(typed) ? typed : "sip:" + typed;
            return Optional.of(new DialTarget(uri, engine.filter(info -> leadsTo(uri, info))));
        }
        return engine.map(info -> new DialTarget(info.dial(typed), engine));
    }

    /// `echo` of `sip:echo@192.168.1.20`.
    static String userPart(String uri) {
        String rest = uri.substring(uri.indexOf(':') + 1);
        int at = rest.indexOf('@');
        return at > 0 ? rest.substring(0, at) : rest;
    }

    private static boolean hasScheme(String typed) {
        String lower = typed.toLowerCase(Locale.ROOT);
        return lower.startsWith("sip:") || lower.startsWith("sips:") || lower.startsWith("tel:");
    }

    private static boolean leadsTo(String uri, EngineInfo info) {
        String here = info.dial("x");
        return hostPart(uri).equals(hostPart(here));
    }

    private static String hostPart(String uri) {
        String host = uri.substring(Math.max(uri.indexOf('@'), uri.indexOf(':')) + 1);
        int end = 0;
        while (end < host.length() && ";?>".indexOf(host.charAt(end)) < 0) {
            end++;
        }
        String bare = host.substring(0, end);
        return bare.endsWith(":5060") ? bare.substring(0, bare.length() - 5) : bare;
    }
}
