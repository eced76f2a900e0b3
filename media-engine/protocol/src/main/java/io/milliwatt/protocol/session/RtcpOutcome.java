package io.milliwatt.protocol.session;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import java.util.List;

/// What a received RTCP datagram meant to the session.
public sealed interface RtcpOutcome {
    /// It was understood and counted.
    ///
    /// @param goodbyes sources that left with it
    /// @param collision whether someone else reports under our SSRC (RFC 3550, section 8.2)
    record Accepted(CompoundRtcp compound, List<Long> goodbyes, boolean collision)
            implements RtcpOutcome {
        public Accepted {
            goodbyes = List.copyOf(goodbyes);
        }
    }

    record Refused(MalformedReason reason, int offset, String detail) implements RtcpOutcome {}
}
