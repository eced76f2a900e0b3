package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.media.CallTerms;
import io.milliwatt.sip.IncomingCall;
import java.util.Optional;

/// An INVITE for which there are ports and a session description.
///
/// @param agreed what its offer and our answer came to; empty when it has no offer (RFC 3261,
///   section 13.2.1): then the answer comes with the ACK
/// @param description our answer, or our offer
record Invitation(
        IncomingCall incoming,
        CallTerms terms,
        Optional<CallTerms.Outcome.Agreed> agreed,
        String description) {}
