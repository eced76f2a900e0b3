package io.milliwatt.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A SIP or SIPS URI as a person types it: `sip:user@host[:port][;transport=tcp]`, RFC 3261,
/// section 19.1.
///
/// @param user user part; empty when there is none
/// @param host name, IPv4 address, or IPv6 address without brackets
/// @param port 1..65535, or 0 when the URI names none ([#effectivePort] says which is used then)
/// @param transport transport parameter, if any
/// @param secure whether the scheme is `sips`: TLS, RFC 3261, section 26.2.2
public record SipUri(
        String user, String host, int port, Optional<SipTransport> transport, boolean secure) {
    /// RFC 3261, section 19.1.2.
    public static final int DEFAULT_PORT = 5060;

    /// RFC 3261, section 19.1.2.
    public static final int DEFAULT_TLS_PORT = 5061;

    private static final int MAX_LENGTH = 500;
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9\\-_.!~*'()%&=+$,;?/#:]*");
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.\\-]{0,251}[A-Za-z0-9])?\\.?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    /// A URI of the scheme `sip`.
    public SipUri(String user, String host, int port, Optional<SipTransport> transport) {
        this(user, host, port, transport, false);
    }

    /// Reads a URI; a failure says what is wrong and what would be right.
    public static SipUri parse(String text) throws SipException {
        String uri = text.strip();
        if (uri.isEmpty()) {
            throw bad(text, "it is empty");
        }
        if (uri.length() > MAX_LENGTH) {
            throw bad(
                    uri.substring(0, 40) + "...",
                    "it has " + uri.length() + " characters, at most " + MAX_LENGTH + " are taken");
        }
        String scheme = uri.length() < 5 ? uri : uri.substring(0, 5).toLowerCase(Locale.ROOT);
        boolean secure = scheme.startsWith("sips:");
        if (!secure && !scheme.startsWith("sip:")) {
            throw bad(uri, "it does not begin with sip:");
        }
        String rest = uri.substring(secure ? 5 : 4);
        int at = rest.lastIndexOf('@');
        String user = at < 0 ? "" : rest.substring(0, at);
        if (at == 0) {
            throw bad(uri, "there is no user before @");
        }
        if (!USER.matcher(user).matches()) {
            throw bad(uri, "the user \"" + user + "\" has characters a URI does not allow");
        }
        String[] parts = rest.substring(at + 1).split(";", -1);
        Optional<SipTransport> transport = Optional.empty();
        for (int i = 1; i < parts.length; i++) {
            transport = parameter(uri, parts[i], transport);
        }
        if (secure && transport.isPresent() && transport.get() == SipTransport.UDP) {
            throw bad(uri, "sips goes over TLS, not over UDP");
        }
        return withHostPort(uri, user, parts[0], transport, secure);
    }

    private static Optional<SipTransport> parameter(
            String uri, String parameter, Optional<SipTransport> soFar) throws SipException {
        String[] nameAndValue = parameter.split("=", 2);
        if (!nameAndValue[0].equalsIgnoreCase("transport")) {
            throw bad(uri, "the parameter \"" + parameter + "\" is not known, only transport is");
        }
        String value = nameAndValue.length == 2 ? nameAndValue[1] : "";
        Optional<SipTransport> transport = SipTransport.of(value);
        if (transport.isEmpty() || soFar.isPresent()) {
            throw bad(uri, "transport must be given once, as udp, tcp or tls");
        }
        return transport;
    }

    private static SipUri withHostPort(
            String uri,
            String user,
            String hostPort,
            Optional<SipTransport> transport,
            boolean secure)
            throws SipException {
        String host;
        String port;
        if (hostPort.startsWith("[")) {
            int end = hostPort.indexOf(']');
            if (end < 0) {
                throw bad(uri, "the IPv6 address lacks its closing bracket");
            }
            host = hostPort.substring(1, end);
            port = hostPort.substring(end + 1);
            if (!isIpv6(host)) {
                throw bad(uri, "\"" + host + "\" is not an IPv6 address");
            }
            if (!port.isEmpty() && !port.startsWith(":")) {
                throw bad(uri, "after the IPv6 address only :port may follow");
            }
            port = port.isEmpty() ? "" : port.substring(1) + " ";
        } else {
            int colon = hostPort.indexOf(':');
            if (colon != hostPort.lastIndexOf(':')) {
                throw bad(uri, "an IPv6 address must stand in brackets, as in sip:echo@[::1]");
            }
            host = colon < 0 ? hostPort : hostPort.substring(0, colon);
            port = colon < 0 ? "" : hostPort.substring(colon + 1) + " ";
            checkHost(uri, host);
        }
        return new SipUri(
                user, host, port.isEmpty() ? 0 : portOf(uri, port.strip()), transport, secure);
    }

    private static void checkHost(String uri, String host) throws SipException {
        if (host.isEmpty()) {
            throw bad(uri, "there is no host");
        }
        if (DIGITS_AND_DOTS.matcher(host).matches()) {
            Matcher ipv4 = IPV4.matcher(host);
            boolean good = ipv4.matches();
            for (int i = 1; good && i <= 4; i++) {
                good = Integer.parseInt(ipv4.group(i)) <= 255;
            }
            if (!good) {
                throw bad(uri, "\"" + host + "\" is not an IPv4 address");
            }
        } else if (!NAME.matcher(host).matches()) {
            throw bad(uri, "\"" + host + "\" is not a host name");
        }
    }

    private static int portOf(String uri, String text) throws SipException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535 && text.charAt(0) != '+') {
                return port;
            }
        } catch (NumberFormatException e) {
            throw bad(uri, "the port \"" + text + "\" is not a number", e);
        }
        throw bad(uri, "the port " + text + " is not in 1..65535");
    }

    private static boolean isIpv6(String host) {
        if (host.indexOf(':') < 0 || !host.matches("[0-9A-Fa-f:.]+")) {
            return false;
        }
        try {
            InetAddress.getByName("[" + host + "]");
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static SipException bad(String uri, String why) {
        return new SipException(message(uri, why));
    }

    private static SipException bad(String uri, String why, Throwable cause) {
        return new SipException(message(uri, why), cause);
    }

    private static String message(String uri, String why) {
        return "\"" + uri + "\" is not a SIP URI: " + why + ". Example: sip:echo@192.0.2.1:5060";
    }

    /// The port to send to.
    public int effectivePort() {
        if (port != 0) {
            return port;
        }
        return effectiveTransport() == SipTransport.TLS ? DEFAULT_TLS_PORT : DEFAULT_PORT;
    }

    /// The transport to use: TLS for `sips`, UDP when the URI names none.
    public SipTransport effectiveTransport() {
        return secure ? SipTransport.TLS : transport.orElse(SipTransport.UDP);
    }

    public SipUri withTransport(SipTransport wanted) {
        return new SipUri(user, host, port, Optional.of(wanted), secure);
    }

    /// The address to send to. Asks the name service for a host name, so it may block for seconds.
    public InetSocketAddress resolve() throws SipException {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), effectivePort());
        } catch (UnknownHostException e) {
            throw new SipException("No address is known for the host name \"" + host + "\"", e);
        }
    }

    /// Host with brackets where needed.
    String bracketedHost() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return (secure ? "sips:" : "sip:")
                + (user.isEmpty() ? "" : user + "@")
                + bracketedHost()
                + (port == 0 ? "" : ":" + port)
                + transport.map(t -> ";transport=" + t.key()).orElse("");
    }
}
