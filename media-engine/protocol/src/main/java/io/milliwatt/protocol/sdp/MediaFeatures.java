package io.milliwatt.protocol.sdp;

import java.util.List;
import java.util.Map;

/// What was agreed on beside formats and addresses.
///
/// @param extensions header extensions by their id on the wire: `a=extmap` of RFC 8285, section 5
/// @param feedback what both sides do of RFC 4585, section 4.2, without the payload type, as `nack
///   pli`; in the order of the peer
/// @param remoteSources the SSRCs the peer announced (RFC 5576) with their CNAME, or empty
public record MediaFeatures(
        Map<Integer, String> extensions, List<String> feedback, Map<Long, String> remoteSources) {

    public static final MediaFeatures NONE = new MediaFeatures(Map.of(), List.of(), Map.of());

    public MediaFeatures {
        extensions = Map.copyOf(extensions);
        feedback = List.copyOf(feedback);
        remoteSources = Map.copyOf(remoteSources);
    }
}
