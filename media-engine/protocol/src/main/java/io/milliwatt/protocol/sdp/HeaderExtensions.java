package io.milliwatt.protocol.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `a=extmap:<id>[/<direction>] <URI> [parameters]`, RFC 8285, section 5. Ids on the wire are 1 to
/// 14, or to 255 with the two-byte form; the ids from 4096 on, which ask for a number, are not
/// answered.
final class HeaderExtensions {
    private static final String NAME = "extmap";
    private static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /// Whoever answers this promises reports that this module does not make.
    private static final String TRANSPORT_WIDE =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    private HeaderExtensions() {}

    /// What an answer repeats: for video all, because its packets go back as they came; for audio
    /// the MID alone, by which media that share a transport are told apart.
    static List<SdpAttribute> accepted(MediaDescription offered, MediaPlace at) {
        List<SdpAttribute> accepted = new ArrayList<>();
        for (SdpAttribute attribute : offered.attributes()) {
            String uri = uri(attribute);
            boolean wanted =
                    at.kind() == MediaKind.VIDEO
                            ? !uri.isEmpty() && !uri.equals(TRANSPORT_WIDE)
                            : uri.equals(MID);
            if (wanted) {
                accepted.add(attribute);
            }
        }
        return accepted;
    }

    /// URIs both sides name under the same id.
    static Map<Integer, String> common(MediaDescription local, MediaDescription remote) {
        Map<Integer, String> common = new LinkedHashMap<>(byId(remote));
        common.entrySet().retainAll(byId(local).entrySet());
        return common;
    }

    private static Map<Integer, String> byId(MediaDescription media) {
        Map<Integer, String> byId = new LinkedHashMap<>();
        for (SdpAttribute attribute : media.attributes()) {
            String uri = uri(attribute);
            if (!uri.isEmpty()) {
                byId.putIfAbsent(id(attribute), uri);
            }
        }
        return byId;
    }

    private static int id(SdpAttribute attribute) {
        String word = attribute.value().orElse("").trim().split(" +", 2)[0];
        int slash = word.indexOf('/');
        return Digits.parse(slash < 0 ? word : word.substring(0, slash));
    }

    /// The URI; empty when this is another attribute or has no id of the wire.
    private static String uri(SdpAttribute attribute) {
        String[] words = attribute.value().orElse("").trim().split(" +", 3);
        int id = id(attribute);
        return attribute.name().equals(NAME) && words.length >= 2 && id >= 1 && id <= 255
                ? words[1]
                : "";
    }
}
