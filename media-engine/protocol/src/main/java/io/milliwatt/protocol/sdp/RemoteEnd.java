package io.milliwatt.protocol.sdp;

/// Where the peer says that it receives one transport, and how its RTCP goes.
///
/// @param rtp 0.0.0.0 or `::` when it holds the call the way of RFC 2543
/// @param rtcp equal to `rtp` with `rtcpMux`
/// @param rtcpMux RTP and RTCP share a port, RFC 5761
/// @param reducedSize RTCP need not be compound, RFC 5506
public record RemoteEnd(
        MediaAddress rtp, MediaAddress rtcp, boolean rtcpMux, boolean reducedSize) {}
