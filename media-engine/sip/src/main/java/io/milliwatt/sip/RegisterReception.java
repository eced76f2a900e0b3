package io.milliwatt.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// Turns a REGISTER into values, and an answer into a response.
final class RegisterReception {
    private static final int MAX_CONTACTS = 20;

    private final Wire wire;

    RegisterReception(Wire wire) {
        this.wire = wire;
    }

    /// @throws ParseException what cannot be registered: to be answered with 400
    RegisterRequest read(Request request) throws ParseException {
        SIPRequest sip = (SIPRequest) request;
        ToHeader to = (ToHeader) request.getHeader(ToHeader.NAME);
        if (!(to.getAddress().getURI() instanceof SipURI record) || record.getUser() == null) {
            throw new ParseException("To names no user", 0);
        }
        ExpiresHeader expires = request.getExpires();
        return new RegisterRequest(
                record.getUser(),
                String.valueOf(request.getRequestURI()),
                new RegisterRequest.Order(
                        sip.getCallId().getCallId(),
                        ((CSeqHeader) request.getHeader(CSeqHeader.NAME)).getSeqNumber()),
                contacts(request),
                Optional.ofNullable(expires).map(e -> (long) e.getExpires()),
                values(request, "Authorization"),
                new RegisterRequest.Flow(
                        new InetSocketAddress(
                                sip.getPeerPacketSourceAddress(), sip.getPeerPacketSourcePort()),
                        SipTransport.of(sip.getTopmostVia().getTransport())
                                .orElse(SipTransport.UDP)));
    }

    private static List<String> values(Request request, String name) {
        List<String> values = new ArrayList<>();
        Iterator<?> all = request.getHeaders(name);
        while (all.hasNext()) {
            String text = String.valueOf(all.next());
            values.add(text.substring(text.indexOf(':') + 1).strip());
        }
        return values;
    }

    private static RegisterRequest.Contacts contacts(Request request) throws ParseException {
        boolean wildcard = false;
        List<RegisterRequest.Contact> list = new ArrayList<>();
        Iterator<?> all = request.getHeaders(ContactHeader.NAME);
        while (all.hasNext()) {
            ContactHeader each = (ContactHeader) all.next();
            if (each.getAddress().isWildcard()) {
                wildcard = true;
            } else {
                list.add(contact(each));
            }
            if (list.size() > MAX_CONTACTS) {
                throw new ParseException("more than " + MAX_CONTACTS + " contacts", 0);
            }
        }
        return new RegisterRequest.Contacts(wildcard, list);
    }

    private static RegisterRequest.Contact contact(ContactHeader header) throws ParseException {
        if (!(header.getAddress().getURI() instanceof SipURI uri)) {
            throw new ParseException("a Contact is no SIP URI", 0);
        }
        String host = uri.getHost();
        SipUri address =
                new SipUri(
                        uri.getUser() == null ? "" : uri.getUser(),
                        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                        Math.max(0, uri.getPort()),
                        Optional.ofNullable(uri.getTransportParam()).flatMap(SipTransport::of),
                        uri.isSecure());
        int expires = header.getExpires();
        float q = header.getQValue();
        return new RegisterRequest.Contact(
                uri.toString(),
                address,
                // a value that is none counts as not given, RFC 3261, section 20.10
                expires < 0 ? Optional.empty() : Optional.of((long) expires),
                q < 0 ? 1 : Math.min(1, q));
    }

    Response response(Request request, RegisterAnswer answer) throws ParseException {
        Response response = wire.response(request, answer.status(), answer.reason());
        for (RegisterAnswer.Header header : answer.headers()) {
            wire.addHeader(response, header.name(), header.value());
        }
        return response;
    }
}
