package io.milliwatt.transport;

import java.net.InetSocketAddress;

/// What a call that needs ports says of itself.
///
/// @param announcedRtp where its far end wants RTP, by its SDP
/// @param announcedRtcp where its far end wants RTCP
/// @param trusted whether the far end can be expected to send from just there; false when its
///   request came from another host than its SDP names, so that somebody in between (a NAT)
///   rewrites addresses
public record PortRequest(
        InetSocketAddress announcedRtp, InetSocketAddress announcedRtcp, boolean trusted) {
    /// For a call that is to be told our ports before it says anything of its own.
    public static PortRequest ofUnknown() {
        var nowhere = InetSocketAddress.createUnresolved("unknown.invalid", 0);
        return new PortRequest(nowhere, nowhere, false);
    }
}
