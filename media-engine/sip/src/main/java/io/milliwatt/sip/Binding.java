package io.milliwatt.sip;

import io.milliwatt.sip.RegisterRequest.Flow;
import io.milliwatt.sip.RegisterRequest.Order;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/// Where a registered user can be reached, RFC 3261, section 10.
///
/// @param contact the Contact's URI as the user agent wrote it
/// @param target where to send a call: the Contact, or, behind address translation and over TCP and
///   TLS, the address the REGISTER came from, whose connection is used again. Other parameters of
///   the Contact's URI are not in it
/// @param q preference, 0..1, the highest first
/// @param expires when it ends
/// @param order of the request that made or refreshed it
/// @param flow where that request came from
public record Binding(
        String contact, SipUri target, double q, Instant expires, Order order, Flow flow) {
    /// RFC 3581 tells where the answer goes; a call must go the same way, or translation drops it.
    static SipUri target(SipUri contact, Flow flow) {
        boolean asSaid =
                flow.transport() == SipTransport.UDP
                        && contact.effectiveTransport() == SipTransport.UDP
                        && literal(contact.host()).equals(Optional.of(flow.source().getAddress()));
        return asSaid
                ? contact
                : new SipUri(
                        contact.user(),
                        flow.source().getAddress().getHostAddress(),
                        flow.source().getPort(),
                        Optional.of(flow.transport()),
                        contact.secure());
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // a name: never looked up for a stranger
        }
    }
}
