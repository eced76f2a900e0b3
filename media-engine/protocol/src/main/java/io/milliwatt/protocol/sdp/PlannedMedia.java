package io.milliwatt.protocol.sdp;

import java.util.List;
import java.util.Optional;

/// One offered media that will be accepted.
///
/// @param formats what the answer names, under the offerer's numbers
/// @param crypto the offered key that the answer picks; empty = plain RTP
/// @param direction what the answer says
public record PlannedMedia(
        MediaPlace at,
        List<RtpMap> formats,
        Optional<CryptoAttribute> crypto,
        Direction direction) {

    public PlannedMedia {
        formats = List.copyOf(formats);
    }
}
