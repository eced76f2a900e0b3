package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.protocol.sdp.Direction;
import io.milliwatt.protocol.sdp.RtpMap;
import java.util.List;

/// Media that one side said it receives: what the SDP promises.
///
/// @param exchange index of the exchange that says so
/// @param media its place among the `m=` lines, from 0
/// @param kind `audio`, `video` ...
/// @param receiver who receives it
/// @param rtp where
/// @param rtcp where reports come; equal to `rtp` when multiplexed (RFC 5761)
/// @param direction what the receiver does: `recvonly` and `sendrecv` receive
/// @param formats payload types it takes, in its order
/// @param encrypted whether the transport is SRTP
/// @param candidates other places of ICE where it may come too (RFC 8839)
public record MediaFlow(
        int exchange,
        int media,
        String kind,
        Side receiver,
        Endpoint rtp,
        Endpoint rtcp,
        Direction direction,
        List<RtpMap> formats,
        boolean encrypted,
        List<Endpoint> candidates) {
    public MediaFlow {
        formats = List.copyOf(formats);
        candidates = List.copyOf(candidates);
    }
}
