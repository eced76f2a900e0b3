package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.sip.NameAddress;

/// Who calls whom.
///
/// @param from as in the first request
/// @param to as in the first request
/// @param requestUri where the first request went
/// @param initialSpeaker who sent the first message
/// @param callerAgent User-Agent of the caller; empty = it did not say
/// @param calleeAgent Server or User-Agent of who answered; empty = it did not say
/// @param otherLeg Call-ID that X-Call-ID names; empty = none
public record CallParties(
        NameAddress from,
        NameAddress to,
        String requestUri,
        Endpoint initialSpeaker,
        String callerAgent,
        String calleeAgent,
        String otherLeg) {}
