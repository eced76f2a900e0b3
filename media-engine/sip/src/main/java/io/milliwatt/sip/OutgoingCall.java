package io.milliwatt.sip;

import java.time.Duration;
import java.util.Optional;

/// A call to place.
///
/// @param target whom to call, and by which transport (UDP when the URI says nothing)
/// @param user user part of From and Contact
/// @param displayName name in From; empty for none
/// @param offerSdp the offer
/// @param credentials for a far end that asks for digest
/// @param noResponseAfter give up when not even a provisional response came by then
public record OutgoingCall(
        SipUri target,
        String user,
        String displayName,
        String offerSdp,
        Optional<Credentials> credentials,
        Duration noResponseAfter) {
    /// A call without credentials that gives up after 5 s without any response.
    public static OutgoingCall to(SipUri target, String user, String offerSdp) {
        return new OutgoingCall(
                target, user, "", offerSdp, Optional.empty(), Duration.ofSeconds(5));
    }
}
