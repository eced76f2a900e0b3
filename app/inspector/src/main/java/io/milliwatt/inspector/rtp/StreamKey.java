package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Endpoint;
import java.util.HexFormat;

/// What makes a stream: RFC 3550, section 3, an SSRC from one transport address to another, as seen
/// at one tap.
///
/// @param ssrc 0 to 2^32 - 1
public record StreamKey(int tap, Endpoint source, Endpoint destination, long ssrc) {
    /// The SSRC as it is shown: `0x0000beef`.
    public String ssrcText() {
        return "0x" + HexFormat.of().toHexDigits((int) ssrc);
    }

    /// The way back of another source: what a reverse stream would have.
    public boolean isReverseOf(StreamKey other) {
        return tap == other.tap
                && source.equals(other.destination)
                && destination.equals(other.source);
    }
}
