package io.milliwatt.protocol.sdp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `a=rtcp-fb:<payload type or *> <what>`, RFC 4585, section 4.2.
final class Feedback {
    private static final String NAME = "rtcp-fb";

    /// What this module reads and writes: generic NACK, PLI (RFC 4585) and FIR (RFC 5104).
    private static final Set<String> KNOWN = Set.of("nack", "nack pli", "ccm fir");

    private Feedback() {}

    /// What an answer repeats of an offer, whatever its profile: baresip names feedback with
    /// RTP/AVP too, and means it.
    static List<SdpAttribute> accepted(MediaDescription offered, List<RtpMap> formats) {
        List<SdpAttribute> accepted = new ArrayList<>();
        Set<String> numbers = new LinkedHashSet<>(List.of("*"));
        formats.forEach(map -> numbers.add("" + map.payloadType()));
        for (SdpAttribute attribute : offered.attributes()) {
            String[] words = words(attribute);
            if (words.length == 2 && numbers.contains(words[0]) && KNOWN.contains(words[1])) {
                accepted.add(attribute);
            }
        }
        return accepted;
    }

    /// What both sides say, whatever the payload type.
    static List<String> common(MediaDescription local, MediaDescription remote) {
        Set<String> ours = whats(local);
        return whats(remote).stream().filter(ours::contains).toList();
    }

    private static Set<String> whats(MediaDescription media) {
        Set<String> whats = new LinkedHashSet<>();
        for (SdpAttribute attribute : media.attributes()) {
            String[] words = words(attribute);
            if (words.length == 2) {
                whats.add(words[1]);
            }
        }
        return whats;
    }

    /// Payload type and what; none when it is another attribute.
    private static String[] words(SdpAttribute attribute) {
        return attribute.name().equals(NAME)
                ? attribute.value().orElse("").trim().split(" +", 2)
                : new String[0];
    }
}
