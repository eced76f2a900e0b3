package io.milliwatt.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// A REGISTER as a registrar needs it, RFC 3261, section 10.3.
///
/// @param user user part of To: the address of record
/// @param uri Request-URI as text, for digest
/// @param order what orders the requests of one user agent
/// @param contacts what is to be bound; empty = only ask
/// @param expires value of the Expires header, seconds
/// @param authorizations values of the Authorization headers
/// @param flow where it came from
public record RegisterRequest(
        String user,
        String uri,
        Order order,
        Contacts contacts,
        Optional<Long> expires,
        List<String> authorizations,
        Flow flow) {
    public RegisterRequest {
        authorizations = List.copyOf(authorizations);
    }

    /// @param callId one for all registrations of a user agent
    /// @param sequence CSeq, grows with each of them
    public record Order(String callId, long sequence) {}

    /// @param wildcard whether `*` was given
    /// @param list the others
    public record Contacts(boolean wildcard, List<Contact> list) {
        public Contacts {
            list = List.copyOf(list);
        }
    }

    /// One Contact.
    ///
    /// @param uri as written, parameters included
    /// @param address its parts that say where it is
    /// @param expires its own lifetime, seconds
    /// @param q preference, 0..1
    public record Contact(String uri, SipUri address, Optional<Long> expires, double q) {}

    /// How a request came in.
    ///
    /// @param source address and port seen on the socket
    public record Flow(InetSocketAddress source, SipTransport transport) {}
}
