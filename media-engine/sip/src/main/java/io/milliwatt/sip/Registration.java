package io.milliwatt.sip;

import java.time.Duration;
import java.util.Optional;

/// One REGISTER, RFC 3261, section 10.2.
///
/// @param registrar where to register
/// @param user address of record's and Contact's user part
/// @param displayName name in From and To; empty for none
/// @param credentials for digest
/// @param expires asked lifetime; zero removes the binding
/// @param callId one for all registrations of an account
/// @param sequence CSeq; must grow with each REGISTER of that Call-ID
/// @param timeout give up then
public record Registration(
        SipUri registrar,
        String user,
        String displayName,
        Optional<Credentials> credentials,
        Duration expires,
        String callId,
        long sequence,
        Duration timeout) {}
