package io.milliwatt.sip;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToIntFunction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;
import javax.sip.header.RSeqHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/// Builds and reads messages with JAIN-SIP's factories. Stateless after construction.
final class Wire {
    static final String ALLOW =
            "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, PRACK, UPDATE, REFER, NOTIFY";

    /// The extensions we know: RFC 3262, RFC 3891, RFC 4488, and, if not switched off, RFC 4028.
    private static final String SUPPORTED = "100rel, replaces, norefersub";

    static final String SESSION_TIMER = "timer";
    static final String ACCEPT = "application/sdp, application/dtmf-relay, application/dtmf";
    private static final String SDP = "application/sdp";
    private static final List<String> SHOWN_HEADERS =
            List.of(
                    "Allow",
                    "Server",
                    "User-Agent",
                    "Expires",
                    "Min-Expires",
                    "Contact",
                    "Refer-Sub",
                    "Retry-After");

    private final AddressFactoryImpl addresses = new AddressFactoryImpl();
    private final HeaderFactoryImpl headers = new HeaderFactoryImpl();
    private final MessageFactoryImpl messages = new MessageFactoryImpl();
    private final SipStackConfig config;
    private final ToIntFunction<SipTransport> ports;

    /// @param ports the local port of each transport
    Wire(SipStackConfig config, ToIntFunction<SipTransport> ports) {
        this.config = config;
        this.ports = ports;
    }

    /// The host we call ourselves towards a far end: the advertised one, the one bound to, or,
    /// bound to all, the one packets would leave from.
    String localHost(InetSocketAddress remote) throws SipException {
        if (config.advertisedHost().isPresent()) {
            String host = config.advertisedHost().get();
            return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        }
        return LocalAddresses.inUri(localAddress(remote));
    }

    /// The address of ours packets to a far end leave from.
    InetAddress localAddress(InetSocketAddress remote) throws SipException {
        InetAddress bound = config.bindAddress();
        return bound.isAnyLocalAddress() ? LocalAddresses.towards(remote) : bound;
    }

    /// A request outside of any dialog, without body and Contact.
    ///
    /// @param from user part of the local URI
    /// @param fromHost host part of the local URI
    Request request(
            String method,
            SipUri target,
            String to,
            String from,
            String fromHost,
            String displayName,
            String viaHost,
            String callId,
            String fromTag,
            long sequence)
            throws ParseException, InvalidArgumentException {
        Address local =
                addresses.createAddress(
                        (target.secure() ? "<sips:" : "<sip:")
                                + (from.isEmpty() ? "" : from + "@")
                                + fromHost
                                + ">");
        if (!displayName.isEmpty()) {
            local.setDisplayName(displayName);
        }
        Request request =
                messages.createRequest(
                        addresses.createURI(target.toString()),
                        method,
                        headers.createCallIdHeader(callId),
                        headers.createCSeqHeader(sequence, method),
                        headers.createFromHeader(local, fromTag),
                        headers.createToHeader(addresses.createAddress("<" + to + ">"), null),
                        new ArrayList<>(List.of(via(viaHost, target.effectiveTransport()))),
                        headers.createMaxForwardsHeader(70));
        request.setHeader(headers.createHeader("User-Agent", config.agent()));
        return request;
    }

    /// Makes a request of a dialog ours: Via with our host and rport, User-Agent.
    void dress(Request request, String localHost, SipTransport transport)
            throws ParseException, InvalidArgumentException {
        request.setHeader(via(localHost, transport));
        request.setHeader(headers.createHeader("User-Agent", config.agent()));
    }

    private ViaHeader via(String host, SipTransport transport)
            throws ParseException, InvalidArgumentException {
        if (!config.transports().contains(transport)) {
            throw new InvalidArgumentException("this endpoint does not speak " + transport);
        }
        ViaHeader via =
                headers.createViaHeader(host, ports.applyAsInt(transport), transport.name(), null);
        via.setRPort();
        return via;
    }

    /// The same request once more, as another transaction.
    Request again(Request sent, long sequence, String localHost, SipTransport transport)
            throws ParseException, InvalidArgumentException {
        Request request = (Request) sent.clone();
        request.setHeader(headers.createCSeqHeader(sequence, sent.getMethod()));
        request.setHeader(via(localHost, transport));
        ((ToHeader) request.getHeader(ToHeader.NAME)).removeParameter("tag");
        return request;
    }

    Response response(Request request, int status, String phrase) throws ParseException {
        Response response = messages.createResponse(status, request);
        if (!phrase.isEmpty()) {
            response.setReasonPhrase(phrase);
        }
        response.setHeader(headers.createHeader("Server", config.agent()));
        return response;
    }

    void toTag(Response response, String tag) throws ParseException {
        ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
        if (to.getTag() == null) {
            to.setTag(tag);
        }
    }

    void contact(Message message, String user, String host, SipTransport transport)
            throws ParseException {
        SipURI uri = addresses.createSipURI(user.isEmpty() ? null : user, host);
        uri.setPort(ports.applyAsInt(transport));
        if (secured(message)) {
            uri.setSecure(true);
        } else if (transport != SipTransport.UDP) {
            uri.setTransportParam(transport.key());
        }
        message.setHeader(headers.createContactHeader(addresses.createAddress(uri)));
    }

    /// Whether a Contact must be a SIPS URI: the request asks for one (RFC 3261, sections 8.1.1.8
    /// and 12.1.1). A response shows that in To, which repeats the first Request-URI as a rule.
    private static boolean secured(Message message) {
        URI asked =
                message instanceof Request request
                        ? request.getRequestURI()
                        : ((ToHeader) message.getHeader(ToHeader.NAME)).getAddress().getURI();
        return asked instanceof SipURI uri && uri.isSecure();
    }

    void sdp(Message message, String sdp) throws ParseException {
        body(message, SDP, sdp);
    }

    void body(Message message, String contentType, String body) throws ParseException {
        int slash = contentType.indexOf('/');
        if (slash <= 0) {
            throw new ParseException("\"" + contentType + "\" is not a content type", 0);
        }
        String[] parts = contentType.split(";");
        ContentTypeHeader type =
                headers.createContentTypeHeader(
                        parts[0].substring(0, slash), parts[0].substring(slash + 1));
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].strip().split("=", 2);
            type.setParameter(parameter[0], parameter.length == 2 ? parameter[1] : "");
        }
        message.setContent(body.getBytes(StandardCharsets.UTF_8), type);
    }

    /// Sets a header; a list such as `Allow` may be given in one line.
    void header(Message message, String name, String value) throws ParseException {
        try {
            message.setHeader(headers.createHeader(name, value));
        } catch (ParseException e) { // it is a list
            List<?> all = headers.createHeaders(name + ": " + value);
            message.removeHeader(name);
            for (Object each : all) {
                message.addHeader((Header) each);
            }
        }
    }

    /// Adds a header besides those of its name.
    void addHeader(Message message, String name, String value) throws ParseException {
        message.addHeader(headers.createHeader(name, value));
    }

    /// What we can do: Allow and Supported.
    void abilities(Message message) throws ParseException {
        header(message, "Allow", ALLOW);
        header(message, "Supported", supported());
    }

    private String supported() {
        return config.dialogs().sessionTimers() ? SUPPORTED + ", " + SESSION_TIMER : SUPPORTED;
    }

    /// The option tags in a header such as Require, in lower case.
    static Set<String> optionTags(Message message, String name) {
        Set<String> tags = new LinkedHashSet<>();
        for (String tag : headerOf(message, name).orElse("").split(",")) {
            if (!tag.isBlank()) {
                tags.add(tag.strip().toLowerCase(Locale.ROOT));
            }
        }
        return tags;
    }

    /// The option tags a request requires that we do not know, RFC 3261, section 8.2.2.3.
    Set<String> unknownRequirements(Request request) {
        Set<String> tags = optionTags(request, "Require");
        for (String known : supported().split(", ")) {
            tags.remove(known);
        }
        return tags;
    }

    /// RSeq of a reliable response, RFC 3262, section 4; empty for one that is not.
    static OptionalLong reliable(Response response) {
        RSeqHeader rseq = (RSeqHeader) response.getHeader(RSeqHeader.NAME);
        return rseq != null && optionTags(response, "Require").contains("100rel")
                ? OptionalLong.of(rseq.getSequenceNumber())
                : OptionalLong.empty();
    }

    /// RFC 3261, section 20.33; bounded, since we wait for so long.
    static Optional<Duration> retryAfter(Response response) {
        RetryAfterHeader header = (RetryAfterHeader) response.getHeader(RetryAfterHeader.NAME);
        return header == null
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.clamp(header.getRetryAfter(), 0, 60)));
    }

    /// `type/subtype` in lower case; empty without a body.
    static String contentType(Message message) {
        ContentTypeHeader type = (ContentTypeHeader) message.getHeader(ContentTypeHeader.NAME);
        return type == null
                ? ""
                : (type.getContentType() + "/" + type.getContentSubType()).toLowerCase(Locale.ROOT);
    }

    static String bodyOf(Message message) {
        byte @Nullable [] bytes = message.getRawContent();
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /// The SDP of a message, if it has one.
    static Optional<String> sdpOf(Message message) {
        String body = bodyOf(message);
        return body.isEmpty() || !contentType(message).equals(SDP)
                ? Optional.empty()
                : Optional.of(body);
    }

    /// Whether a message has a body, and it is no SDP.
    static boolean foreignBody(Message message) {
        return !bodyOf(message).isEmpty() && !contentType(message).equals(SDP);
    }

    /// The value of a header; of all of that name, joined by commas.
    static Optional<String> headerOf(Message message, String name) {
        List<String> values = new ArrayList<>();
        Iterator<?> all = message.getHeaders(name);
        while (all.hasNext()) {
            String text = String.valueOf(all.next());
            values.add(text.substring(text.indexOf(':') + 1).strip());
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    static Map<String, String> shownHeaders(Message message) {
        Map<String, String> shown = new java.util.LinkedHashMap<>();
        for (String name : SHOWN_HEADERS) {
            headerOf(message, name).ifPresent(value -> shown.put(name, value));
        }
        return shown;
    }

    /// The challenges of a 401 or 407 that can be answered.
    static List<DigestChallenge> challenges(Response response) {
        String name =
                response.getStatusCode() == Response.UNAUTHORIZED
                        ? "WWW-Authenticate"
                        : "Proxy-Authenticate";
        List<DigestChallenge> challenges = new ArrayList<>();
        Iterator<?> all = response.getHeaders(name);
        while (all.hasNext()) {
            String text = String.valueOf(all.next());
            DigestChallenge.parse(text.substring(text.indexOf(':') + 1)).ifPresent(challenges::add);
        }
        return challenges;
    }

    /// Whether the far end has said where requests of the dialog go.
    static boolean hasContact(Dialog dialog) {
        return dialog.getRemoteTarget() != null;
    }
}
