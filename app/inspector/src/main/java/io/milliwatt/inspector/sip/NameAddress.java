package io.milliwatt.inspector.sip;

import java.util.Locale;
import java.util.Map;

/// A value of From, To, Contact and the like: RFC 3261, section 20.10.
///
/// @param display display name without quotes; empty = none
/// @param uri the URI, a password in it masked
/// @param user its user part; empty = none
/// @param host its host part, an IPv6 address in brackets
/// @param port its port; 0 = none
/// @param tag the parameter `tag`; empty = none
public record NameAddress(
        String display, String uri, String user, String host, int port, String tag) {
    /// Nobody.
    public static final NameAddress NONE = new NameAddress("", "", "", "", 0, "");

    /// Reads what is there; what is missing is empty.
    static NameAddress of(String value) {
        String text = value.trim();
        int open = openBracket(text);
        if (open < 0) {
            return of("", HeaderText.beforeParameters(text), HeaderText.parameters(text));
        }
        int close = text.indexOf('>', open);
        String uri = text.substring(open + 1, close < 0 ? text.length() : close).trim();
        String after = close < 0 ? "" : text.substring(close + 1);
        return of(
                HeaderText.unquoted(text.substring(0, open).trim()),
                uri,
                HeaderText.parameters(after));
    }

    /// A Request-URI.
    static NameAddress ofUri(String uri) {
        return of("", uri, Map.of());
    }

    /// The first `<` outside of quotes; -1 = none.
    private static int openBracket(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '<' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static NameAddress of(String display, String uri, Map<String, String> parameters) {
        int scheme = uri.indexOf(':');
        String rest = scheme < 0 ? uri : uri.substring(scheme + 1);
        int end = rest.length();
        for (char c : new char[] {';', '?'}) {
            int at = rest.indexOf(c, Math.max(0, rest.indexOf('@')));
            end = at >= 0 ? Math.min(end, at) : end;
        }
        String core = rest.substring(0, end);
        boolean isTelephone = uri.toLowerCase(Locale.ROOT).startsWith("tel:");
        int at = core.lastIndexOf('@');
        String user = isTelephone ? core : at < 0 ? "" : core.substring(0, at);
        int password = user.indexOf(':');
        String hostPort = isTelephone ? "" : core.substring(at + 1);
        int colon = hostPort.lastIndexOf(':');
        boolean hasPort = colon > hostPort.lastIndexOf(']');
        return new NameAddress(
                display,
                ShownText.masked(uri),
                password < 0 ? user : user.substring(0, password),
                hasPort ? hostPort.substring(0, colon) : hostPort,
                hasPort ? port(hostPort.substring(colon + 1)) : 0,
                parameters.getOrDefault("tag", ""));
    }

    private static int port(String text) {
        boolean good = text.matches("[0-9]{1,5}");
        int port = good ? Integer.parseInt(text) : 0;
        return port <= 0xffff ? port : 0;
    }

    /// The display name or the user, else the host: how people call it.
    public String label() {
        return !display.isEmpty() ? display : !user.isEmpty() ? user : host;
    }
}
