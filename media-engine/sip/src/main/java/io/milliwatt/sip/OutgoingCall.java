package io.milliwatt.sip;

import java.time.Duration;
import java.util.Optional;

/// A call to place.
///
/// @param target whom to call, and by which transport (UDP when the URI says nothing)
/// @param user user part of From and Contact
/// @param displayName name in From; empty for none
/// @param offerSdp the offer; empty text = the far end is to offer (delayed offer), see
///   [SipCallListener#offered]
/// @param credentials for a far end that asks for digest
/// @param noResponseAfter give up when not even a provisional response came by then
/// @param origin what brought this call about
public record OutgoingCall(
        SipUri target,
        String user,
        String displayName,
        String offerSdp,
        Optional<Credentials> credentials,
        Duration noResponseAfter,
        Origin origin) {
    /// What brought a call about, when it was not the user.
    ///
    /// @param replaces the dialog at the far end that this call is to replace, RFC 3891
    /// @param referredBy value of the Referred-By header of the transfer that led here, RFC 3892
    public record Origin(Optional<Replaces> replaces, Optional<String> referredBy) {
        /// The user.
        public static final Origin USER = new Origin(Optional.empty(), Optional.empty());
    }

    /// A call of the user's own.
    public OutgoingCall(
            SipUri target,
            String user,
            String displayName,
            String offerSdp,
            Optional<Credentials> credentials,
            Duration noResponseAfter) {
        this(target, user, displayName, offerSdp, credentials, noResponseAfter, Origin.USER);
    }

    public OutgoingCall withOrigin(Origin other) {
        return new OutgoingCall(
                target, user, displayName, offerSdp, credentials, noResponseAfter, other);
    }

    /// A call without credentials that gives up after 5 s without any response.
    public static OutgoingCall to(SipUri target, String user, String offerSdp) {
        return new OutgoingCall(
                target, user, "", offerSdp, Optional.empty(), Duration.ofSeconds(5));
    }
}
