package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.TestNumber;
import io.milliwatt.engine.media.MediaServer;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.sdp.Capabilities;
import io.milliwatt.protocol.sdp.MediaAddress;
import io.milliwatt.protocol.sdp.NegotiatedSession;
import io.milliwatt.protocol.sdp.Origin;
import io.milliwatt.protocol.sdp.Security;
import io.milliwatt.protocol.sdp.SessionNegotiation;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What the engine offers and answers with, by test number.
final class EngineCapabilities {
    private EngineCapabilities() {}

    static Capabilities of(TestNumber.Media wanted, MediaServer media) {
        Capabilities audio =
                Capabilities.ofAudio()
                        .withFamilyOf(media.advertised())
                        .withSecurity(
                                wanted == TestNumber.Media.ENCRYPTED
                                        ? Security.REQUIRED
                                        : Security.OPTIONAL);
        return wanted == TestNumber.Media.AUDIO
                ? audio
                : audio.withVideo(Capabilities.VIDEO_AS_PACKETS);
    }

    /// For a call that is joined with another: the encodings of that one first, so that nothing
    /// needs to be encoded anew.
    static Capabilities matching(Optional<NegotiatedSession> other, MediaServer media) {
        Capabilities ours = of(TestNumber.Media.AUDIO_AND_VIDEO, media);
        List<AudioEncoding> theirs =
                other.flatMap(NegotiatedSession::audio).stream()
                        .flatMap(audio -> audio.formats().stream())
                        .flatMap(format -> format.audio().stream())
                        .toList();
        // ours, not what was agreed on: that has the other phone's parameters
        List<AudioEncoding> ordered =
                ours.audio().stream()
                        .sorted(
                                Comparator.comparing(one ->
                                        theirs.stream().noneMatch(their -> isSame(one, their))))
                        .toList();
        return ours.withAudio(ordered);
    }

    private static boolean isSame(AudioEncoding one, AudioEncoding other) {
        return one.name().equalsIgnoreCase(other.name())
                && one.clockRateHz() == other.clockRateHz();
    }

    /// For the answer to OPTIONS: all that can be had, on port 0 (RFC 3264, section 9).
    static String description(MediaServer media) {
        Capabilities all = of(TestNumber.Media.AUDIO_AND_VIDEO, media).withSecurity(Security.OFF);
        var addresses = new TreeMap<Integer, MediaAddress>();
        SessionNegotiation.offerPlaces(all, Optional.empty())
                .keySet()
                .forEach(place -> addresses.put(place, new MediaAddress(media.advertised(), 0)));
        return SessionNegotiation.offer(
                        all,
                        addresses,
                        Origin.of(1, media.advertised()),
                        Optional.empty(),
                        new SecureRandom())
                .toText();
    }
}
