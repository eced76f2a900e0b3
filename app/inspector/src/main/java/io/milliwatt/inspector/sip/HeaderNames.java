package io.milliwatt.inspector.sip;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Names of header fields: compact forms (RFC 3261, section 7.3.3, and the registry of IANA), and
/// how they are usually written.
final class HeaderNames {
    private static final Map<String, String> COMPACT =
            Map.ofEntries(
                    Map.entry("a", "Accept-Contact"),
                    Map.entry("b", "Referred-By"),
                    Map.entry("c", "Content-Type"),
                    Map.entry("d", "Request-Disposition"),
                    Map.entry("e", "Content-Encoding"),
                    Map.entry("f", "From"),
                    Map.entry("i", "Call-ID"),
                    Map.entry("j", "Reject-Contact"),
                    Map.entry("k", "Supported"),
                    Map.entry("l", "Content-Length"),
                    Map.entry("m", "Contact"),
                    Map.entry("n", "Identity-Info"),
                    Map.entry("o", "Event"),
                    Map.entry("r", "Refer-To"),
                    Map.entry("s", "Subject"),
                    Map.entry("t", "To"),
                    Map.entry("u", "Allow-Events"),
                    Map.entry("v", "Via"),
                    Map.entry("x", "Session-Expires"),
                    Map.entry("y", "Identity"));

    private static final Map<String, String> USUAL = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private static final Set<String> LISTS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        for (String name :
                ("Via From To Call-ID CSeq Contact Max-Forwards Content-Type Content-Length Route"
                                + " Record-Route Reason Require Supported Allow RSeq RAck Event"
                                + " Refer-To Referred-By Replaces Session-Expires User-Agent Server"
                                + " Warning Expires Min-SE Authorization Proxy-Authorization"
                                + " WWW-Authenticate Proxy-Authenticate X-Call-ID")
                        .split(" ")) {
            USUAL.put(name, name);
        }
        LISTS.addAll(
                Set.of(
                        "Via",
                        "Contact",
                        "Route",
                        "Record-Route",
                        "Reason",
                        "Require",
                        "Supported",
                        "Allow",
                        "Warning"));
    }

    private HeaderNames() {}

    /// The long name, as it is usually written.
    static String full(String name) {
        String compact = name.length() == 1 ? COMPACT.get(lower(name)) : null;
        return compact != null ? compact : USUAL.getOrDefault(name, name);
    }

    /// Whether one line may have several values with commas between.
    static boolean isList(String name) {
        return LISTS.contains(name);
    }

    private static String lower(String name) {
        return String.valueOf(Character.toLowerCase(name.charAt(0)));
    }
}
