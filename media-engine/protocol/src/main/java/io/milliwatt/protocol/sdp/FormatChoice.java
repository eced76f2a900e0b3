package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.sdp.Capabilities.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an answer names of the formats of an offered media.
///
/// Audio: the first codec of the offerer's list that we have, and no second, so that nobody changes
/// the codec in mid-call; then events and comfort noise at its clock rate. Video: every encoding we
/// pass on, with its retransmissions (RFC 4588).
final class FormatChoice {
    private FormatChoice() {}

    /// Empty when there is none in common.
    static List<RtpMap> of(MediaDescription theirs, MediaKind kind, Capabilities ours) {
        return switch (kind) {
            case AUDIO -> audio(theirs.rtpMaps(), ours);
            case VIDEO -> video(theirs, ours);
            case OTHER -> List.of();
        };
    }

    private static List<RtpMap> audio(List<RtpMap> offered, Capabilities ours) {
        Optional<RtpMap> codec = offered.stream().filter(map -> isOurAudio(map, ours)).findFirst();
        if (codec.isEmpty()) {
            return List.of();
        }
        List<RtpMap> chosen = new ArrayList<>(List.of(codec.get()));
        int clockRateHz = codec.get().clockRateHz();
        if (ours.has(Feature.TELEPHONE_EVENTS)) {
            offered.stream()
                    .filter(map -> map.names(RtpMap.TELEPHONE_EVENT, clockRateHz))
                    .findFirst()
                    .or(() ->
                            offered.stream()
                                    .filter(map -> map.isEncoding(RtpMap.TELEPHONE_EVENT))
                                    .findFirst())
                    .ifPresent(chosen::add);
        }
        if (ours.has(Feature.COMFORT_NOISE)) {
            offered.stream()
                    .filter(map -> map.names(RtpMap.COMFORT_NOISE, clockRateHz))
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        return chosen;
    }

    private static boolean isOurAudio(RtpMap map, Capabilities ours) {
        return ours.audio().stream()
                .anyMatch(audio -> map.sameEncodingAs(RtpMap.of(map.payloadType(), audio)));
    }

    private static List<RtpMap> video(MediaDescription theirs, Capabilities ours) {
        List<RtpMap> known =
                theirs.rtpMaps().stream()
                        .filter(map -> ours.video().stream().anyMatch(map::isEncoding))
                        .toList();
        List<String> apt = known.stream().map(map -> "apt=" + map.payloadType()).toList();
        return theirs.rtpMaps().stream()
                .filter(map ->
                        known.contains(map)
                                || (map.isEncoding(RtpMap.RTX)
                                        && apt.contains(
                                                theirs.fmtp(map.payloadType())
                                                        .orElse("")
                                                        .split(";", -1)[0]
                                                        .trim())))
                .toList();
    }
}
